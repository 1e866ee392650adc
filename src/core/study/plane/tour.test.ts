import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../random.ts';
import type { StrategyKind } from '../../strategies/index.ts';
import { distanceToSet, makeIsOnSet, near } from './ending.ts';
import { planeKinds, planeOf } from './index.ts';
import { paretoSetOf } from './paretoSetOf.ts';
import type { Pair } from './planeProblem.ts';
import { type PlaneSetting, usualSetting, walksOf } from './setting.ts';
import { legCount, tour } from './tour.ts';
import { tourFinding } from './tourFinding.ts';
import { walk } from './walk.ts';

const set = (problem: PlaneSetting['problem'], strategies: StrategyKind[], more: Partial<PlaneSetting> = {}) => ({
  ...usualSetting(problem),
  strategies,
  faders: [1, 1] as const,
  ...more,
});
const reachOf = (kind: PlaneSetting['problem']) => {
  const { low, high } = planeOf(kind).view;
  return near * Math.hypot(high[0] - low[0], high[1] - low[1]);
};

test.each(planeKinds)('the quick look at the Pareto set of %s says what the distance to it does', (kind) => {
  const { view } = planeOf(kind);
  const random = makeRandom(7);
  const isOnSet = makeIsOnSet(kind);
  const curves = paretoSetOf(kind);
  const reach = reachOf(kind);
  const points = curves.flat();
  const seen = { on: 0, off: 0 };
  for (let draw = 0; draw < 400; draw++) {
    const [u, v] = points[random.index(points.length)]!;
    const isFar = draw % 4 === 0;
    const away = (i: 0 | 1) => (isFar ? (view.high[i] - view.low[i]) / 2 : 1.4 * reach);
    const x: Pair = [u + random.uniform(-1, 1) * away(0), v + random.uniform(-1, 1) * away(1)];
    const isOn = distanceToSet(x, curves) <= reach;
    expect(isOnSet(x)).toBe(isOn);
    seen[isOn ? 'on' : 'off']++;
  }
  expect(Math.min(seen.on, seen.off)).toBeGreaterThan(50);
});

test('a tour has a leg from every start, and says from which step on it stays on the set', () => {
  const setting = set('fonseca-fleming', ['sum', 'mgda'], { steps: 200 });
  const { starts } = planeOf('fonseca-fleming');
  const legs = [...tour(setting)];
  expect(legs.length).toBe(legCount(setting));
  expect(legs.map(({ strategy, start }) => [strategy, start])).toEqual(
    ['sum', 'mgda'].flatMap((strategy) => starts.map((_, i) => [strategy, i])),
  );
  const curves = paretoSetOf('fonseca-fleming');
  for (const { strategy, start, arrivedAt, ending } of legs) {
    const it = walksOf(setting).find((one) => one.strategy === strategy)!;
    const distances: number[] = [];
    walk({ ...it, start: starts[start]! }, () => false, { see: (x) => distances.push(distanceToSet(x, curves)) });
    const reach = reachOf('fonseca-fleming');
    expect(ending.distance).toBe(distances.at(-1));
    expect(arrivedAt).toBe(distances.findLastIndex((distance) => distance > reach) + 1);
  }
});

test('a leg that does not end on the set has no step of arrival', () => {
  const legs = [...tour(set('element-wise-quadratic', ['sum'], { learningRate: 1e-5 }))];
  expect(legs.map(({ arrivedAt }) => arrivedAt)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(legs[0]!.ending.distance).toBeCloseTo(Math.hypot(3, 2), 1);
});

describe("on CAGrad's toy with L₁ ten times smaller", () => {
  const setting = set('cagrad-toy', ['sum'], { problemOptions: { scale: 0.1 } });

  test('the sum fails from one of the five starts, and that is said', () => {
    expect(tourFinding([...tour(setting)], setting)).toBe(
      'Weighted sum arrives from 4 of 5: it stands still off the set from (9, 9).',
    );
  });

  test('at ten times the rate it arrives from all of them, and that is said with the rate', () => {
    const faster = { ...setting, learningRate: 0.01, steps: 20_000 };
    expect(tourFinding([...tour(faster)], faster)).toBe(
      'At ten times the usual rate of 0.001: Weighted sum arrives on the Pareto set from all 5 starts within 20,000 steps.',
    );
  });
});

test('who runs away, and from where, is said', () => {
  const setting = set('homogeneous-quadratic', ['sum'], { learningRate: 10, steps: 2000 });
  expect(tourFinding([...tour(setting)], setting)).toBe(
    'At a rate of 10, where 0.005 is usual: Weighted sum arrives from none: it runs away from (−6, 4), (−3, −1.5), (1.5, 2) and (2.5, 5.5).',
  );
});
