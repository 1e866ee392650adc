/** What a run will cost, before it is started: memory, work and, by the pace of the last run, time per step. */
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../graphOf.ts';
import { numberText } from '../runs/words.ts';
import { trainedRun, useStore } from '../store.ts';

/** Floating-point operations of a step: a forward pass and a backward pass of about twice its work. */
function stepFlops(experiment: Experiment): number {
  return 3 * graphOf(experiment).flops * experiment.training.batchSize;
}

export function Estimate({ experiment }: { experiment: Experiment }) {
  const flopsPerMs = useStore((state) => {
    const run = trainedRun(state);
    return run?.pace?.stepMs ? stepFlops(run.experiment) / run.pace.stepMs : undefined;
  });
  const flops = stepFlops(experiment);
  return (
    <dl className="facts">
      <div>
        <dt>Memory, estimated</dt>
        <dd>{numberText(graphOf(experiment).memoryBytes / 2 ** 20)} MiB</dd>
      </div>
      <div>
        <dt>Work a step</dt>
        <dd>{numberText(flops / 1e9)} GFLOP</dd>
      </div>
      <div>
        <dt>Time a step, at the last run's pace</dt>
        <dd>{flopsPerMs ? `${numberText(flops / flopsPerMs)} ms` : 'after a first run'}</dd>
      </div>
    </dl>
  );
}
