/** The keys of the page in words, for the help alone: they are fetched with it. */

/** What each key does, for the help. */
export const keys = [
  { keys: 'Space', does: 'Run or pause; a button or list reached by keyboard keeps it for itself' },
  { keys: 'Ctrl Enter', does: 'The same, wherever the focus is' },
  { keys: '.', does: 'One step' },
  { keys: 'R', does: 'Reset: back to before the first step' },
  { keys: 'Ctrl Z', does: 'Undo (on a Mac: ⌘ Z)' },
  { keys: 'Ctrl Shift Z', does: 'Redo' },
  { keys: '↑ ↓', does: 'Change a number by a step; with Shift by ten' },
  { keys: 'Alt V', does: 'Vary what the control with the focus sets, in a study' },
  { keys: '?', does: 'This help' },
] as const;

/** What they do where the focus is, for the help. */
export const localKeys = [
  { place: 'Network', keys: '← → ↑ ↓', does: 'Go from block to block and select' },
  { place: 'Network', keys: 'Shift ← →', does: 'Select several; Ctrl Space adds one or takes it out' },
  { place: 'Network', keys: 'Enter', does: 'To the numbers of the block; Escape leads back' },
  { place: 'Network', keys: 'I', does: 'Insert after; the other letters are on the buttons below the network' },
  { place: 'Network', keys: 'Delete', does: 'Remove; the chain closes' },
  { place: 'Network', keys: 'Ctrl D', does: 'Duplicate, behind it; Ctrl C and Ctrl V copy and paste' },
  { place: 'Network', keys: 'Ctrl A', does: 'Select all; Escape lets go' },
  { place: 'Results', keys: 'Escape', does: 'Put an enlarged chart or panel back' },
  { place: 'Plane', keys: '← → ↑ ↓', does: 'Move the start, on its ring; with Shift farther' },
  { place: 'Fader', keys: '↑ ↓', does: 'Weigh more or less; 0 and 1 go there, a number can be typed below' },
] as const;
