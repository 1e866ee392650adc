/** Starts the worker of the plane, and says where it cannot run. */
import { error } from '../../../core/problem.ts';
import { complain } from '../../actions/open.ts';

export function spawn(): Worker {
  return new Worker(new URL('./planeWorker.ts', import.meta.url), { type: 'module' });
}

export function sayLost(): void {
  complain([
    error(
      [],
      'The walks could not be computed: their worker did not start.',
      'Choose the tab again, or load the page anew.',
    ),
  ]);
}
