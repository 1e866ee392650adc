/** The plane of the two parameters: lines of equal loss, the Pareto set, the walks and the start. */
import { useMemo } from 'react';
import { planeOf } from '../../../core/study/plane/index.ts';
import { paretoSetOf } from '../../../core/study/plane/paretoSetOf.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import { Arrows } from './Arrows.tsx';
import { Backdrop } from './Backdrop.tsx';
import { BestCurves } from './BestCurves.tsx';
import { Drawing } from './Drawing.tsx';
import { frameOf } from './frame.ts';
import type { Line } from './lines.ts';
import { Paths } from './Paths.tsx';
import { StartHandle } from './StartHandle.tsx';

interface ParameterPlaneProps {
  readonly setting: PlaneSetting;
  readonly lines: readonly Line[];
  /** The walk that is looked at: its total is drawn, and its arrows where they are wanted. */
  readonly chosen: Line | undefined;
  readonly hasArrows: boolean;
  /** Whether the walks begin at all starts of the problem. */
  readonly isTour: boolean;
}

export function ParameterPlane({ setting, lines, chosen, hasArrows, isTour }: ParameterPlaneProps) {
  const { view, beyondWeights, starts } = planeOf(setting.problem);
  const frame = useMemo(() => frameOf(view), [view]);
  return (
    <Drawing label="The two parameters" box={view} axes={[{ name: 'x₁' }, { name: 'x₂' }]}>
      <Backdrop setting={setting} totalOf={chosen?.strategy} />
      <BestCurves curves={paretoSetOf(setting.problem)} beyond={beyondWeights} frame={frame} />
      {chosen && hasArrows && <Arrows line={chosen} frame={frame} />}
      <Paths lines={lines} of="x" frame={frame} />
      {isTour &&
        starts.map((start) => {
          const [u, v] = frame.to(start);
          return <circle key={start.join()} className="plane-start-ring" cx={u} cy={v} r={4.5} />;
        })}
      <StartHandle start={setting.start} view={view} />
    </Drawing>
  );
}
