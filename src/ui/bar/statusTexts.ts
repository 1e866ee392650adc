/** What the engine is doing, in words. */
import type { RunStatus } from '../../core/run/protocol.ts';

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
