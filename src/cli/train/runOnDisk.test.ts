import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRun } from '../../core/run/run.ts';
import { readRun, writeRun } from './runOnDisk.ts';

test('a run whose folder takes no file is left in the one for temporary files', () => {
  const run = { ...makeRun('one', 'A night', defaultExperiment, 5), status: 'stopped' as const };
  const checkpoint = {
    ...{ step: 2, evaluated: 0, changes: 0, seconds: 1, theta: Float32Array.of(1, 2), statistics: {}, weigher: null },
    optimizers: { all: { steps: 2, slots: [Float32Array.of(0.5, -1)] } },
  };
  const path = writeRun('/proc/none/night-of-test.run.json', run, checkpoint);
  expect(path).toBe(join(tmpdir(), 'night-of-test.run.json'));
  expect(readRun(path, 10)).toMatchObject({ checkpoint, run: { title: 'A night', status: 'starting' } });
  rmSync(path);
});
