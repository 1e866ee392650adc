/** The keys of the page. They are silent while a person types, and Space is left to a focused button. */
import { useHotkeys } from 'react-hotkeys-hook';
import { redo, undo } from '../actions/edit.ts';
import { openDialog } from '../actions/look.ts';
import { reset, step, toggleRun } from '../actions/run.ts';

/** What each key does, for the help. */
export const keys = [
  { keys: 'Space', does: 'Run or pause' },
  { keys: 'Ctrl Enter', does: 'The same, wherever the focus is' },
  { keys: '.', does: 'One step' },
  { keys: 'R', does: 'Reset: back to before the first step' },
  { keys: 'Ctrl Z', does: 'Undo (on a Mac: ⌘ Z)' },
  { keys: 'Ctrl Shift Z', does: 'Redo' },
  { keys: '↑ ↓', does: 'Change a number by a step; with Shift by ten' },
  { keys: '?', does: 'This help' },
] as const;

/** What they do where the focus is, for the help. */
export const localKeys = [
  { place: 'Network', keys: '← → ↑ ↓', does: 'Go from block to block and select' },
  { place: 'Network', keys: 'Shift ← →', does: 'Select several' },
  { place: 'Network', keys: 'Enter', does: 'To the numbers of the block' },
  { place: 'Network', keys: 'I', does: 'Insert after; the other letters are on the buttons below the network' },
  { place: 'Network', keys: 'Delete', does: 'Remove; the chain closes' },
  { place: 'Network', keys: 'Ctrl D', does: 'Duplicate; Ctrl C and Ctrl V copy and paste' },
  { place: 'Network', keys: 'Ctrl A', does: 'Select all; Escape lets go' },
  { place: 'Fader', keys: '↑ ↓', does: 'Weigh more or less; 0 and 1 go there, a number can be typed below' },
] as const;

const onControl = 'button, a, select, summary, input, textarea, [role="slider"], [role="tab"], [role^="menuitem"]';

/** Whether Space belongs to what has the focus, or to a dialog or menu that is open. */
function ownsSpace(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.closest(`${onControl}, [role="dialog"], [role="menu"]`) !== null || isHandle(target))
  );
}

/** Things that can be lifted and moved by Space: nodes of the canvas, items of palettes. */
function isHandle(target: Element): boolean {
  return target.closest('[tabindex="0"]') !== null;
}

/** Whether the letters belong to a text that is being typed; a fader or a check box leaves them to the page. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio'].includes(target.type);
  return target instanceof Element && target.closest('textarea, select, [contenteditable="true"]') !== null;
}

/** Listens to the keys of the page. */
export function useKeys(): void {
  const options = {
    enableOnFormTags: true,
    ignoreEventWhen: ({ target }: KeyboardEvent) => isTyping(target),
  };
  useHotkeys('space', toggleRun, { preventDefault: true, ignoreEventWhen: ({ target }) => ownsSpace(target) });
  useHotkeys('mod+enter', toggleRun, { enableOnFormTags: true, preventDefault: true });
  useHotkeys('.', () => step(), { ...options, useKey: true });
  useHotkeys('r', reset, { ...options, useKey: true });
  useHotkeys('mod+z', undo, { ...options, preventDefault: true });
  useHotkeys('mod+shift+z, mod+y', redo, { ...options, preventDefault: true });
  useHotkeys('?', () => openDialog('help'), { ...options, useKey: true });
}
