/** Copying and pasting layers while the canvas has the focus. Any other text is left to the page. */

import type { ClipboardEvent } from 'react';
import { isFragment, pasteLayers } from '../../core/edit/fragment.ts';
import { readJson } from '../../core/json.ts';
import { counted } from '../../core/words.ts';
import { say } from './canvasState.ts';
import { copiedText, perform, removeSelected, selectedLayers } from './perform.ts';

/** Copies the selected layers. Returns whether there were any. */
export function onCopy(event: ClipboardEvent): boolean {
  const text = copiedText();
  if (text === undefined) return false;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  event.stopPropagation();
  say(`${counted(selectedLayers().length, 'layer')} copied.`);
  return true;
}

/** Copies and removes them. */
export function onCut(event: ClipboardEvent): void {
  if (onCopy(event)) removeSelected();
}

/** Pastes layers behind the selected one. */
export function onPaste(event: ClipboardEvent): void {
  const text = event.clipboardData.getData('text/plain');
  const read = readJson(text);
  if (!('value' in read) || !isFragment(read.value)) return;
  const { value: raw } = read;
  event.preventDefault();
  event.stopPropagation();
  const [after] = selectedLayers();
  perform((experiment) => pasteLayers(experiment, raw, after));
}
