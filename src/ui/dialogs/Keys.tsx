/** The keys of the page but for Space. They are silent while a person types; those with Ctrl or Alt are not. */
import { type Options, useHotkeys } from 'react-hotkeys-hook';
import { redo, undo } from '../actions/edit.ts';
import { openDialog } from '../actions/look.ts';
import { reset, step, toggleRun } from '../actions/run.ts';
import { varyFocused } from '../forms/vary/Vary.tsx';
import { store } from '../store.ts';
import { type PageKeyName, pageKeys } from './keyTexts.ts';
import { isTyping } from './spaceKey.ts';

interface Heard {
  readonly act: () => void;
  /** Also where a person types. */
  readonly isEverywhere?: boolean;
}

const heard: Readonly<Record<PageKeyName, Heard>> = {
  run: { act: toggleRun, isEverywhere: true },
  step: { act: () => step() },
  reset: { act: reset },
  undo: { act: undo },
  redo: { act: redo },
  vary: { act: varyFocused, isEverywhere: true },
  commands: {
    act: () => openDialog(store.getState().dialog === 'commands' ? null : 'commands'),
    isEverywhere: true,
  },
  help: { act: () => openDialog('help') },
};

const names = Object.keys(heard) as PageKeyName[];

/** Listens to the keys of the page; draws nothing. */
export function Keys() {
  return names.map((name) => <Key key={name} hotkey={pageKeys[name].hotkey} {...heard[name]} />);
}

function Key({ hotkey, act, isEverywhere = false }: Heard & { readonly hotkey: string }) {
  const isChord = hotkey.includes('+');
  const options: Options = {
    enableOnFormTags: true,
    // A sign is where the keyboard has it.
    useKey: !isChord,
    preventDefault: isChord,
    ignoreEventWhen: ({ target }) => !isEverywhere && isTyping(target),
  };
  useHotkeys(hotkey, act, options);
  return null;
}
