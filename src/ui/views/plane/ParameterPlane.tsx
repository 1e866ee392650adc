/** The plane of the two parameters: lines of equal loss, the Pareto set, the walks and the start. */
import { memo, useMemo } from 'react';
import { planeOf } from '../../../core/study/plane/index.ts';
import { paretoSetOf } from '../../../core/study/plane/paretoSetOf.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import { Arrows } from './Arrows.tsx';
import { contoursOf } from './contours.ts';
import { Drawing } from './Drawing.tsx';
import { frameOf, lineText, placeText } from './frame.ts';
import type { Line } from './lines.ts';
import { Paths } from './Paths.tsx';
import { StartHandle } from './StartHandle.tsx';

interface ParameterPlaneProps {
  readonly setting: PlaneSetting;
  readonly lines: readonly Line[];
  /** The walk whose arrows are drawn. */
  readonly arrowsOf: Line | undefined;
}

export function ParameterPlane({ setting, lines, arrowsOf }: ParameterPlaneProps) {
  const { view, beyondWeights } = planeOf(setting.problem);
  const frame = useMemo(() => frameOf(view), [view]);
  return (
    <Drawing label="The two parameters" box={view} axes={[{ name: 'x₁' }, { name: 'x₂' }]}>
      <Contours problem={setting.problem} options={setting.problemOptions} />
      {beyondWeights && <path className="plane-beyond" d={lineText(beyondWeights, frame)} />}
      {paretoSetOf(setting.problem).map((curve, i) =>
        curve.length === 1 ? (
          <circle
            key={curve[0]?.join()}
            className="plane-point"
            cx={frame.to(curve[0]!)[0]}
            cy={frame.to(curve[0]!)[1]}
            r={5}
          />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a set keep their order
          <path key={i} className="plane-set" d={lineText(curve, frame)} />
        ),
      )}
      {arrowsOf && <Arrows line={arrowsOf} setting={setting} frame={frame} />}
      <Paths lines={lines} of="x" frame={frame} />
      <StartHandle start={setting.start} view={view} />
    </Drawing>
  );
}

/** Lines of equal loss, each loss in its colour. */
const Contours = memo(function Contours({
  problem,
  options,
}: {
  readonly problem: PlaneSetting['problem'];
  readonly options: PlaneSetting['problemOptions'];
}) {
  const paths = useMemo(() => {
    const { view, box, at } = planeOf(problem);
    const { to } = frameOf(view);
    return ([0, 1] as const).map((i) =>
      contoursOf((x) => at(x, options).losses[i], box ?? view, 9)
        .map(([p, q]) => `M${placeText(to(p))}L${placeText(to(q))}`)
        .join(''),
    );
  }, [problem, options]);
  return (
    <g className="plane-contours">
      {paths.map((d, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index of the loss is its key
        <path key={i} d={d} stroke={`var(--loss-${i})`} />
      ))}
    </g>
  );
});
