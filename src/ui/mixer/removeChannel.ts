/** Takes a loss off the desk, and says that it can come back. */
import { removeLoss } from '../../core/edit/losses.ts';
import { edit } from '../actions/edit.ts';
import { hover, select } from '../actions/look.ts';
import { say } from '../network/canvasState.ts';
import { store } from '../store.ts';

/** Removes a loss; its head stays. */
export function removeChannel(lossId: string): void {
  edit((experiment) => removeLoss(experiment, lossId));
  hover(null);
  if (store.getState().selection.some((one) => one.kind === 'loss' && one.id === lossId)) select();
  say('Removed. Undo brings it back.');
}
