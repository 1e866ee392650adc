/** What was moved by hand in a run becomes part of the experiment. */
import { isRefusal } from '../../core/edit/edited.ts';
import { withMoves } from '../../core/run/moves.ts';
import type { Run } from '../../core/run/run.ts';
import { edit } from './edit.ts';
import { complain } from './open.ts';

/** Puts the experiment of a run on the page, with its moves as courses; says why where they are too many. Can be undone. */
export function takeMoves(run: Run): void {
  const taken = withMoves(run);
  if (isRefusal(taken)) complain([taken]);
  else edit(() => taken);
}
