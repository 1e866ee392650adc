/** Takes a loss off the desk, and says that it can come back. */
import { removeLoss } from '../../core/edit/losses.ts';
import { edit } from '../actions/edit.ts';
import { hover, select } from '../actions/look.ts';
import { say } from '../network/canvasState.ts';
import { store } from '../store.ts';

/** Removes a loss; its head stays. A focus in its channel goes to the same button of the next one. */
export function removeChannel(lossId: string): void {
  const next = successorOf(document.activeElement, lossId);
  if (!edit((experiment) => removeLoss(experiment, lossId))) return;
  hover(null);
  if (store.getState().selection.some((one) => one.kind === 'loss' && one.id === lossId)) select();
  say('Removed. Undo brings it back.');
  requestAnimationFrame(() => next?.focus());
}

/** What gets the focus when the channel in which it is goes away; nothing where it is elsewhere. */
function successorOf(focused: Element | null, lossId: string): HTMLElement | null {
  const channel = focused?.closest(`[data-loss="${CSS.escape(lossId)}"]`);
  if (!focused || !channel) return null;
  const neighbour = channel.nextElementSibling ?? channel.previousElementSibling;
  const button = focused.matches('.channel-grip') ? '.channel-grip' : '.channel-remove';
  return (
    neighbour?.querySelector<HTMLElement>(button) ??
    channel.closest('.desk')?.querySelector<HTMLElement>(':scope > button') ??
    null
  );
}
