/** What the parts of a program in JavaScript share: how names, sums and kernels are written, and the loop over the batches. */
import { javascriptCourse } from './courses.ts';
import { indented } from './draft.ts';
import { tfjsLosses } from './losses/tfjs.ts';
import { camel, snake } from './names.ts';
import type { Language, Script } from './script.ts';

/** A level. */
export const two = '  ';
/** "a.add(b).add(c)" */
export const sumOf = (terms: readonly string[]) =>
  terms.slice(1).reduce((sum, term) => `${sum}.add(${term})`, terms[0] ?? '');

export const javascript: Language = {
  losses: tfjsLosses,
  name: camel,
  column: '.expandDims(1)',
  assign: (name, value) => `const ${name} = ${value};`,
  times: (x, factor) => (factor === '1' ? x : `${x}.mul(${factor})`),
  rest: '1 - a',
  sum: sumOf,
  divided: (x, by) => (by === 1 ? x : `${x}.div(${by})`),
  course: javascriptCourse,
  outputs: (names) => {
    const list = names.map((name) => name ?? '').join(', ');
    const left = names.length === 1 ? list : `[${list.replace(/[, ]+$/, '')}]`;
    return [`const ${left} = model.apply(x, { training: true });`];
  },
  kernels: (name, layers) => {
    const places = layers?.map((layer) => `'${layer}'`) ?? [];
    const weights =
      places.length === 0
        ? ['model.trainableWeights']
        : places.length === 1
          ? [`model.getLayer(${places[0]}).trainableWeights`]
          : [`[${places.join(', ')}]`, '  .flatMap((name) => model.getLayer(name).trainableWeights)'];
    const [first = '', ...more] = weights;
    return [`const ${name} = ${first}`, ...more, '  .filter((w) => w.shape.length > 1); // no biases'];
  },
  sumOver: (kind, kernels) => `tf.addN(${kernels}.map((w) => w.read().${kind === 'l1' ? 'abs' : 'square'}().sum()))`,
};

/** `body` for every batch; it may count its steps. */
export function loop({ desk, usesStep }: Script, body: readonly string[]): string[] {
  const { batchSize, epochs } = desk.experiment.training;
  const data = ['x', ...desk.targets.map(({ y }) => camel(y))].join(', ');
  return [
    ...(usesStep ? ['let step = 0;'] : []),
    `for (const [${data}] of batches) { // ${batchSize} images each, ${epochs} epochs`,
    ...indented([...body, ...(usesStep ? ['step++;'] : [])], two),
    '}',
  ];
}

/** "optimizerColour" */
export function optimizerOf(lossId: string): string {
  return camel(`optimizer_${snake(lossId)}`);
}

/** "[0, 1]" */
export function places(m: number): string {
  return `[${Array.from({ length: m }, (_, i) => i).join(', ')}]`;
}
