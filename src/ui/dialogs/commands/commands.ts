/** All commands of the page as it stands, but for those that a class's link takes away. */
import type { State } from '../../store.ts';
import type { Command } from './command.ts';
import { withoutHeld } from './held.ts';
import { deskCommands } from './ofDesk.ts';
import { actionCommands } from './ofPage.ts';
import { lessonCommands, runCommands, studyCommands, tabCommands, termCommands } from './ofReading.ts';

export function allCommands(state: State): readonly Command[] {
  const all = [
    ...actionCommands(state),
    ...tabCommands,
    ...lessonCommands,
    ...deskCommands(state.experiment),
    ...studyCommands(state),
    ...runCommands(state),
    ...termCommands,
  ];
  return withoutHeld(all, state.openClass);
}
