/** What was moved by hand while a run went on, as courses: the run does it by itself when it is started again. */
import { actingValue, type Course, constantCourse, isConstant, leastSet, mostMoves } from '../courses.ts';
import type { Edited } from '../edit/edited.ts';
import type { Experiment } from '../experiment.ts';
import type { Move } from '../fields.ts';
import type { Loss } from '../losses/index.ts';
import { lossName } from '../losses/names.ts';
import { error } from '../problem.ts';
import { withChange } from './liveChange.ts';
import { type Run, stepsTaken } from './run.ts';

/** What is set, and the course that it follows. */
interface Setting {
  readonly set: number;
  readonly course: Course;
}

/**
 * The experiment of a run with what was moved in it as courses. Started again it gives the same weights to the last bit; a
 * loss that was muted for a while is computed then, with the fader 0. Refused where a list of moves grows too long.
 */
export function withMoves(run: Pick<Run, 'experiment' | 'changes' | 'train'>): Edited {
  const { experiment, changes } = run;
  const lastStep = Math.max(stepsTaken(run) - 1, ...changes.map(({ step }) => step));
  /** [steps] the experiment as it was set at each of them. */
  const stages = stagesOf(run, lastStep);
  const listed = (valueAt: (experiment: Experiment, step: number) => number) =>
    movesOf(stages.map((stage, step) => valueAt(stage, step)));

  const tooLong = (name: string, moves: readonly Move[]): Edited =>
    error(
      [],
      `${name} has ${moves.length} different values in this run; a course holds ${mostMoves}.`,
      'Choose a course that comes close to them in the inspector.',
    );

  const losses: Loss[] = [];
  for (const loss of experiment.losses) {
    const isTouched = changes.some(
      ({ change }) => Object.hasOwn(change.faders ?? {}, loss.id) || Object.hasOwn(change.muted ?? {}, loss.id),
    );
    const moves = isTouched ? listed((stage, step) => acting(stage, loss.id, step)) : [];
    if (moves.length > mostMoves) return tooLong(`The fader of ${lossName(experiment, loss.id)}`, moves);
    losses.push(isTouched ? withFader(loss, moves) : loss);
  }
  const { training } = experiment;
  const rates = changes.some(({ change }) => change.learningRate !== undefined)
    ? listed(({ training }, step) => actingValue(training.learningRate, training.learningRateCourse, step))
    : [];
  if (rates.length > mostMoves) return tooLong('The learning rate', rates);
  const rate = settingOf({ set: training.learningRate, course: training.learningRateCourse }, rates);
  return {
    ...experiment,
    losses,
    training: { ...training, learningRate: rate.set, learningRateCourse: rate.course },
  };
}

/** [steps] the experiment as it was set at each step. */
function stagesOf({ experiment, changes }: Pick<Run, 'experiment' | 'changes'>, lastStep: number): Experiment[] {
  const stages: Experiment[] = [];
  let stage = experiment;
  for (let step = 0, next = 0; step <= lastStep; step++) {
    for (let change = changes[next]; change && change.step <= step; change = changes[++next]) {
      stage = withChange(stage, change.change);
    }
    stages.push(stage);
  }
  return stages;
}

function acting({ losses }: Experiment, id: string, step: number): number {
  const loss = losses.find((one) => one.id === id);
  return !loss || loss.muted ? 0 : actingValue(loss.fader, loss.course, step);
}

/** The steps at which a value differs from the one before. */
function movesOf(values: readonly number[]): Move[] {
  return values.flatMap((value, step) => (step > 0 && values[step - 1] === value ? [] : [[step, value] as const]));
}

function withFader(loss: Loss, moves: readonly Move[]): Loss {
  const isNever = moves.every(([, value]) => value === 0);
  if (isNever) return { ...loss, muted: true };
  const { set, course } = settingOf({ set: loss.fader, course: loss.course }, moves);
  return { ...loss, muted: false, fader: set, course };
}

/** A setting that acts as the moves say; where the value never changes it is set, and no course is needed. */
function settingOf(before: Setting, moves: readonly Move[]): Setting {
  const [first, ...rest] = moves;
  if (!first) return before;
  if (rest.length === 0 && isConstant(before.course)) return { set: first[1], course: constantCourse };
  // The moves are listed for where it stands; 0 has no proportion.
  const at = before.set >= leastSet ? before.set : 1;
  return { set: at, course: { kind: 'moves', moves: moves.map(([step, value]) => [step, value]), at } };
}
