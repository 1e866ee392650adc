/** Programs in TensorFlow.js do what the engine does: every loss, every strategy, every schedule. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../core/code/code.ts';
import { deskOf } from '../../core/code/desk.ts';
import { graphOf } from '../../core/graphOf.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { referenceLoss } from '../../engine/losses/testing/reference.ts';
import { desks } from './desks.ts';
import { expectedOf } from './expected.ts';
import { classesOf, lossPrograms, truthShape } from './lossPrograms.ts';
import { runTfjs } from './runTfjs.ts';

beforeAll(() => openBackend('cpu', '', { threads: 1 }));

describe('a program in TensorFlow.js', () => {
  it.each(desks)(
    'gives the weights of the engine: $name',
    async ({ experiment, isDrawn = false, isRefused = false }) => {
      const { targets, outputs } = deskOf(experiment, graphOf(experiment));
      const ids = targets.map(({ id }) => id);
      const expected = await expectedOf(experiment, ids, 2);
      const { code } = codeOf(experiment, graphOf(experiment), 'tfjs');
      const layers = outputs.map(({ layer }) => layer);
      if (isRefused) return expect(runTfjs(code, expected, layers)).rejects.toThrow('solver');
      const { after: found, held } = await runTfjs(code, expected, layers);
      for (const [key, { values }] of Object.entries(expected.after)) {
        const before = expected.before[key]?.values ?? [];
        const moved = Math.max(...values.map((value, i) => Math.abs(value - (before[i] ?? 0))));
        const off = Math.max(...values.map((value, i) => Math.abs(value - (found[key]?.[i] ?? Number.NaN))));
        if (isDrawn) expect(Number.isFinite(off), key).toBe(true);
        else expect(off, `${key}, which moved by ${moved}`).toBeLessThanOrEqual(1e-3 * moved + 1e-7);
      }
      // DWA keeps the losses of an epoch; whatever else grows from step to step is never let go of.
      if (experiment.strategy.kind === 'dwa') return;
      expect((await runTfjs(code, expected, layers, 2)).held, 'tensors held after twice as many steps').toBe(held);
    },
  );
});

describe('a loss in TensorFlow.js', () => {
  it.each(lossPrograms('tfjs'))('is that of its definition: $name', (program) => {
    const { loss, code, z, shape, y, isCategory } = program;
    const value = tf.tidy(() => {
      const output = tf.tensor([...z], [...shape]);
      const truth = tf.tensor([...y], [...truthShape(program)], isCategory ? 'int32' : 'float32');
      const result = new Function('tf', 'z', 'y', 'kernels', code)(tf, output, truth, [{ read: () => output }]);
      return (result as tf.Tensor).dataSync()[0] ?? Number.NaN;
    });
    const classes = classesOf(program);
    const expected = referenceLoss(loss, z, y, shape, classes ? { classes } : {});
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
  });
});
