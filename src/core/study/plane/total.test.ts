import { describe, expect, test } from 'vitest';
import { type StrategyKind, strategies, strategyKinds } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { planeOf } from './index.ts';
import { planeOptimizer } from './setting.ts';
import { ownTotals, totalOf } from './total.ts';
import { usualOptions } from './usualOptions.ts';
import { walk } from './walk.ts';

const setting = { problem: 'fonseca-fleming', problemOptions: {}, faders: [2, 0.5] } as const;
const [start, h] = [[0.31, -0.17] as const, 1e-6];

/** Weights of the first 20 steps of a walk that stands still. */
function weightsAt(kind: StrategyKind): number[] {
  const path = walk(
    {
      ...setting,
      strategy: kind,
      strategyOptions: usualOptions(kind),
      start,
      optimizer: planeOptimizer('sgd'),
      learningRate: 0,
      steps: 20,
      seed: 1,
    },
    () => true,
  );
  return [...path.weights];
}

describe('the total of', () => {
  const slope = (kind: StrategyKind, axis: 0 | 1) => {
    const total = totalOf(setting, kind);
    const moved = (by: number) => total(axis === 0 ? [start[0] + by, start[1]] : [start[0], start[1] + by]);
    return (moved(h) - moved(-h)) / (2 * h);
  };

  test.each<StrategyKind>(['sum', ...ownTotals])('%s has the slope that the strategy steps along', (kind) => {
    const [v = 0, w = 0] = weightsAt(kind);
    const { gradients } = planeOf(setting.problem).at(start, {});
    for (const axis of [0, 1] as const) {
      expect(slope(kind, axis)).toBeCloseTo(v * gradients[0][axis] + w * gradients[1][axis], 6);
    }
  });

  test('any other strategy is the sum of faders times losses', () => {
    const { losses } = planeOf(setting.problem).at(start, {});
    expect(totalOf(setting, 'mgda')(start)).toBeCloseTo(2 * losses[0] + 0.5 * losses[1], 12);
  });

  test('every strategy whose total is one function of the losses is that function', () => {
    const fixed = strategyKinds.filter((kind) => {
      const { needs, regroup }: Strategy = strategies[kind];
      const weights = weightsAt(kind);
      const isSteady = weights.every((weight, i) => weight === weights[i % 2]);
      return needs === 'losses' && !regroup && isSteady;
    });
    expect(new Set(fixed)).toEqual(ownTotals);
  });
});
