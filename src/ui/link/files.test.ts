import { expect, test } from 'vitest';
import { readJson } from '../../core/json.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { fileName } from '../saveFile.ts';
import { readFile, toText } from './files.ts';

test('an experiment comes back from its text', () => {
  expect(readJson(toText(defaultExperiment))).toEqual({ value: defaultExperiment });
});

test('a file is named after the title, in letters and digits', () => {
  expect(
    ['Colour and size, one trunk', 'Größe & Farbe', '../..'].map((title) => fileName(title, 'json', 'experiment')),
  ).toEqual(['colour-and-size-one-trunk.json', 'größe-farbe.json', 'experiment.json']);
});

test('a file is read in the encoding of its byte-order mark', async () => {
  const text = toText(defaultExperiment);
  const units = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0));
  for (const bytes of [text, `\ufeff${text}`, units]) expect(await readFile(new Blob([bytes]))).toEqual({ text });
});

test('a file without end is refused by its own size before it is read', async () => {
  const endless = { size: 200_000_000, arrayBuffer: () => Promise.reject(new Error('read')) };
  expect(await readFile(endless)).toMatchObject({
    problem: { message: 'The file has 200 MB; at most 4 MB are read.' },
  });
});

test('a file that has gone since it was chosen says so', async () => {
  const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('it has changed')) };
  expect(await readFile(gone)).toMatchObject({ problem: { message: 'The file cannot be read: it has changed.' } });
});
