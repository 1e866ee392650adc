/** The keys of the page, said once: the page listens to them, the help and the palette of commands show them. */

interface PageKey {
  /** As a person reads it. */
  readonly keys: string;
  readonly does: string;
  /** As react-hotkeys-hook reads it; several with commas. */
  readonly hotkey: string;
}

/** Space is listened to before all others, in `spaceKey.ts`. */
export const spaceText = {
  keys: 'Space',
  does: 'Run or pause; a button or list reached by keyboard keeps it for itself',
};

/** What each key of the page does. */
export const pageKeys = {
  run: { keys: 'Ctrl Enter', does: 'The same, wherever the focus is', hotkey: 'mod+enter' },
  step: { keys: '.', does: 'One step', hotkey: '.' },
  reset: { keys: 'R', does: 'Reset: back to before the first step', hotkey: 'r' },
  undo: { keys: 'Ctrl Z', does: 'Undo (on a Mac: ⌘ Z)', hotkey: 'mod+z' },
  redo: { keys: 'Ctrl Shift Z', does: 'Redo', hotkey: 'mod+shift+z, mod+y' },
  vary: { keys: 'Alt V', does: 'Vary what the control with the focus sets, in a study', hotkey: 'alt+v' },
  commands: { keys: 'Ctrl K', does: 'Find anything and do it: the palette of commands', hotkey: 'mod+k' },
  help: { keys: '?', does: 'This help', hotkey: '?' },
} as const satisfies Readonly<Record<string, PageKey>>;

export type PageKeyName = keyof typeof pageKeys;

/** What they do where the focus is. */
export const localKeys = [
  { place: 'Network', keys: '← → ↑ ↓', does: 'Go from block to block and select' },
  { place: 'Network', keys: 'Shift ← →', does: 'Select several; Ctrl Space adds one or takes it out' },
  { place: 'Network', keys: 'Enter', does: 'To the numbers of the block; Escape leads back' },
  { place: 'Network', keys: 'I', does: 'Insert after; the other letters are on the buttons below the network' },
  { place: 'Network', keys: 'Delete', does: 'Remove; the chain closes' },
  { place: 'Network', keys: 'Ctrl D', does: 'Duplicate, behind it; Ctrl C and Ctrl V copy and paste' },
  { place: 'Network', keys: 'Ctrl A', does: 'Select all; Escape lets go' },
  { place: 'Step', keys: '← →', does: 'Go from stage to stage; Space plays them, Escape leaves' },
  { place: 'Fader', keys: '↑ ↓', does: 'Weigh more or less; 0 and 1 go there, a number can be typed below' },
  { place: 'Number', keys: '↑ ↓', does: 'Change it by a step; with Shift by ten' },
  { place: 'Term', keys: 'Enter', does: 'Open its entry; Escape puts it away' },
  { place: 'Chart or panel', keys: 'Escape', does: 'Put it back when it is enlarged' },
  { place: 'Plane', keys: '← → ↑ ↓', does: 'Move the start, on its ring; with Shift farther' },
] as const;
