/** A desk that compile() and fit() can say: fixed weights on losses of targets, and at most one penalty on weights. */
import { isPlain, type Term } from './desk.ts';
import { literal, times } from './names.ts';
import { kerasOptimizer } from './optimizers.ts';
import type { Script } from './script.ts';
import { type Added, linkedWeight } from './terms.ts';

export function canFit({ desk, usesStep, added }: Script): boolean {
  const { weighed, outputs } = desk;
  const targetsOf = (layer: string) =>
    new Set(weighed.flatMap(({ output, target }) => (output?.layer === layer ? target?.id : [])));
  return (
    isPlain(desk) &&
    !usesStep &&
    weighed.every(({ target }) => target !== undefined) &&
    outputs.every(({ layer }) => targetsOf(layer).size === 1) &&
    added.length <= 1 &&
    added.every(({ of, shrinks }) => shrinks === undefined && ('layers' in of || of.term.scope !== undefined))
  );
}

/** The lines of such a desk; what they call is declared in the draft. */
export function fitLines(script: Script): string[] {
  const { desk, draft } = script;
  const { outputs, weighed, experiment } = desk;
  const { optimizer, training } = experiment;
  const isShared = weighed.length > outputs.length;
  const a = isShared ? undefined : linkedWeight(desk);
  if (a !== undefined) draft.setup('a', `a = ${literal(a)}`);
  for (const added of script.added) regularise(script, added);
  const ends = outputs.flatMap(({ layer, z }) => {
    const own = weighed.filter((term) => term.output?.layer === layer);
    const [first] = own;
    if (!first) return [];
    const name = `"${layer}": `;
    const y = first.target?.y ?? '';
    // A model of one output has no names to tell, and no weights to give.
    if (own.length === 1 && (outputs.length > 1 || first.loss.fader === 1)) {
      const linked = first === weighed[0] ? 'a' : '1 - a';
      return [{ name, y, loss: callable(script, first), factor: a === undefined ? script.fader(first) : linked }];
    }
    const loss = `losses_of_${z.replace(/^z_/, '')}`;
    const parts = own.map((term) => times(script.fader(term), inside(script, term)));
    draft.function(loss, [`def ${loss}(y, z):`, `    return ${parts.join(' + ')}`]);
    return [{ name, y, loss, factor: '1' }];
  });
  const isOne = ends.length === 1;
  const given = (values: readonly string[]) =>
    isOne ? (values[0] ?? '') : `{${values.map((value, i) => `${ends[i]?.name}${value}`).join(', ')}}`;
  const isWeighted = ends.some(({ factor }) => factor !== '1');
  const targets = given(ends.map(({ y }) => y));
  draft.note(...notesOf(weighed.length, isWeighted, isShared));
  return [
    'model.compile(',
    `    optimizer=${kerasOptimizer(optimizer, literal(training.learningRate))},`,
    `    loss=${given(ends.map(({ loss }) => loss))},`,
    ...(isWeighted ? [`    loss_weights=${given(ends.map(({ factor }) => factor))},`] : []),
    ')',
    ...(isOne ? [] : [`targets = ${targets}`]),
    `model.fit(x, ${isOne ? targets : 'targets'}, batch_size=${training.batchSize}, epochs=${training.epochs})`,
  ];
}

function notesOf(count: number, isWeighted: boolean, isShared: boolean): string[] {
  const fixed = 'weights that change need a train_step.';
  return [
    ...(isWeighted
      ? [
          `loss_weights are fixed at compile(): ${fixed} fit() logs each loss without its weight; only the total loss is weighted.`,
        ]
      : count > 1
        ? [
            `fit() logs each loss without its weight. Weights would be loss_weights of compile(), and fixed there: ${fixed}`,
          ]
        : []),
    ...(isShared
      ? ['Keras has one loss an output: several are added up in a function, and only their sum is logged.']
      : []),
  ];
}

/** A loss as an expression of y and z, as a function of them calls it: numbers come as [B, 1]. */
function inside(script: Script, term: Term): string {
  const { target, output } = term;
  const named = {
    ...term,
    ...(target && { target: { ...target, y: 'y' } }),
    ...(output && { output: { ...output, z: 'z' } }),
  };
  return script
    .value(named)
    .replaceAll('y[:, None]', 'y')
    .replaceAll('train_', target?.y.replace('y_', 'train_') ?? '');
}

/** The name of a function of (y, z). */
function callable(script: Script, term: Term): string {
  const call = inside(script, term);
  return /^(\w+)\(y, z\)$/.exec(call)?.[1] ?? `lambda y, z: ${call}`;
}

function regularise(script: Script, added: Added): void {
  const { of, factor } = added;
  const made = 'layers' in of ? `${of.layers.kind.toUpperCase()}(${factor})` : regulariserOf(of.term, factor);
  const kernels = script.kernelsOf(added);
  script.draft.setup('regulariser', `for w in ${kernels}:`, `    w.regularizer = keras.regularizers.${made}`);
}

/** "L2(0.0001)" */
function regulariserOf({ loss }: Term, factor: string): string {
  if (loss.kind !== 'elastic-net') return `${loss.kind.toUpperCase()}(${factor})`;
  const [l1, l2] = [loss.fader * loss.ratio, (loss.fader * (1 - loss.ratio)) / 2];
  return `L1L2(l1=${literal(l1)}, l2=${literal(l2)})`;
}
