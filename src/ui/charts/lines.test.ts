import { expect, test } from 'vitest';
import { isRefusal } from '../../core/edit/edited.ts';
import { addHead } from '../../core/edit/losses.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { cosineName } from '../../core/run/columns.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { cosineLines } from './lines.ts';

/** A run with the given losses whose cosines are 0.1, 0.0, −0.1 … in the order of the pairs. */
function measured(...targets: readonly string[]) {
  const experiment = targets.reduce((before, target) => {
    const after = addHead(before, target);
    return isRefusal(after) ? before : after;
  }, defaultExperiment);
  const ids = experiment.losses.map(({ id }) => id);
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => cosineName(a, b)));
  const columns = pairs.map((name, i) => [name, Float32Array.of(0.1 - i / 10)] as const);
  return { experiment, train: append(emptyTable, { step: Float32Array.of(0), ...Object.fromEntries(columns) }) };
}

const told = (run: ReturnType<typeof measured>) =>
  cosineLines(run).map(({ label, dash, isRest = false }) => ({ label, dash, isRest }));

test('a few cosines are told apart by their dashes', () => {
  expect(told(measured())).toEqual([{ label: 'cosine', dash: '', isRest: false }]);
  expect(told(measured('area'))).toEqual([
    { label: 'colour · size', dash: '', isRest: false },
    { label: 'colour · area', dash: '6 3', isRest: false },
    { label: 'size · area', dash: '2 3', isRest: false },
  ]);
});

test('of many cosines those that conflict most are named, the worst first, and the others stand pale behind', () => {
  expect(told(measured('area', 'pattern'))).toEqual([
    { label: 'colour · size', dash: '', isRest: true },
    { label: 'colour · area', dash: '', isRest: true },
    { label: 'area · pattern', dash: '', isRest: false },
    { label: 'size · pattern', dash: '6 3', isRest: false },
    { label: 'size · area', dash: '2 3', isRest: false },
    { label: 'colour · pattern', dash: '9 3 2 3', isRest: false },
  ]);
});
