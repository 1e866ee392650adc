/** The plane of the two losses: the front, the walks, and what of the front no weights can reach. */
import { useMemo } from 'react';
import { pairAt } from '../../../core/study/plane/ending.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import type { Outing } from '../../../core/study/plane/outing.ts';
import { paretoSetOf } from '../../../core/study/plane/paretoSetOf.ts';
import { type Box, type Pair, spaced } from '../../../core/study/plane/planeProblem.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import type { Path } from '../../../core/study/plane/walk.ts';
import { BestCurves } from './BestCurves.tsx';
import { Drawing } from './Drawing.tsx';
import { boxAround, frameOf } from './frame.ts';
import type { Line } from './lines.ts';
import { Paths } from './Paths.tsx';

interface LossPlaneProps {
  readonly setting: PlaneSetting;
  readonly lines: readonly Line[];
  /** The walks of the lines; the same list until others are there. */
  readonly outings: readonly Outing[];
}

export function LossPlane({ setting, lines, outings }: LossPlaneProps) {
  const { problem, problemOptions } = setting;
  const { view } = planeOf(problem);
  const { front, beyond } = useMemo(() => {
    const { at, beyondWeights } = planeOf(problem);
    const lossesAt = (x: Pair) => at(x, problemOptions).losses;
    const [from, to] = beyondWeights ?? [];
    const part = from && to && spaced(0, 1, 80).map((t): Pair => [mix(from[0], to[0], t), mix(from[1], to[1], t)]);
    return { front: paretoSetOf(problem).map((curve) => curve.map(lossesAt)), beyond: part?.map(lossesAt) };
  }, [problem, problemOptions]);
  const box = useMemo(
    () => boxAround([...front.flat(), ...outings.flatMap(({ path }) => lossesInView(path, view))]),
    [front, outings, view],
  );
  const frame = useMemo(() => frameOf(box), [box]);
  const axes = [
    { name: 'L₁', color: 'var(--loss-0-text)' },
    { name: 'L₂', color: 'var(--loss-1-text)' },
  ] as const;
  return (
    <Drawing label="The two losses" box={box} axes={axes}>
      <BestCurves curves={front} beyond={beyond} frame={frame} />
      <Paths lines={lines} of="losses" frame={frame} />
    </Drawing>
  );
}

/** The losses of the points that the plane of the parameters shows. */
function lossesInView({ x, losses, steps }: Path, { low, high }: Box): Pair[] {
  return Array.from(steps, (_, row) => row)
    .filter((row) => {
      const [u, v] = pairAt(x, row);
      return u >= low[0] && u <= high[0] && v >= low[1] && v <= high[1];
    })
    .map((row) => pairAt(losses, row));
}

function mix(a: number, b: number, t: number): number {
  return (1 - t) * a + t * b;
}
