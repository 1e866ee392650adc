import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { fileName, fromText, toText } from './files.ts';

test('an experiment comes back from its text', () => {
  expect(fromText(toText(defaultExperiment))).toEqual({ value: defaultExperiment });
});

test('a file is named after the title, in letters and digits', () => {
  expect(
    ['Colour and size, one trunk', 'Größe & Farbe', '../..'].map((title) => fileName({ ...defaultExperiment, title })),
  ).toEqual(['colour-and-size-one-trunk.json', 'größe-farbe.json', 'experiment.json']);
});

test('a text that is not JSON says so, and one without end is not read', () => {
  const broken = fromText('{"version": 1');
  const endless = fromText(' '.repeat(2_000_001));
  expect([broken, endless].map((read) => ('problem' in read ? read.problem.message.slice(0, 17) : 'read'))).toEqual([
    'This is not JSON:',
    'The text has 2000',
  ]);
});
