/** A course as a function of the step, in Python and in JavaScript; a kind without a row is a type error. */
import type { Course, CourseName } from '../courses.ts';
import { literal, literals } from './names.ts';

/** The value at step t, t from 0 behind the warm-up, as an expression of `t` and of what is set. */
type CourseTable = {
  readonly [K in CourseName]: (course: Extract<Course, { readonly kind: K }>, set: number) => string;
};

const python: CourseTable = {
  constant: (_, set) => literal(set),
  linear: ({ from, to, steps }, set) =>
    `${literal(set)} * (${literal(from)} + ${literal(to - from)} * min(t / ${steps}, 1))`,
  cosine: ({ from, to, steps }, set) =>
    `${literal(set)} * (${literal(to)} + ${literal(from - to)} * (1 + math.cos(math.pi * min(t / ${steps}, 1))) / 2)`,
  step: ({ factor, every }, set) => `${literal(set)} * ${literal(factor)} ** (t // ${every})`,
  moves: ({ moves, at }, set) => {
    const list = [...moves].sort(([a], [b]) => a - b).map(([step, value]) => [step, (value * set) / at] as const);
    const first = `next((value for step, value in reversed(moves) if step <= t), ${literal(set)})`;
    return `${first}  # moves = [${list.map(([step, value]) => `(${step}, ${literal(value)})`).join(', ')}]`;
  },
};

const javascript: CourseTable = {
  constant: (_, set) => literal(set),
  linear: ({ from, to, steps }, set) =>
    `${literal(set)} * (${literal(from)} + ${literal(to - from)} * Math.min(t / ${steps}, 1))`,
  cosine: ({ from, to, steps }, set) =>
    `${literal(set)} * (${literal(to)} + ${literal(from - to)} * (1 + Math.cos(Math.PI * Math.min(t / ${steps}, 1))) / 2)`,
  step: ({ factor, every }, set) => `${literal(set)} * ${literal(factor)} ** Math.floor(t / ${every})`,
  moves: ({ moves, at }, set) => {
    const list = [...moves].sort(([a], [b]) => a - b).map(([step, value]) => literals([step, (value * set) / at]));
    return `[${list.join(', ')}].findLast(([step]) => step <= t)?.[1] ?? ${literal(set)}`;
  },
};

function valueIn(table: CourseTable, course: Course, set: number): string {
  const write: (course: never, set: number) => string = table[course.kind];
  return write(course as never, set);
}

/** Lines of a Python function of the step. It may need `math`. */
export function pythonCourse(name: string, course: Course, set: number): string[] {
  const warmUp = 'warmUp' in course ? course.warmUp : 0;
  const [value = '', moves] = valueIn(python, course, set).split('  # ');
  return [
    `def ${name}(t):  # ${course.kind === 'moves' ? 'by hand' : course.kind}`,
    ...(moves === undefined ? [] : [`    ${moves}`]),
    ...(warmUp === 0
      ? [`    return ${value}`]
      : [
          `    warm_up, t = min((t + 1) / ${warmUp}, 1), max(t - ${warmUp}, 0)`,
          `    return warm_up * ${course.kind === 'constant' ? value : `(${value})`}`,
        ]),
  ];
}

/** The same in JavaScript. */
export function javascriptCourse(name: string, course: Course, set: number): string[] {
  const warmUp = 'warmUp' in course ? course.warmUp : 0;
  const value = valueIn(javascript, course, set);
  if (warmUp === 0) return [`const ${name} = (t) => ${value};`];
  return [
    `const ${name} = (step) => {`,
    `  const [warmUp, t] = [Math.min((step + 1) / ${warmUp}, 1), Math.max(step - ${warmUp}, 0)];`,
    `  return warmUp * (${value});`,
    '};',
  ];
}
