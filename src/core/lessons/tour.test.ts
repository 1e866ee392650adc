/** The tour: about a minute, readable in its time, and true of whatever is on the desk. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isControlName } from '../controlNames.ts';
import { defaultExperiment, presets } from '../presets.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { makeRun } from '../run/run.ts';
import { anyExperiment } from '../testing/arbitraries.ts';
import { type Sight, type Stop, tour } from './tour.ts';

/** The default experiment after three steps. */
const trained: Sight = {
  experiment: defaultExperiment,
  before: defaultExperiment,
  run: {
    ...makeRun('1', 'First', defaultExperiment),
    train: append(emptyTable, {
      step: Float32Array.of(0, 1, 2),
      'loss:colour': Float32Array.of(2.08, 1.5, 1.25),
      'loss:size': Float32Array.of(1.1, 1, 0.875),
    }),
  },
  keptRuns: 1,
};

function textAt(id: string, sight: Partial<Sight> = {}): string {
  const stop = tour.find((one) => one.id === id);
  if (!stop) throw new Error(`The tour does not stop at ${id}.`);
  return stop.text({ ...trained, ...sight });
}

/** Words that are read in a minute, at leisure. */
const pace = 260;
const secondsFor = ({ title }: Stop, text: string) => (60 * `${title} ${text}`.split(/\s+/).length) / pace;

test('it takes about a minute, in five to eight stops of their own', () => {
  expect(tour.length).toBeGreaterThanOrEqual(5);
  expect(tour.length).toBeLessThanOrEqual(8);
  expect(new Set(tour.map(({ id }) => id)).size).toBe(tour.length);
  const seconds = tour.reduce((sum, stop) => sum + stop.seconds, 0);
  expect(seconds).toBeGreaterThanOrEqual(50);
  expect(seconds).toBeLessThanOrEqual(70);
});

test('what it points at has a name', () => {
  for (const { points } of tour) expect(points.filter((name) => !isControlName(name))).toEqual([]);
});

test.each(tour.map((stop) => [stop.id, stop] as const))('%s can be read before it goes on', (_, stop) => {
  for (const { experiment } of presets) {
    const text = stop.text({ ...trained, experiment, before: experiment });
    expect(secondsFor(stop, text), text).toBeLessThanOrEqual(stop.seconds);
  }
});

test('it speaks of the run on the charts', () => {
  expect(textAt('network')).toMatch(/Of its 136,939 parameters, 99\.5 % are shared: there every loss pulls\.$/);
  expect(textAt('faders')).toContain('Now colour is 1.25 and size is 0.875.');
  expect(textAt('curves')).toContain('In 3 steps: colour from 2.08 to 1.25 and size from 1.1 to 0.875.');
  expect(textAt('curves', { run: undefined })).toContain('Press Run, and they begin.');
  expect(textAt('verdict')).toContain('“Multi-task learning.”');
  expect(textAt('compare')).toContain('1 run is kept');
  expect(textAt('compare', { keptRuns: 0 })).not.toContain('kept');
});

test('it notices a fader that was moved', () => {
  const losses = defaultExperiment.losses.map((loss) => (loss.id === 'size' ? { ...loss, fader: 2.4 } : loss));
  expect(textAt('faders', { experiment: { ...defaultExperiment, losses } })).toMatch(/^You gave size 2\.4\./);
});

test('it has something to say of any experiment', () => {
  fc.assert(
    fc.property(anyExperiment, (experiment) => {
      for (const stop of tour) {
        const text = stop.text({ experiment, before: experiment, run: undefined, keptRuns: 0 });
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object| {2}|\.\.| \./);
        expect(text).toMatch(/[.?”]$/);
      }
    }),
    { numRuns: 25 },
  );
});
