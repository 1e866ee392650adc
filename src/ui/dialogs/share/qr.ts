/** The QR code of a text, as a path of squares: for the page, as an SVG of its own and as a PNG. */
import { encode } from 'uqr';

/** The most bytes of one code: version 40 with the least correction (ISO/IEC 18004, table 7). */
export const qrLimit = 2953;
/** From so many characters on a code is hard to scan from a screen. */
export const denseFrom = 1500;
/** Squares that stay white on every side, as the standard asks for. */
const quiet = 4;

export interface QrCode {
  /** Squares on a side, with the white around the code. */
  readonly size: number;
  /** The dark squares as an SVG path; a square is 1 by 1. */
  readonly path: string;
}

/** The code of a text; nothing where it is longer than a code can be. */
export function qrOf(text: string): QrCode | undefined {
  if (new TextEncoder().encode(text).length > qrLimit) return undefined;
  const { size, data } = encode(text, { ecc: 'L', boostEcc: true, border: quiet });
  return { size, path: data.map(rowPath).join('') };
}

/** Neighbours as one bar: without hairlines between them, and shorter. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x++;
    path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
  }
  return path;
}

/** The code as a file, black on white. */
export function qrSvg({ size, path }: QrCode, title: string): string {
  const name = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${10 * size}" height="${10 * size}" shape-rendering="crispEdges"><title>${name}</title><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>\n`;
}

/** At least as many pixels on a side. */
const leastPixels = 1024;

/** The code as a picture, with whole pixels a square; nothing where the browser makes none. */
export function qrPng({ size, path }: QrCode): Promise<Blob | null> {
  const scale = Math.ceil(leastPixels / size);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = scale * size;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.fillStyle = '#000';
  context.fill(new Path2D(path));
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
