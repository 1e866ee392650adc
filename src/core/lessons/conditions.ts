/** What pages of lessons wait for. */
import type { Arm } from '../promises/effect.ts';
import { isAlive, type Run, stepsTaken } from '../run/run.ts';
import type { PlaneSetting } from '../study/plane/setting.ts';
import type { LessonPage, TabName } from './lesson.ts';
import { runOf } from './prediction.ts';
import type { Seen } from './seen.ts';

type Condition = NonNullable<LessonPage['isDone']>;

/** All of them hold. */
export const all =
  (...conditions: readonly Condition[]): Condition =>
  (seen) =>
    conditions.every((holds) => holds(seen));

/** A run that fits has taken so many steps. */
export const ran =
  (steps: number, fits: (run: Run) => boolean = () => true): Condition =>
  ({ runs }) =>
    runs.some((run) => fits(run) && stepsTaken(run) >= steps);

/** A run of the arm has taken its steps. */
export const made =
  (arm: Arm): Condition =>
  ({ runs }) =>
    runOf(arm, runs) !== undefined;

/** The tab is looked at. */
export const looksAt =
  (tab: TabName): Condition =>
  (seen) =>
    seen.tab === tab;

/** The walks go ten times as fast. */
export const tenfold =
  ({ learningRate }: PlaneSetting): Condition =>
  ({ plane: { setting } }) =>
    setting.learningRate >= 9.99 * learningRate;

/** The walks begin elsewhere. */
export const elsewhere =
  ({ start }: PlaneSetting): Condition =>
  ({ plane: { setting } }) =>
    setting.start.some((value, i) => value !== start[i]);

/** The runs that are over. */
export function over({ runs }: Pick<Seen, 'runs'>): readonly Run[] {
  return runs.filter((run) => !isAlive(run.status) && stepsTaken(run) > 0);
}
