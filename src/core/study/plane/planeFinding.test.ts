import { expect, test } from 'vitest';
import type { StrategyKind } from '../../strategies/index.ts';
import { endingOf } from './ending.ts';
import { planes } from './index.ts';
import { isDrawn, outings } from './outing.ts';
import { planeFinding } from './planeFinding.ts';
import { type PlaneSetting, usualSetting, walksOf } from './setting.ts';
import { walk } from './walk.ts';

function set(
  problem: PlaneSetting['problem'],
  strategies: StrategyKind[],
  more: Partial<PlaneSetting> = {},
): PlaneSetting {
  return { ...usualSetting(problem), strategies, faders: [1, 1], ...more };
}
const findingOf = (setting: PlaneSetting) => planeFinding([...outings(walksOf(setting))], setting);

test('on Fonseca–Fleming the sum ends outside of what no weights reach, MGDA and PCGrad inside', () => {
  const finding = findingOf(set('fonseca-fleming', ['sum', 'mgda', 'pcgrad']));
  expect(finding).toBe(
    'Weighted sum, MGDA and PCGrad arrive on the Pareto set. MGDA and PCGrad stop where no weights have an optimum.',
  );
});

test('from the symmetric start the sum meets the saddle, and that is said', () => {
  const finding = findingOf(set('fonseca-fleming', ['sum'], { start: [0.3, -0.3] }));
  expect(finding).toContain('level but not least');
});

test('what no weights reach on Fonseca–Fleming is as published: |s| < 0.957504', () => {
  expect(planes['fonseca-fleming'].beyondWeights?.[0][0]).toBeCloseTo(0.957504 * Math.SQRT1_2, 6);
});

test("the sum on CAGrad's toy has not arrived at the published rate, and arrives at ten times that", () => {
  const start = [9, 9] as const;
  const setting = set('cagrad-toy', ['sum'], { start, problemOptions: { scale: 0.1 } });
  expect(findingOf(setting)).toMatch(/^Weighted sum .* at \(.*\); at a ten times larger rate it arrives\.$/);
  expect(findingOf({ ...setting, learningRate: 0.01 })).toBe(
    'At ten times the usual rate of 0.001: Weighted sum arrives on the Pareto set.',
  );
});

test('a walk that runs away is said to', () => {
  const finding = findingOf(set('homogeneous-quadratic', ['sum', 'mgda'], { learningRate: 10, steps: 2000 }));
  expect(finding).toMatch(/^At a rate of 10, where 0.005 is usual: (MGDA|Weighted sum)/);
  expect(finding).toContain('Weighted sum runs away at step');
});

test('Nash-MTL stops at the front, within one update of it', () => {
  const setting = set('fonseca-fleming', ['nash-mtl']);
  const [it] = walksOf(setting);
  const [{ path } = { path: undefined }] = outings([it!]);
  expect(path!.steps.length).toBeLessThan(40);
  // On the diagonal x₁ = x₂; √2 times the rate is the length of its updates.
  expect(Math.abs(path!.x.at(-1)! - path!.x.at(-2)!) * Math.SQRT1_2).toBeLessThanOrEqual(0.05 * Math.SQRT2 + 1e-9);
});

test('a path has at most 500 points, the first and the last among them', () => {
  for (const steps of [10, 497, 498, 499, 500, 997, 50_000, 100_000]) {
    const drawn = Array.from({ length: steps + 1 }, (_, i) => i).filter(isDrawn(steps));
    expect(drawn.length).toBeLessThanOrEqual(500);
    expect([drawn[0], drawn.at(-1)]).toEqual([0, steps]);
  }
});

test('a walk that stays off the set is at rest or under way by how far it still goes', () => {
  const [it] = walksOf(set('element-wise-quadratic', ['sum'], { start: [3, 3], steps: 100 }));
  const slow = { ...it!, learningRate: 1e-5 };
  expect(
    endingOf(
      walk(slow, () => true),
      slow,
    ).kind,
  ).toBe('at-rest');
  const steady = { ...it!, learningRate: 2e-3 };
  expect(
    endingOf(
      walk(steady, () => true),
      steady,
    ).kind,
  ).toBe('under-way');
});
