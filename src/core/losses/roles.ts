/**
 * Who counts. Four sets of losses, from the widest to the narrowest:
 *
 * - *unmuted* losses are computed, and stand in the equation;
 * - *heard* ones are unmuted and their fader is above 0, at some step where it follows a course: they alone move weights,
 *   momentum, decay, moving statistics and the memory of a strategy;
 * - *weighed* ones are heard and of the strategy's vector: the losses that read a target, and penalties that have joined;
 * - *added* ones are the penalties that have not joined: the strategy leaves them out, the fader is their fixed factor.
 *
 * In a run the faders and mutes are those that act at the step: as they were changed since, times their courses.
 */
import { isSilent } from '../courses.ts';
import { type Loss, lossKind } from './index.ts';

/** The part of a strategy's section that says whether penalties join. */
interface Joining {
  readonly penalties: 'added' | 'joined';
}

/** Whether a loss only restrains the network, and reads no target. */
export function isPenalty(loss: Loss): boolean {
  return lossKind(loss.kind).reads !== 'target';
}

/** Whether a loss is computed. */
export function isUnmuted(loss: Loss): boolean {
  return !loss.muted;
}

/** Whether a loss takes part in the training: unmuted, with a fader above 0. */
export function isHeard(loss: Loss): boolean {
  return isUnmuted(loss) && loss.fader > 0 && !isSilent(loss.course);
}

/** Whether a loss is of the strategy's vector, heard or not: it reads a target, or is a penalty that has joined. */
export function isOfVector(loss: Loss, strategy: Joining): boolean {
  return !isPenalty(loss) || strategy.penalties === 'joined';
}

/** Whether the strategy weighs a loss: heard, and of the vector. */
export function isWeighed(loss: Loss, strategy: Joining): boolean {
  return isHeard(loss) && isOfVector(loss, strategy);
}

/** Whether a loss is a penalty with its fixed factor, heard or not. */
export function isAdded(loss: Loss, strategy: Joining): boolean {
  return !isOfVector(loss, strategy);
}
