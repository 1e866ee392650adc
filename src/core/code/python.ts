/** What programs in Python have in common: how names, sums and courses are written, and the loop over the batches. */
import { pythonCourse } from './courses.ts';
import { indented } from './draft.ts';
import { snake, times } from './names.ts';
import type { Language, Script } from './script.ts';

export const python = {
  name: (text) => text,
  column: '[:, None]',
  assign: (name, value) => `${name} = ${value}`,
  times: (x, factor) => times(factor, x),
  rest: '(1 - a)',
  sum: (terms) => terms.join(' + '),
  divided: (x, by) => (by === 1 ? x : `(${x}) / ${by}`),
  course: pythonCourse,
} as const satisfies Partial<Language>;

/** "z_colour, _ = model(x)" */
export function unpacked(names: readonly (string | undefined)[], of: string): string {
  return `${names.map((name) => name ?? '_').join(', ')} = ${of}`;
}

/** `body` for every batch; it may count its steps. */
export function loop({ desk, usesStep }: Script, body: readonly string[]): string[] {
  const { batchSize, epochs } = desk.experiment.training;
  const data = ['x', ...desk.targets.map(({ y }) => y)].join(', ');
  const head = usesStep ? `for step, (${data}) in enumerate(batches):` : `for ${data} in batches:`;
  return [`${head}  # ${batchSize} images each, ${epochs} epochs`, ...indented(body)];
}

/** `turn` of each loss, one after the other, as often as its turns. */
export function inTurn({ desk }: Script, turn: (index: number) => readonly string[]): string[] {
  return desk.weighed.flatMap(({ loss: { turns } }, i) => [
    ...(i === 0 ? [] : ['', '# forward anew: this loss sees what the step before has moved']),
    ...(turns > 1 ? [`for _ in range(${turns}):`, ...indented(turn(i))] : turn(i)),
  ]);
}

/** "optimizer_colour" */
export function optimizerOf(lossId: string): string {
  return `optimizer_${snake(lossId)}`;
}

/** " * 0.5" for every factor. */
export function byAll(factors: readonly string[]): string {
  return factors.map((factor) => ` * ${factor}`).join('');
}
