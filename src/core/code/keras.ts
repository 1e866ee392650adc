/** A desk in Keras 3: compile() and fit() where these can say it, else a loop on TensorFlow, the body of a train_step. */
import { type Desk, isPlain, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { canFit, fitLines } from './kerasFit.ts';
import { kerasLosses } from './losses/keras.ts';
import { kerasGradients } from './mixing/kerasGradients.ts';
import { kerasTotals } from './mixing/kerasTotals.ts';
import { isOnGradients, isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { floats, literal, times } from './names.ts';
import { notesOf } from './notes.ts';
import { kerasOptimizer } from './optimizers.ts';
import { byAll, inTurn, loop, optimizerOf, python, unpacked } from './python.ts';
import { type Language, Script } from './script.ts';

const ops = 'from keras import ops';

const language: Language = {
  ...python,
  losses: kerasLosses,
  outputs: (names) => [unpacked(names, 'model(x, training=True)')],
  kernels: (name, layers) => {
    const places = layers?.map((layer) => `"${layer}"`) ?? [];
    const of = places.length === 0 ? 'model' : `model.get_layer(${places.length === 1 ? places[0] : 'name'})`;
    const each = `for w in ${of}.trainable_variables if len(w.shape) > 1`;
    const lines = places.length > 1 ? [`    w for name in [${places.join(', ')}]`, `    ${each}`] : [`    w ${each}`];
    return [`${name} = [  # no biases`, ...lines, ']'];
  },
  sumOver: (kind, kernels, draft) => {
    draft.import(ops);
    return `sum(ops.sum(ops.${kind === 'l1' ? 'abs' : 'square'}(w)) for w in ${kernels})`;
  },
};

export function keras(desk: Desk): Program {
  const draft = new Draft();
  const script = new Script(desk, draft, language);
  draft.import('import keras');
  if (canFit(script)) {
    const lines = fitLines(script);
    draft.note(...notesOf(desk, 'keras'));
    const layers = desk.outputs.map(({ layer }) => layer).join(', ');
    const head = `# model has the ${desk.outputs.length === 1 ? 'one output' : 'outputs'} ${layers}.`;
    return { code: draft.text([head], lines), notes: draft.notes };
  }
  const isJoint = desk.experiment.schedule.kind === 'joint';
  draft.import('import tensorflow as tf');
  draft.setup('variables', 'variables = model.trainable_variables');
  if (isJoint)
    draft.note(
      isPlain(desk)
        ? 'A loop, for what compile() cannot say. In fit() it is the body of a train_step; @tf.function makes it fast.'
        : `A loop: loss_weights are fixed at compile(), so weights that change need a train_step, of which this is the body. ${paceText(desk)}`,
    );
  draft.note(...notesOf(desk, 'keras'));
  script.declareCourses();
  const training = isJoint ? joint(script) : separate(script);
  const head = `# model(x) gives ${script.outputsText}; batches give x and the targets.`;
  return { code: draft.text([head], training), notes: draft.notes };
}

/** What a train_step has to mind: a graph has no numbers, which all methods on gradients but GradDrop compute with. */
function paceText({ experiment: { strategy } }: Desk): string {
  return isOnGradients(strategy) && strategy.kind !== 'graddrop'
    ? 'It turns tensors into numbers, so that fit() needs compile(run_eagerly=True).'
    : '@tf.function makes it fast.';
}

function joint(script: Script): string[] {
  const { desk, draft } = script;
  const { strategy, training, optimizer } = desk.experiment;
  draft.setup('optimizer', `optimizer = ${kerasOptimizer(optimizer, literal(training.learningRate))}`);
  const total = isTotal(strategy) ? rowOf(kerasTotals, strategy, script.asked()) : undefined;
  const body = total ? onTotal(script, total) : isPlain(desk) ? onSum(script) : onGradients(script);
  return loop(script, [...rates(script, 'optimizer', '1'), ...body, ...shrink(script, 'optimizer')]);
}

function onSum(script: Script): string[] {
  return [
    ...taped([...script.forward(), `loss = ${[...script.summands(), ...script.penalties()].join(' + ')}`]),
    'optimizer.apply(tape.gradient(loss, variables), variables)',
  ];
}

function onTotal(script: Script, { own, lines, after = [], readsVector, looksAgain }: Total): string[] {
  const { desk, draft } = script;
  const { weighed, added } = desk;
  if (own) declare(draft, own);
  if (readsVector || lines.some((line) => line.includes('ops.'))) draft.import(ops);
  const stacked = `ops.stack([${script.asked().terms.join(', ')}])`;
  const penalties = script.penalties();
  const look = [...script.outputs(weighed), ...script.values(weighed), `return ${stacked}`];
  const forward = looksAgain
    ? ['losses = losses_of()', ...script.outputs(added), ...script.penaltyValues()]
    : [...script.forward(), ...(readsVector ? [`losses = ${stacked}`] : [])];
  const whole = penalties.length > 0 ? [`loss = loss + ${penalties.join(' + ')}`] : [];
  return [
    ...(looksAgain ? ['def losses_of():', ...indented(look), ''] : []),
    ...taped([...forward, ...lines, ...whole]),
    ...(own ? applied(own) : ['optimizer.apply(tape.gradient(loss, variables), variables)']),
    ...after,
  ];
}

/** The step of the network, and that of what the strategy trains itself. */
function applied({ name, ascends }: Own): string[] {
  return [
    `*gradients, slope = tape.gradient(loss, [*variables, ${name}])`,
    'optimizer.apply(gradients, variables)',
    `weight_optimizer.apply([${ascends ? '-' : ''}slope], [${name}])${ascends ? '  # ascent' : ''}`,
  ];
}

const gramian = [
  'def gramian(rows, shared):  # inner products of the gradients [m, m]',
  '    def dot(a, b):',
  '        pairs = [(a[i], b[i]) for i in shared if a[i] is not None and b[i] is not None]',
  '        return sum(float(ops.sum(p * q)) for p, q in pairs)',
  '',
  '    return np.array([[dot(a, b) for b in rows] for a in rows])',
];

function onGradients(script: Script): string[] {
  const { desk, draft } = script;
  const asked = script.asked();
  draft.import(ops);
  draft.note('Keras has no library for this: the gradients of each loss are taken and combined here.');
  const { lines } = rowOf(kerasGradients, desk.experiment.strategy, asked) ?? { lines: [] };
  const hasWeights = lines.some((line) => line.startsWith('weights'));
  if (hasWeights) {
    draft.import('import numpy as np');
    draft.function('gramian', gramian);
  }
  const penalties = script.penalties();
  const penalty = penalties.length > 0 ? [`penalty = ${penalties.join(' + ')}`] : [];
  return [
    ...taped([...script.forward(), `losses = [${asked.terms.join(', ')}]`, ...penalty], true),
    'rows = [tape.gradient(loss, variables) for loss in losses]',
    'columns = [[g for g in column if g is not None] for column in zip(*rows)]',
    desk.sharing === 'none'
      ? 'shared = [i for i, column in enumerate(columns) if column]  # nothing is shared'
      : 'shared = [i for i, column in enumerate(columns) if len(column) > 1]',
    ...(hasWeights ? ['G = gramian(rows, shared)'] : filled(desk)),
    ...lines,
    'gradients = [sum(column) if column else None for column in columns]  # heads: their own',
    ...(hasWeights
      ? [
          'for i in shared:',
          '    pairs = [(float(c), row[i]) for c, row in zip(weights, rows) if row[i] is not None]',
          '    gradients[i] = sum(c * g for c, g in pairs)',
        ]
      : ['for i, g in zip(shared, update):', '    gradients[i] = g']),
    ...(penalties.length > 0
      ? [
          'for i, g in enumerate(tape.gradient(penalty, variables)):',
          '    if g is not None:',
          '        gradients[i] = g if gradients[i] is None else gradients[i] + g',
        ]
      : []),
    'optimizer.apply(gradients, variables)',
  ];
}

/** Zeros for what a loss does not reach of `shared`: an update of the rows takes one of each. */
function filled({ sharing }: Desk): string[] {
  if (sharing === 'one-trunk') return [];
  return [
    'for row in rows:',
    '    for i in shared:',
    '        row[i] = ops.zeros_like(columns[i][0]) if row[i] is None else row[i]',
  ];
}

function separate(script: Script): string[] {
  const { desk, draft } = script;
  const { optimizer, training, schedule } = desk.experiment;
  for (const { loss } of desk.weighed) {
    const made = kerasOptimizer(optimizer, literal(training.learningRate * loss.rate));
    draft.setup(loss.id, `${optimizerOf(loss.id)} = ${made}`);
  }
  const set = desk.weighed.flatMap(({ loss }) => rates(script, optimizerOf(loss.id), literal(loss.rate)));
  const body =
    schedule.kind === 'alternating' ? inTurn(script, (i) => turnOf(script, desk.weighed[i] as Term)) : together(script);
  return loop(script, [...set, ...body]);
}

function together(script: Script): string[] {
  const { weighed } = script.desk;
  const optimizers = weighed.map(({ loss }) => optimizerOf(loss.id));
  const losses = weighed.map((term) => script.withPart(term));
  return [
    ...taped([...script.forward(), `losses = [${losses.join(', ')}]`], true),
    '# every gradient is taken at the same parameters …',
    'gradients = [tape.gradient(loss, variables) for loss in losses]',
    '# … and only then the optimizers step',
    `for optimizer, gradient in zip([${optimizers.join(', ')}], gradients):`,
    '    optimizer.apply(gradient, variables)',
    ...shrink(script, optimizers[0] ?? ''),
  ];
}

function turnOf(script: Script, term: Term): string[] {
  const { desk } = script;
  const optimizer = optimizerOf(term.loss.id);
  const part = script.withPart(term);
  const isNamed = part === term.name;
  return [
    ...taped([
      ...script.outputs([term, ...desk.added]),
      ...script.values([term]),
      ...script.penaltyValues(),
      ...(isNamed ? [] : [`loss = ${part}`]),
    ]),
    `${optimizer}.apply(tape.gradient(${isNamed ? part : 'loss'}, variables), variables)`,
    ...shrink(script, optimizer, desk.weighed.length),
  ];
}

function taped(lines: readonly string[], isPersistent = false): string[] {
  return [`with tf.GradientTape(${isPersistent ? 'persistent=True' : ''}) as tape:`, ...indented(lines)];
}

/** The learning rate of this step, where it follows a course. */
function rates({ desk }: Script, optimizer: string, factor: string): string[] {
  return desk.hasRateCourse ? [`${optimizer}.learning_rate = ${times(factor, 'learning_rate(step)')}`] : [];
}

/** The proximal step of L1. */
function shrink(script: Script, optimizer: string, parts = 1): string[] {
  const steps = script.shrinkings();
  if (steps.length === 0) return [];
  script.draft.import(ops);
  return [
    '# the proximal step of L1: exact zeros',
    `rate = float(${optimizer}.learning_rate)${parts > 1 ? ` / ${parts}` : ''}`,
    ...steps.flatMap(({ kernels, factors }) => [
      `for w in ${kernels}:`,
      `    w.assign(ops.sign(w) * ops.relu(ops.abs(w) - rate${byAll(factors)}))`,
    ]),
  ];
}

function declare(draft: Draft, { name, initial, optimizer, learningRate }: Own): void {
  const value = typeof initial === 'number' ? literal(initial) : floats(initial);
  draft.setup(
    'own',
    `${name} = keras.Variable(${value}, dtype="float32")`,
    `weight_optimizer = keras.optimizers.${optimizer === 'sgd' ? 'SGD' : 'Adam'}(${literal(learningRate)})`,
  );
}
