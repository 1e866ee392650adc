/** The parts of the page that a class hides or locks, as CSS selectors. */
import { type ControlState, stateOf } from '../../core/classroom/allows.ts';
import type { Classroom } from '../../core/classroom/classroom.ts';
import { type ControlName, controlNames } from '../../core/controlNames.ts';
import { controls } from '../controls.ts';
import { tabs } from '../tabs.ts';

export interface HeldPart {
  readonly name: ControlName;
  readonly state: Exclude<ControlState, 'shown'>;
  readonly selector: string;
}

/** The control of a tab. */
export function controlOfTab(id: string): ControlName {
  return controlNames.find((name) => name === `tab-${id}`) ?? 'tab-compare';
}

/** What is held of the page; nothing of what is shown. */
export function heldParts(classroom: Classroom): readonly HeldPart[] {
  const held = controlNames.flatMap((name): HeldPart[] => {
    const state = stateOf(classroom, name);
    if (state === 'shown') return [];
    const { selector, hides = selector, locks = hides } = controls[name];
    return [{ name, state, selector: state === 'hidden' ? hides : locks }];
  });
  // The panel goes when all its tabs do.
  const isAllGone = tabs.every(({ id }) => stateOf(classroom, controlOfTab(id)) === 'hidden');
  const { hides: panel = '' } = controls.charts;
  return isAllGone ? [...held, { name: 'charts', state: 'hidden', selector: panel }] : held;
}
