/** All commands of the page as it stands. */
import type { State } from '../../store.ts';
import type { Command } from './command.ts';
import { deskCommands } from './ofDesk.ts';
import { actionCommands } from './ofPage.ts';
import { lessonCommands, runCommands, studyCommands, tabCommands, termCommands } from './ofReading.ts';

export function allCommands(state: State): readonly Command[] {
  return [
    ...actionCommands(state),
    ...tabCommands,
    ...lessonCommands,
    ...deskCommands(state.experiment),
    ...studyCommands(state),
    ...runCommands(state),
    ...termCommands,
  ];
}
