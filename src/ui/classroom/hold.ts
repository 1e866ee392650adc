/** Holds the page to what a class allows: rules of style hide, listeners lock, actions ask. */
import { barOf, stateOf } from '../../core/classroom/allows.ts';
import type { Classroom } from '../../core/classroom/classroom.ts';
import type { ControlName } from '../../core/controlNames.ts';
import { allowOnly } from '../actions/allowance.ts';
import { adoptStyle } from '../Style.tsx';
import { block } from './blockers.ts';
import { controlOfTab, heldParts } from './heldParts.ts';
import { hush, sayHeld } from './said.ts';

let end = () => {};

/** Holds the page to that class from now on, to none where there is none. */
export function hold(classroom: Classroom | undefined): void {
  end();
  end = () => {};
  hush();
  allowOnly();
  if (!classroom) return;
  const ask = (name: ControlName) => {
    const state = stateOf(classroom, name);
    if (state === 'shown') return true;
    sayHeld({ name, state });
    return false;
  };
  allowOnly({
    use: ask,
    change: (before, after) => {
      const bar = barOf(classroom, before, after);
      return bar === undefined || ask(bar);
    },
    show: (tab) => ask(controlOfTab(tab)),
  });
  const parts = heldParts(classroom);
  const unblock = block(window, parts);
  const letGo = adoptStyle(rulesOf(parts));
  end = () => {
    unblock();
    letGo();
  };
}

function rulesOf(parts: ReturnType<typeof heldParts>): string {
  const selectorOf = (wanted: 'hidden' | 'locked') =>
    parts.flatMap(({ state, selector }) => (state === wanted ? selector : [])).join(', ') || 'none';
  return `
    :is(${selectorOf('hidden')}) { display: none !important; }
    :is(${selectorOf('locked')}) { cursor: not-allowed; }
    [data-locked] { opacity: 0.6; cursor: not-allowed; }
    [data-locked] * { pointer-events: none; }
  `;
}
