/** The Pareto set or its front: thick curves, or a point. Drawn anew for another frame, not for another step. */
import { memo } from 'react';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { type Frame, lineText } from './frame.ts';

interface BestCurvesProps {
  readonly curves: readonly (readonly Pair[])[];
  /** The part that no weights can reach. */
  readonly beyond: readonly Pair[] | undefined;
  readonly frame: Frame;
}

export const BestCurves = memo(function BestCurves({ curves, beyond, frame }: BestCurvesProps) {
  return (
    <>
      {beyond && <path className="plane-beyond" d={lineText(beyond, frame)} />}
      {curves.map((curve, i) => {
        const [first, second] = curve;
        if (!first) return null;
        const [u, v] = frame.to(first);
        return second ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the curves keep their order
          <path key={i} className="plane-set" d={lineText(curve, frame)} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the curves keep their order
          <circle key={i} className="plane-point" cx={u} cy={v} r={5} />
        );
      })}
    </>
  );
});
