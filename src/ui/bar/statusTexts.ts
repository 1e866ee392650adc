/** What the engine is doing, in words. */
import type { RunStatus } from '../../core/run/protocol.ts';
import { type Run, stepsTaken } from '../../core/run/run.ts';
import { grouped } from '../../core/words.ts';

/** What the engine is doing, in words. */
export const statusTexts = {
  starting: 'Starting',
  compiling: 'Compiling',
  training: 'Training',
  evaluating: 'Evaluating',
  pausing: 'Pausing',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
} satisfies Record<RunStatus, string>;

/** "Training", "step 412", "epoch 7 of 20", "2,430 images/s", or the seconds of a long step: the most important first. */
export function statusParts(run: Run): readonly string[] {
  const parts: string[] = [statusTexts[run.status]];
  const steps = stepsTaken(run);
  if (steps > 0) {
    parts.push(`step ${grouped(steps)}`);
    if (run.dataset) {
      const epoch = Math.ceil(steps / run.dataset.stepsPerEpoch);
      parts.push(`epoch ${epoch} of ${run.experiment.training.epochs}`);
    }
  }
  if (run.pace && (run.status === 'training' || run.status === 'pausing')) {
    const { stepMs, imagesPerSecond } = run.pace;
    const isLong = stepMs >= 1500;
    parts.push(isLong ? `${Math.round(stepMs / 1000)} s a step` : `${grouped(Math.round(imagesPerSecond))} images/s`);
  }
  return parts;
}
