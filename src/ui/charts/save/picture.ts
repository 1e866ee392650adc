/**
 * A chart as a picture of its own: the plot as it is drawn, with title, legend and names of the axes, every colour and
 * font written out, so that it looks the same in an editor, in print and on a slide.
 *
 * Our own, because libraries either put HTML into the SVG, which editors do not read (html-to-image), or are no longer
 * kept (save-svg-as-png), and none adds a legend.
 */

export interface LegendItem {
  readonly label: string;
  readonly color: string;
  readonly textColor: string;
  readonly dash: string;
  readonly width: number;
}

export interface PictureText {
  readonly title: string;
  readonly note: string;
  readonly legend: readonly LegendItem[];
  readonly xLabel: string;
  readonly yLabel: string;
}

export type Background = 'white' | 'page';

const namespace = 'http://www.w3.org/2000/svg';
const pad = 14;
const titlePx = 18;
const legendPx = 17;
const swatchPx = 34;
const axisPx = 16;

/** The SVG of the plot that is on the page. Must be called where it is laid out. */
export async function pictureOf(plot: SVGSVGElement, text: PictureText, background: Background): Promise<string> {
  const font = await fontRule();
  const root = document.documentElement;
  const { theme } = root.dataset;
  // The colours of the page are chosen at its root: for as long as they are read, and before anything is painted.
  if (background === 'white') root.dataset.theme = 'light';
  try {
    return drawn(plot, text, background, font);
  } finally {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  }
}

function drawn(plot: SVGSVGElement, text: PictureText, background: Background, font: string): string {
  const { width, height } = plot.getBoundingClientRect();
  const host = document.createElement('div');
  // Its rules are those of a chart.
  host.className = 'chart chart-plot';
  host.style.cssText = 'position:fixed;left:-9999px;top:0;contain:none';
  document.body.append(host);
  try {
    const total = { width: Math.ceil(width) + axisPx + 2 * pad, height: 0 };
    const svg = element('svg', {});
    host.append(svg);
    const head = headOf(text, total.width - 2 * pad);
    const top = pad + head.height + 6;
    total.height = top + Math.ceil(height) + axisPx + pad;
    for (const [name, value] of Object.entries({ width: total.width, height: total.height }))
      svg.setAttribute(name, String(value));
    svg.setAttribute('viewBox', `0 0 ${total.width} ${total.height}`);
    const fill = background === 'white' ? '#ffffff' : 'var(--paper)';
    svg.append(element('rect', { width: '100%', height: '100%', fill }), ...head.parts);
    svg.append(plotAt(plot, pad + axisPx, top), ...axisNames(text, { width, height, top }));
    writeOut(svg);
    svg.setAttribute('xmlns', namespace);
    if (font !== '') {
      const style = element('style', {});
      style.textContent = font;
      svg.prepend(style);
    }
    return new XMLSerializer().serializeToString(svg);
  } finally {
    host.remove();
  }
}

function plotAt(plot: SVGSVGElement, x: number, y: number): SVGElement {
  const group = element('g', { transform: `translate(${x} ${y})` });
  for (const child of plot.children) group.append(child.cloneNode(true));
  for (const gone of group.querySelectorAll('.chart-crosshair')) gone.remove();
  return group;
}

/** Title, note and legend, the items of the legend in as many rows as they need. */
function headOf({ title, note, legend }: PictureText, width: number) {
  const parts: SVGElement[] = [];
  const heading = textAt(title, pad, pad + 12, { 'font-size': '14', 'font-weight': '600', fill: 'var(--ink)' });
  parts.push(heading);
  if (note !== '')
    parts.push(
      textAt(note, pad + widthOf(title, '600 14px') + 10, pad + 12, { 'font-size': '11', fill: 'var(--ink-3)' }),
    );
  let x = 0;
  let row = 0;
  for (const { label, color, textColor, dash, width: strokeWidth } of legend) {
    const needed = swatchPx + 6 + widthOf(label, '12px') + 16;
    if (x > 0 && x + needed > width) {
      x = 0;
      row++;
    }
    const y = pad + titlePx + legendPx * (row + 0.75);
    parts.push(
      element('path', {
        d: `M${pad + x} ${y - 4}h${swatchPx}`,
        stroke: color,
        'stroke-width': String(strokeWidth),
        fill: 'none',
        ...(dash === '' ? {} : { 'stroke-dasharray': dash }),
      }),
      textAt(label, pad + x + swatchPx + 6, y, { 'font-size': '12', fill: textColor }),
    );
    x += needed;
  }
  return { parts, height: titlePx + (legend.length > 0 ? legendPx * (row + 1) : 0) };
}

