/** Every control has its help from its field: no field of the product, wherever it is made, is without a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../src/', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(core|ui)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
  .map((file) => ({ file, source: readFileSync(`${root}${file}`, 'utf8') }));

test('no field has an empty help', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter(({ source }) => /\bhelp: ?(''|""|``)/.test(source)).map(({ file }) => file)).toEqual([]);
});

test('every control that is drawn from a field outside of the forms leads to its help', () => {
  const users = files.filter(
    ({ file, source }) =>
      file.startsWith('ui/') &&
      !file.startsWith('ui/forms/') &&
      /\bmetaOf\(/.test(source) &&
      /<(select|input|NumberInput|NumberControl)\b/.test(source),
  );
  expect(users.length).toBeGreaterThan(6);
  const silent = users.filter(
    ({ source }) => !/NumberInput|NumberControl|data-help|\.help\b|<Field\b|<Term\b|data-term/.test(source),
  );
  expect(silent.map(({ file }) => file)).toEqual([]);
});
