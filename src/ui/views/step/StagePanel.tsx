/** The numbers of a stage. */
import type { Stage } from '../../../core/run/stages.ts';
import { BackwardStage } from './BackwardStage.tsx';
import { BatchStage } from './BatchStage.tsx';
import { CombineStage } from './CombineStage.tsx';
import { ForwardStage } from './ForwardStage.tsx';
import { LossStage } from './LossStage.tsx';
import type { StageProps } from './stageTexts.ts';
import { UpdateStage } from './UpdateStage.tsx';

const panels = {
  batch: BatchStage,
  forward: ForwardStage,
  loss: LossStage,
  backward: BackwardStage,
  combine: CombineStage,
  update: UpdateStage,
} as const satisfies Record<Stage['kind'], unknown>;

export function StagePanel(props: StageProps) {
  const Panel = panels[props.stage.kind];
  return (
    <div className="step-panel">
      <Panel {...props} />
    </div>
  );
}
