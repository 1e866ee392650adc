/** What a class's link leaves to its students: which controls they see and use, and which changes of the experiment. */
import type { ControlName } from '../controlNames.ts';
import type { Experiment } from '../experiment.ts';
import type { Classroom } from './classroom.ts';
import { settersOf } from './setters.ts';

export type ControlState = 'shown' | 'locked' | 'hidden';

/** Controls that lie within another one: what holds of that, holds of them. */
const within: Readonly<Partial<Record<ControlName, ControlName>>> = {
  'palette-layers': 'palette',
  'palette-blocks': 'palette',
  'palette-heads': 'palette',
  'palette-losses': 'palette',
  'add-loss': 'desk',
  faders: 'desk',
  mutes: 'desk',
  'trade-slider': 'faders',
};

/** What a control lies in; the tabs lie in the charts. */
function outerOf(name: ControlName): ControlName | undefined {
  return name.startsWith('tab-') ? 'charts' : within[name];
}

/** Whether students see and use a control: the strictest of what is said of it and of what it lies within. */
export function stateOf({ locked, hidden }: Pick<Classroom, 'locked' | 'hidden'>, name: ControlName): ControlState {
  let isLocked = false;
  for (let one: ControlName | undefined = name; one !== undefined; one = outerOf(one)) {
    if (hidden.includes(one)) return 'hidden';
    isLocked ||= locked.includes(one);
  }
  return isLocked ? 'locked' : 'shown';
}

/** The control that bars the way from one experiment to the other; nothing where all that sets the difference may be used. */
export function barOf(
  classroom: Pick<Classroom, 'locked' | 'hidden'>,
  before: Experiment,
  after: Experiment,
): ControlName | undefined {
  return settersOf(before, after).find((name) => stateOf(classroom, name) !== 'shown');
}
