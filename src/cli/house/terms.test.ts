/** Every term that the page names by its id has an entry in the glossary. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scheduleFields } from '../../core/experiment.ts';
import { metaOf } from '../../core/fields.ts';
import { entryOf } from '../../core/glossary/index.ts';
import { layerKinds } from '../../core/layers/index.ts';
import { lossKinds } from '../../core/losses/index.ts';
import { optimizerKinds } from '../../core/optimizers.ts';
import { headMetricNames } from '../../core/run/headMetrics.ts';
import { strategyKinds } from '../../core/strategies/index.ts';
import { planeKinds } from '../../core/study/plane/index.ts';

const ui = fileURLToPath(new URL('../../ui/', import.meta.url));
const sourceOf = (file: string) => readFileSync(`${ui}${file}`, 'utf8');
const sources = readdirSync(ui, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx$/.test(file) && !/\.test\.tsx$/.test(file))
  .map((file) => [file, sourceOf(file)] as const);

test('every id that stands in the page is that of an entry', () => {
  const named = sources.flatMap(([file, source]) =>
    [...source.matchAll(/(?:<Term id|\b(?:data-)?term)="([^"]+)"/g)].map(([, id = '']) => ({ file, id })),
  );
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter(({ id }) => !entryOf(id))).toEqual([]);
});

test('every row of a table that the page names has an entry', () => {
  const schedules = (metaOf(scheduleFields.shape.kind).choices ?? []).map(({ value }) => `schedule-${value}`);
  const layers = Object.keys(layerKinds).map((kind) => `layer-${kind}`);
  const metrics = headMetricNames.map((name) => `metric-${name}`);
  const kinds = [...Object.keys(lossKinds), ...Object.keys(optimizerKinds), ...strategyKinds, ...planeKinds];
  expect([...schedules, ...layers, ...metrics, ...kinds].filter((id) => !entryOf(id))).toEqual([]);
});

test('every tab and every word that is a term in sentences has an entry', () => {
  const tabs = [...sourceOf('tabs.ts').matchAll(/id: '(\w+)'/g)].map(([, id]) => `tab-${id}`);
  const [, pattern = ''] = /\\b\(([^)]+)\)\\b/.exec(sourceOf('TermText.tsx')) ?? [];
  const words = pattern.split('|').map((word) => word.toLowerCase().replace(' ', '-'));
  expect(tabs.length).toBeGreaterThan(6);
  expect(words.length).toBeGreaterThan(6);
  expect([...tabs, ...words].filter((id) => !entryOf(id))).toEqual([]);
});
