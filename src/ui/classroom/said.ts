/** What was just tried in vain in a class, for a sentence on the page. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ControlState } from '../../core/classroom/allows.ts';
import { capitalised } from '../../core/words.ts';
import { controls } from '../controls.ts';
import type { HeldPart } from './heldParts.ts';

export interface Said {
  readonly text: string;
  /** A sentence that is said again is heard again. */
  readonly at: number;
}

const saidStore = createStore<{ readonly said: Said | null }>(() => ({ said: null }));

/** Says why nothing happened. */
export function sayHeld({ name, state }: Pick<HeldPart, 'name'> & { readonly state: ControlState }): void {
  const { label } = controls[name];
  const text = `${capitalised(label)}: ${state} by the class's link.`;
  saidStore.setState({ said: { text, at: Date.now() } });
}

/** Says no more. */
export function hush(): void {
  saidStore.setState({ said: null });
}

export function useSaid(): Said | null {
  return useZustand(saidStore, ({ said }) => said);
}
