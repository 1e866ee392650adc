/** The keys of the page. They are silent while a person types. */
import { useEffect } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { redo, undo } from '../actions/edit.ts';
import { openDialog } from '../actions/look.ts';
import { reset, step, toggleRun } from '../actions/run.ts';
import { isTyping, listenToSpace } from './spaceKey.ts';

/** What each key does, for the help. */
export const keys = [
  { keys: 'Space', does: 'Run or pause; a button or list reached by keyboard keeps it for itself' },
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
  { place: 'Network', keys: 'Shift ← →', does: 'Select several; Ctrl Space adds one or takes it out' },
  { place: 'Network', keys: 'Enter', does: 'To the numbers of the block' },
  { place: 'Network', keys: 'I', does: 'Insert after; the other letters are on the buttons below the network' },
  { place: 'Network', keys: 'Delete', does: 'Remove; the chain closes' },
  { place: 'Network', keys: 'Ctrl D', does: 'Duplicate, behind it; Ctrl C and Ctrl V copy and paste' },
  { place: 'Network', keys: 'Ctrl A', does: 'Select all; Escape lets go' },
  { place: 'Fader', keys: '↑ ↓', does: 'Weigh more or less; 0 and 1 go there, a number can be typed below' },
] as const;

/** Listens to the keys of the page. */
export function useKeys(): void {
  const options = {
    enableOnFormTags: true,
    ignoreEventWhen: ({ target }: KeyboardEvent) => isTyping(target),
  };
  useEffect(listenToSpace, []);
  useHotkeys('mod+enter', toggleRun, { enableOnFormTags: true, preventDefault: true });
  useHotkeys('.', () => step(), { ...options, useKey: true });
  useHotkeys('r', reset, { ...options, useKey: true });
  useHotkeys('mod+z', undo, { ...options, preventDefault: true });
  useHotkeys('mod+shift+z, mod+y', redo, { ...options, preventDefault: true });
  useHotkeys('?', () => openDialog('help'), { ...options, useKey: true });
}
