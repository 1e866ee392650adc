/** The keys of the page but for Space, which `keyTexts.ts` says in words. They are silent while a person types. */
import { useHotkeys } from 'react-hotkeys-hook';
import { redo, undo } from '../actions/edit.ts';
import { openDialog } from '../actions/look.ts';
import { reset, step, toggleRun } from '../actions/run.ts';
import { varyFocused } from '../forms/vary/Vary.tsx';
import { isTyping } from './spaceKey.ts';

/** Listens to the keys of the page; draws nothing. */
export function Keys() {
  const options = {
    enableOnFormTags: true,
    ignoreEventWhen: ({ target }: KeyboardEvent) => isTyping(target),
  };
  useHotkeys('mod+enter', toggleRun, { enableOnFormTags: true, preventDefault: true });
  useHotkeys('.', () => step(), { ...options, useKey: true });
  useHotkeys('r', reset, { ...options, useKey: true });
  useHotkeys('mod+z', undo, { ...options, preventDefault: true });
  useHotkeys('mod+shift+z, mod+y', redo, { ...options, preventDefault: true });
  useHotkeys('alt+v', varyFocused, { enableOnFormTags: true, preventDefault: true });
  useHotkeys('?', () => openDialog('help'), { ...options, useKey: true });
  return null;
}
