import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { encode, type QrCodeGenerateResult } from 'uqr';
import { expect, test } from 'vitest';
import { presets } from '../../../core/presets.ts';
import { encodeLink } from '../../link/url.ts';
import { QrCodeBox } from './QrCodeBox.tsx';
import { qrLimit, qrOf, qrSvg } from './qr.ts';

/** The conditions of the eight masks, by row and column (ISO/IEC 18004, table 10). */
const masks = [
  (i: number, j: number) => (i + j) % 2,
  (i: number) => i % 2,
  (_: number, j: number) => j % 3,
  (i: number, j: number) => (i + j) % 3,
  (i: number, j: number) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2,
  (i: number, j: number) => ((i * j) % 2) + ((i * j) % 3),
  (i: number, j: number) => (((i * j) % 2) + ((i * j) % 3)) % 2,
  (i: number, j: number) => (((i + j) % 2) + ((i * j) % 3)) % 2,
];

/** The squares of the path, [row][column], without the white around. */
function squaresOf(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return rows.slice(4, -4).map((row) => row.slice(4, -4));
}

/** Reads a code of one block as the standard says: up and down in pairs of columns from the right, unmasked; bytes. */
function read(squares: readonly (readonly boolean[])[], { maskPattern, types }: QrCodeGenerateResult): string {
  const size = squares.length;
  const bits: number[] = [];
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The column of the timing pattern is left out.
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const i = isUp ? size - 1 - step : step;
      for (const j of [right, right - 1]) {
        if (types[i]?.[j] !== 0) continue;
        bits.push(Number(squares[i]?.[j] === true) ^ Number(masks[maskPattern]?.(i, j) === 0));
      }
    }
    isUp = !isUp;
  }
  const number = (from: number, length: number) => Number.parseInt(bits.slice(from, from + length).join(''), 2);
  expect(number(0, 4)).toBe(0b0100);
  return String.fromCharCode(...Array.from({ length: number(4, 8) }, (_, i) => number(12 + 8 * i, 8)));
}

test('the drawn squares, read as the standard says, are the link', () => {
  for (const { experiment } of presets.slice(0, 8)) {
    const link = `https://example.org/lab/${encodeLink(experiment)}`;
    const code = qrOf(link);
    // Codes with two blocks are interleaved: those that are read here have one.
    const meant = encode(link, { ecc: 'L', boostEcc: true, border: 0 });
    expect(meant.version).toBeLessThanOrEqual(3);
    expect(code && read(squaresOf(code.path, code.size), meant)).toBe(link);
  }
});

test('four squares stay white on every side', () => {
  const code = qrOf('https://example.org/');
  const { size = 0, path = '' } = code ?? {};
  const rows = Array.from(path.matchAll(/M(\d+) (\d+)h(\d+)/g), ([, x, y, length]) => [x, y, length].map(Number));
  expect(Math.min(...rows.map(([x = 0]) => x))).toBe(4);
  expect(Math.max(...rows.map(([x = 0, , length = 0]) => x + length))).toBe(size - 4);
  expect(Math.min(...rows.map(([, y = 0]) => y))).toBe(4);
  expect(Math.max(...rows.map(([, y = 0]) => y))).toBe(size - 5);
});

test('the longest link has a code of 177 squares, and a longer one has none', () => {
  expect(qrOf('a'.repeat(qrLimit))?.size).toBe(177 + 8);
  expect(qrOf('a'.repeat(qrLimit + 1))).toBeUndefined();
  // Bytes count, not characters.
  expect(qrOf('ü'.repeat(1500))).toBeUndefined();
});

test('the file is black on white, and the title of an experiment is no markup in it', () => {
  const code = qrOf('https://example.org/');
  const svg = code ? qrSvg(code, 'a < b & c') : '';
  expect(svg).toContain('<title>a &lt; b &amp; c</title>');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 (\d+) \1" width="(\d+)" height="\2"/);
  expect(svg).toContain(`d="${code?.path}"`);
});

test('a link that is dense says so, and one that is too long has words in place of a code', () => {
  const drawn = (length: number) =>
    renderToStaticMarkup(createElement(QrCodeBox, { link: 'a'.repeat(length), title: 'Mine', remedy: 'Save a file.' }));
  expect(drawn(300)).not.toContain('Save a file.');
  expect(drawn(1600)).toMatch(/<path[\s\S]*Dense, as the link is long: [^<]*Save a file\./);
  expect(drawn(2954)).not.toContain('<path');
  expect(drawn(2954)).toContain('Too long for a QR code: 2,954 characters, at most 2,953. Save a file.');
});
