/**
 * The table of courses: how a fader or the learning rate goes over the steps of a run. What acts at step t (the steps taken
 * before it) is what is set times the course at t, so that moving a fader live scales what is still to come.
 *
 * A warm-up of w steps rises to the course's first value, which it reaches at step w − 1; only then the course begins, as
 * with PyTorch's SequentialLR. The first step of all acts with 1/w: none is lost on a rate of 0.
 */
import {
  type Fields,
  group,
  integer,
  type Move,
  moves,
  number,
  type Values,
  type VariantOf,
  variant,
} from './fields.ts';

/** What a row of the table says. */
export interface CourseKind<F extends Fields> {
  readonly label: string;
  readonly help: string;
  readonly fields: F;
  /** TeX of what acts: s is what is set, t counts the steps since the warm-up, T those of the course. */
  readonly formula: string;
  readonly citation: string;
  /** What acts at step t after the warm-up. */
  readonly act: (set: number, values: Values<F>, t: number) => number;
}

const row = <const F extends Fields>(course: CourseKind<F>): CourseKind<F> => course;

const warmUp = integer({
  label: 'Warm-up',
  help: 'Steps over which it rises in a line from almost nothing to where it begins.',
  min: 0,
  max: 100_000,
  default: 0,
  scale: 'log',
  unit: 'steps',
});

const factor = (label: string, help: string, value: number) =>
  number({ label, help, min: 0, max: 100, default: value, scale: 'log' });

const fromTo = {
  from: factor('From', 'Times what is set, at the beginning.', 1),
  to: factor('To', 'Times what is set, at the end and from there on.', 0),
  steps: integer({
    label: 'Over',
    help: 'Steps from the beginning to the end.',
    min: 1,
    max: 1_000_000,
    default: 500,
    scale: 'log',
    unit: 'steps',
  }),
};

/** How many moves one course has at most: it has to fit into a link. */
export const mostMoves = 100;

/** Below this nothing can be in proportion to where it was set. */
export const leastSet = 1e-9;

/** The value of the last move that is not after step t; undefined before the first. */
function lastMove(list: readonly Move[], t: number): number | undefined {
  let [at, value]: [number, number | undefined] = [-1, undefined];
  for (const move of list) if (move[0] <= t && move[0] >= at) [at, value] = move;
  return value;
}

export const courses = {
  constant: row({
    label: 'constant',
    help: 'Stays where it is set.',
    fields: group({ warmUp }),
    formula: 's',
    citation: 'Warm-up: Goyal et al. 2017, Accurate, Large Minibatch SGD, section 2.2',
    act: (set) => set,
  }),
  linear: row({
    label: 'linear',
    help: 'Goes in a line from one value to another, and stays there.',
    fields: group({ ...fromTo, warmUp }),
    formula: 's\\,\\big(a+(b-a)\\min(t/T,1)\\big)',
    citation: 'As LinearLR of PyTorch. Warm-up: Goyal et al. 2017, Accurate, Large Minibatch SGD, section 2.2',
    act: (set, { from, to, steps }, t) => set * (from + (to - from) * Math.min(1, t / steps)),
  }),
  cosine: row({
    label: 'cosine',
    help: 'Goes along half a cosine: slowly at both ends, fast in the middle. No restarts.',
    fields: group({ ...fromTo, warmUp }),
    formula: 's\\,\\big(b+\\tfrac12(a-b)(1+\\cos(\\pi\\min(t/T,1)))\\big)',
    citation: 'Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, eq. 5, one period',
    act: (set, { from, to, steps }, t) =>
      set * (to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, t / steps)))) / 2),
  }),
  step: row({
    label: 'in steps',
    help: 'Is multiplied by a factor again and again, after equal stretches.',
    fields: group({
      factor: factor('Factor', 'What it is multiplied by at the end of every stretch.', 0.1),
      every: integer({
        label: 'Every',
        help: 'Steps of a stretch.',
        min: 1,
        max: 1_000_000,
        default: 500,
        scale: 'log',
        unit: 'steps',
      }),
      warmUp,
    }),
    formula: 's\\,\\gamma^{\\lfloor t/n\\rfloor}',
    citation: 'As StepLR of PyTorch. Warm-up: Goyal et al. 2017, Accurate, Large Minibatch SGD, section 2.2',
    act: (set, { factor, every }, t) => set * factor ** Math.floor(t / every),
  }),
  moves: row({
    label: 'by hand',
    help: 'Jumps to the values that are listed, as if moved by hand at those steps.',
    fields: group({
      moves: moves({
        label: 'Moves',
        help: 'Step: value, with commas between them. The value acts from that step on.',
        min: 0,
        max: 100_000,
        maxLength: mostMoves,
        default: [],
      }),
      at: number({
        label: 'Listed for',
        help: 'Where it was set when the moves were listed: there they act as they are, elsewhere in proportion.',
        min: leastSet,
        max: 100_000,
        default: 1,
        scale: 'log',
      }),
    }),
    formula: '\\tfrac{s}{s_0}\\,v_i,\\quad t_i\\le t<t_{i+1}',
    citation: 'What was done by hand in a run, to be done again',
    // s/s is 1 exactly, so that a listed value acts to the last bit.
    act(set, { moves, at }, t) {
      const value = lastMove(moves, t);
      return value === undefined ? set : value * (set / at);
    },
  }),
} as const;

type Table = typeof courses;
export type CourseName = keyof Table;

/** A course of some kind with its values. */
export type Course = VariantOf<Table>;

export const constantCourse = { kind: 'constant', warmUp: 0 } as const satisfies Course;

/** The field for a course; constant where nothing is said. */
export function courseField(label: string, help: string) {
  return variant(courses, { label, help, default: constantCourse });
}

/** What acts at a step, where `set` is what is set and the course is followed. */
export function actingValue(set: number, course: Course, step: number): number {
  const { act }: { readonly act: (set: number, values: never, t: number) => number } = courses[course.kind];
  const values = course as never;
  const warmUp = 'warmUp' in course ? course.warmUp : 0;
  if (step < warmUp) return (act(set, values, 0) * (step + 1)) / warmUp;
  return act(set, values, step - warmUp);
}

/** The step from which on what acts stays as it is; a course in steps goes on, and is told for four of them. */
function courseLength(course: Course): number {
  switch (course.kind) {
    case 'constant':
      return course.warmUp;
    case 'linear':
    case 'cosine':
      return course.warmUp + course.steps;
    case 'step':
      return course.warmUp + 4 * course.every;
    case 'moves':
      return Math.max(0, ...course.moves.map(([step]) => step));
    default:
      return course satisfies never;
  }
}

/**
 * How many steps a small drawing of a course shows: the run, or twice the course where that is shorter, since nothing
 * happens behind it.
 */
export function courseSpan(course: Course, runSteps = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(runSteps, 2 * courseLength(course)));
}

/** Whether what is set acts at every step. */
export function isConstant(course: Course): boolean {
  return course.kind === 'constant' && course.warmUp === 0;
}

/** Whether nothing acts at any step. */
export function isSilent(course: Course): boolean {
  switch (course.kind) {
    case 'linear':
    case 'cosine':
      return course.from === 0 && course.to === 0;
    case 'moves':
      return lastMove(course.moves, 0) !== undefined && course.moves.every(([, value]) => value === 0);
    default:
      return false;
  }
}