function axisNames(
  { xLabel, yLabel }: PictureText,
  { width, height, top }: { width: number; height: number; top: number },
) {
  const look = { 'font-size': '11', fill: 'var(--ink-3)', 'text-anchor': 'middle' };
  const middle = top + height / 2;
  return [
    textAt(xLabel, pad + axisPx + width / 2, top + height + axisPx - 3, look),
    textAt(yLabel, 0, 0, { ...look, transform: `translate(${pad + 8} ${middle}) rotate(-90)` }),
  ];
}

function textAt(content: string, x: number, y: number, look: Readonly<Record<string, string>>): SVGElement {
  const made = element('text', { x: String(x), y: String(y), ...look });
  made.textContent = content;
  return made;
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

let measuring: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, font: string): number {
  measuring ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!measuring) return 7 * text.length;
  measuring.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return measuring.measureText(text).width;
}

/** The rule of the page's own font with its file inside: a picture cannot fetch it. Empty where the page has none. */
async function fontRule(): Promise<string> {
  const family = getComputedStyle(document.body).fontFamily.split(',')[0]?.trim();
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const rule = rules.find(
    (one) => one instanceof CSSFontFaceRule && one.style.getPropertyValue('font-family').trim() === family,
  );
  const address = rule?.cssText.match(/url\("?([^")]+)"?\)/)?.[1];
  if (!(rule instanceof CSSFontFaceRule) || address === undefined) return '';
  const response = await fetch(new URL(address, rule.parentStyleSheet?.href ?? document.baseURI));
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const weight = rule.style.getPropertyValue('font-weight') || 'normal';
  return `@font-face{font-family:${family};font-weight:${weight};src:url(data:font/woff2;base64,${btoa(binary)})}`;
}

const paints = ['fill', 'stroke'] as const;
const plain = [
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'fill-opacity',
  'opacity',
  'paint-order',
  'stroke-linejoin',
];
const ofText = ['font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor'];
const usual: Readonly<Record<string, string>> = {
  'stroke-dasharray': 'none',
  'stroke-opacity': '1',
  'fill-opacity': '1',
  opacity: '1',
  'paint-order': 'normal',
  'stroke-linejoin': 'miter',
};

/** Writes what the style sheets say of every element into its attributes, and takes the names of their rules away. */
function writeOut(svg: Element): void {
  for (const one of svg.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    for (const name of paints) {
      if (isShape(one)) one.setAttribute(name, written(style.getPropertyValue(name)));
      else one.removeAttribute(name);
    }
    for (const name of isText(one) ? [...plain, ...ofText] : isShape(one) ? plain : ['opacity']) {
      const value = style.getPropertyValue(name);
      if (value !== '' && value !== usual[name]) one.setAttribute(name, value);
    }
  }
  for (const one of svg.querySelectorAll('*')) {
    one.removeAttribute('class');
    one.removeAttribute('style');
  }
}

const isText = ({ tagName }: Element) => tagName === 'text' || tagName === 'tspan';
const isShape = (one: Element) => isText(one) || ['path', 'line', 'rect', 'circle', 'polygon'].includes(one.tagName);

/** A colour as every program reads it: browsers compute mixtures to oklab(), which editors do not know. */
function written(color: string): string {
  if (color === 'none' || color === '' || color.startsWith('url(')) return color || 'none';
  measuring ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!measuring) return color;
  measuring.clearRect(0, 0, 1, 1);
  measuring.fillStyle = color;
  measuring.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = measuring.getImageData(0, 0, 1, 1).data;
  if (alpha === 0) return 'none';
  const hex = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
  return alpha === 255 ? `#${hex}` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
}

/** The picture in pixels, at twice its size. Throws where the browser cannot draw it. */
export async function pixelsOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * image.naturalWidth;
    canvas.height = 2 * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The canvas gave no picture.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
