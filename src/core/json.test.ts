import { expect, test } from 'vitest';
import { encodingOf, jsonLimits, readJson, tooLarge } from './json.ts';

const messageOf = (text: string) => {
  const read = readJson(text);
  return 'problem' in read ? read.problem.message : read.value;
};

test('a byte-order mark in front is no part of the text', () => {
  expect(readJson('\ufeff{"version": 1}')).toEqual({ value: { version: 1 } });
});

test('what cannot be read says why, and shows no bytes', () => {
  expect(messageOf('{"version": 1')).toMatch(/^This is not JSON: /);
  for (const bytes of ['PK\x03\x04\0\0', '\x89PNG\r\n\x1a\n', '\ufffd\ufffd{', '\x7fELF\x02']) {
    expect(messageOf(bytes)).toBe('This is not text.');
  }
  expect(messageOf(' '.repeat(jsonLimits.characters + 1))).toBe('The text has 2000001 characters; 2000000 are read.');
});

test('a control character in a broken text of many lines is not needed to call it JSON that breaks off', () => {
  expect(messageOf('{\r\n\t"a": "\f"')).toMatch(/^This is not JSON: /);
});

test('a file is refused by its own size', () => {
  expect(tooLarge(200_000_000)?.message).toBe('The file has 200 MB; at most 4 MB are read.');
  expect(tooLarge(jsonLimits.bytes)).toBeUndefined();
});

test.each([
  ['utf-8', [0xef, 0xbb, 0xbf, 0x31]],
  ['utf-8', [0x31]],
  ['utf-8', []],
  ['utf-16le', [0xff, 0xfe, 0x31, 0x00]],
  ['utf-16be', [0xfe, 0xff, 0x00, 0x31]],
])('%s is known by its first bytes', (encoding, bytes) => {
  expect(encodingOf(Uint8Array.from(bytes))).toBe(encoding);
});
