/** What a run will cost, before it is started: memory, work and, by the pace of the last run, time per step. */

import { epochOf, epochText } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { counted, numberText } from '../../core/words.ts';
import { drivenRun, useStore } from '../store.ts';

export function Estimate({ experiment }: { experiment: Experiment }) {
  const flopsPerMs = useStore((state) => {
    const run = drivenRun(state);
    return run?.pace?.stepMs ? graphOf(run.experiment).step.flops / run.pace.stepMs : undefined;
  });
  const { steps, leftOut } = epochOf(experiment);
  const { memoryBytes, step } = graphOf(experiment);
  return (
    <dl className="facts">
      <div>
        <dt>An epoch</dt>
        <dd>{counted(steps, 'step')}</dd>
      </div>
      {leftOut > 0 && (
        <div title={epochText(experiment)}>
          <dt>Left out of each epoch</dt>
          <dd>{counted(leftOut, 'image')}</dd>
        </div>
      )}
      <div>
        <dt>Memory, estimated</dt>
        <dd>{numberText(memoryBytes / 2 ** 20)} MiB</dd>
      </div>
      <div>
        <dt>Work a step</dt>
        <dd>{numberText(step.flops / 1e9)} GFLOP</dd>
      </div>
      <div>
        <dt>Time a step, at the last run's pace</dt>
        <dd>{flopsPerMs ? `${numberText(step.flops / flopsPerMs)} ms` : 'after a first run'}</dd>
      </div>
    </dl>
  );
}
