/** A desk in TensorFlow.js: minimize() on the total, variableGrads() where gradients are taken before a step. */
import { type Desk, isPlain, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { javascript, loop, optimizerOf, places, sumOf, two } from './javascript.ts';
import { isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { tfjsGradients } from './mixing/tfjsGradients.ts';
import { tfjsTotals } from './mixing/tfjsTotals.ts';
import { literal, literals } from './names.ts';
import { notesOf } from './notes.ts';
import { tfjsOptimizer } from './optimizers.ts';
import { Script } from './script.ts';

export function tfjs(desk: Desk): Program {
  const draft = new Draft();
  const script = new Script(desk, draft, javascript);
  draft.import("import * as tf from '@tensorflow/tfjs';");
  draft.note(...notesOf(desk, 'tfjs'));
  script.declareCourses();
  const training = desk.experiment.schedule.kind === 'joint' ? joint(script) : separate(script);
  const head = `// model gives ${script.outputsText}; batches is a list of x and the targets.`;
  return { code: draft.text([head], training), notes: draft.notes };
}

function joint(script: Script): string[] {
  const { desk, draft } = script;
  const { strategy, training, optimizer } = desk.experiment;
  draft.setup('optimizer', `const optimizer = ${tfjsOptimizer(optimizer, literal(training.learningRate))};`);
  const total = isTotal(strategy) ? rowOf(tfjsTotals, strategy, script.asked()) : undefined;
  const body = total ? onTotal(script, total) : isPlain(desk) ? onSum(script) : onGradients(script);
  return loop(script, [...rates(script, 'optimizer', 1), ...body]);
}

function onSum(script: Script): string[] {
  return [
    ...minimised(script, [...script.forward(), `return ${sumOf([...script.summands(), ...script.penalties()])};`]),
    ...shrink(script),
  ];
}

function onTotal(script: Script, { own, lines, after = [], readsVector, looksAgain }: Total): string[] {
  const { desk, draft } = script;
  if (own) declare(draft, own);
  const stacked = `tf.stack([${script.asked().terms.join(', ')}])`;
  const look = [...script.outputs(desk.weighed), ...script.values(desk.weighed), `return ${stacked};`];
  const forward = looksAgain
    ? ['const losses = lossesOf();', ...script.outputs(desk.added), ...script.penaltyValues()]
    : [...script.forward(), ...(readsVector ? [`const losses = ${stacked};`] : [])];
  const inner = [...forward, ...returning(lines, script.penalties())];
  return [
    ...(looksAgain ? ['const lossesOf = () => {', ...indented(look, two), '};'] : []),
    ...(own ? withOwn(script, own, inner) : minimised(script, inner)),
    ...shrink(script),
    ...after,
  ];
}

/** Lines that end with `loss`, given back with the penalties. */
function returning(lines: readonly string[], penalties: readonly string[]): string[] {
  const last = /^const loss = (.*);$/.exec(lines.at(-1) ?? '')?.[1];
  if (penalties.length > 0 || last === undefined) return [...lines, `return ${sumOf(['loss', ...penalties])};`];
  return [...lines.slice(0, -1), `return ${last};`];
}

/** The step of the network, and that of what the strategy trains itself. */
function withOwn(script: Script, { name, ascends }: Own, inner: readonly string[]): string[] {
  const slope = ascends ? 'slope.neg()' : 'slope';
  return [
    ...decayed(script),
    'const { value, grads } = tf.variableGrads(() => {',
    ...indented(inner, two),
    '});',
    `const { [${name}.name]: slope, ...gradients } = grads;`,
    'optimizer.applyGradients(gradients);',
    `tf.tidy(() => weightOptimizer.applyGradients({ [${name}.name]: ${slope} }));${ascends ? ' // ascent' : ''}`,
    'tf.dispose([value, grads]);',
  ];
}

const gramian = [
  '// Inner products of the gradients [m, m].',
  'const gramian = (rows, shared) => {',
  '  const product = (a, b) =>',
  '    tf.tidy(() =>',
  '      shared',
  '        .filter((name) => name in a && name in b)',
  '        .reduce((sum, name) => sum + a[name].mul(b[name]).sum().dataSync()[0], 0),',
  '    );',
  '  return rows.map((a) => rows.map((b) => product(a, b)));',
  '};',
];

function onGradients(script: Script): string[] {
  const { desk, draft } = script;
  const asked = script.asked();
  draft.note('TensorFlow.js has no library for this, and a forward pass for each gradient: both are written out.');
  const { lines } = rowOf(tfjsGradients, desk.experiment.strategy, asked) ?? { lines: [] };
  const hasWeights = lines.some((line) => /^const (weights|divided)/.test(line));
  const readsLosses = lines.some((line) => /\blosses\b/.test(line));
  const penalties = script.penalties();
  if (hasWeights) draft.function('gramian', gramian);
  const penalty = [...script.outputs(desk.added), ...script.penaltyValues(), `return ${sumOf(penalties)};`];
  const [all, rest] = penalties.length > 0 ? ['[...rows, penalty.grads]', '[passes, penalty]'] : ['rows', 'passes'];
  return [
    ...lossesOf(script, asked.terms),
    `const passes = ${places(asked.m)}.map((i) => tf.variableGrads(() => lossesOf()[i]));`,
    'const rows = passes.map(({ grads }) => grads);',
    ...(readsLosses ? ['const losses = passes.map(({ value }) => value.dataSync()[0]);'] : []),
    ...(penalties.length > 0 ? ['const penalty = tf.variableGrads(() => {', ...indented(penalty, two), '});'] : []),
    `const names = [...new Set(${all}.flatMap(Object.keys))];`,
    `const reaching = (name) => rows.filter((row) => name in row).length;`,
    desk.sharing === 'none'
      ? 'const shared = names.filter((name) => reaching(name) > 0); // nothing is shared'
      : 'const shared = names.filter((name) => reaching(name) > 1);',
    ...(hasWeights ? ['const G = gramian(rows, shared);'] : filled(desk)),
    ...lines,
    '// heads: the gradient of their own loss',
    ...(hasWeights
      ? [
          'const part = (row, k, name) => (shared.includes(name) ? row[name].mul(weights[k]) : row[name]);',
          'const combined = (name) => [',
          '  ...rows.flatMap((row, k) => (name in row ? [part(row, k, name)] : [])),',
        ]
      : [
          'const combined = (name) => [',
          '  ...(shared.includes(name) ? [update(name)] : rows.flatMap((row) => row[name] ?? [])),',
        ]),
    ...(penalties.length > 0 ? ['  ...(name in penalty.grads ? [penalty.grads[name]] : []),'] : []),
    '];',
    ...decayed(script),
    'tf.tidy(() =>',
    '  optimizer.applyGradients(',
    '    Object.fromEntries(names.map((name) => [name, tf.addN(combined(name))])),',
    '  ),',
    ');',
    `tf.dispose(${rest});`,
    ...shrink(script),
  ];
}

/** Zeros for what a loss does not reach of `shared`: an update of the rows takes one of each. */
function filled({ sharing }: Desk): string[] {
  if (sharing === 'one-trunk') return [];
  return [
    'for (const name of shared) {',
    '  const like = rows.find((row) => name in row)[name];',
    '  for (const row of rows) row[name] ??= tf.zerosLike(like);',
    '}',
  ];
}

function separate(script: Script): string[] {
  const { desk, draft } = script;
  const { optimizer, training, schedule } = desk.experiment;
  for (const { loss } of desk.weighed) {
    const made = tfjsOptimizer(optimizer, literal(training.learningRate * loss.rate));
    draft.setup(loss.id, `const ${optimizerOf(loss.id)} = ${made};`);
  }
  const set = desk.weighed.flatMap(({ loss }) => rates(script, optimizerOf(loss.id), loss.rate));
  return loop(script, [...set, ...(schedule.kind === 'alternating' ? inTurn(script) : together(script))]);
}

function together(script: Script): string[] {
  const { weighed } = script.desk;
  const optimizers = weighed.map(({ loss }) => optimizerOf(loss.id));
  const losses = weighed.map((term) => script.withPart(term));
  return [
    ...lossesOf(script, losses, true),
    '// every gradient is taken at the same parameters …',
    `const passes = ${places(weighed.length)}.map((i) => tf.variableGrads(() => lossesOf()[i]));`,
    ...decayed(script),
    '// … and only then the optimizers step',
    `[${optimizers.join(', ')}].forEach((optimizer, i) => {`,
    '  optimizer.applyGradients(passes[i].grads);',
    '});',
    'tf.dispose(passes);',
    ...shrink(script),
  ];
}

function inTurn(script: Script): string[] {
  return script.desk.weighed.flatMap((term, i) => {
    const { turns } = term.loss;
    const turn = turnOf(script, term);
    return [
      ...(i === 0 ? [] : ['', '// forward anew: this loss sees what the step before has moved']),
      ...(turns > 1 ? [`for (let turn = 0; turn < ${turns}; turn++) {`, ...indented(turn, two), '}'] : turn),
    ];
  });
}

function turnOf(script: Script, term: Term): string[] {
  const { weighed, added } = script.desk;
  const inner = [
    ...script.outputs([term, ...added]),
    ...script.values([term]),
    ...script.penaltyValues(),
    `return ${script.withPart(term)};`,
  ];
  return [
    ...decayed(script, weighed.length),
    `${optimizerOf(term.loss.id)}.minimize(() => {`,
    ...indented(inner, two),
    '});',
    ...shrink(script, weighed.length),
  ];
}

/** A function of one forward pass that gives these losses. */
function lossesOf(script: Script, losses: readonly string[], withPenalties = false): string[] {
  const { weighed, added } = script.desk;
  const lines = [
    ...script.outputs([...weighed, ...(withPenalties ? added : [])]),
    ...script.values(weighed),
    ...(withPenalties ? script.penaltyValues() : []),
    `return [${losses.join(', ')}];`,
  ];
  return ['const lossesOf = () => {', ...indented(lines, two), '};'];
}

function minimised(script: Script, inner: readonly string[]): string[] {
  return [...decayed(script), 'optimizer.minimize(() => {', ...indented(inner, two), '});'];
}

/** The decay of AdamW, which TensorFlow.js does not have. */
function decayed({ desk }: Script, parts = 1): string[] {
  const { optimizer } = desk.experiment;
  if (optimizer.kind !== 'adamw' || optimizer.weightDecay === 0) return [];
  const decay = `${rateOf(desk)} * ${literal(optimizer.weightDecay)}${parts > 1 ? ` / ${parts}` : ''}`;
  return [
    '// AdamW: TensorFlow.js has Adam; the decay is a line of its own',
    `tf.tidy(() => model.trainableWeights.forEach((w) => w.write(w.read().mul(1 - ${decay}))));`,
  ];
}

function rateOf({ hasRateCourse, experiment }: Desk): string {
  return hasRateCourse ? 'learningRate(step)' : literal(experiment.training.learningRate);
}

/** The learning rate of this step, where it follows a course. */
function rates({ desk }: Script, optimizer: string, factor: number): string[] {
  if (!desk.hasRateCourse) return [];
  const { kind } = desk.experiment.optimizer;
  const rate = `${factor === 1 ? '' : `${literal(factor)} * `}learningRate(step)`;
  return kind === 'sgd' || kind === 'momentum'
    ? [`${optimizer}.setLearningRate(${rate});`]
    : [`${optimizer}.learningRate = ${rate};`];
}

/** The proximal step of L1. */
function shrink(script: Script, parts = 1): string[] {
  const steps = script.shrinkings();
  if (steps.length === 0) return [];
  const rate = `${rateOf(script.desk)}${parts > 1 ? ` / ${parts}` : ''}`;
  script.draft.function('shrink', [
    'const shrink = (w, by) => w.write(w.read().sign().mul(w.read().abs().sub(by).relu()));',
  ]);
  return [
    '// the proximal step of L1: exact zeros',
    ...steps.map(
      ({ kernels, factors }) =>
        `tf.tidy(() => ${kernels}.forEach((w) => shrink(w, ${[rate, ...factors].join(' * ')})));`,
    ),
  ];
}

function declare(draft: Draft, { name, initial, optimizer, learningRate }: Own): void {
  const value = typeof initial === 'number' ? `tf.scalar(${literal(initial)})` : `tf.tensor1d(${literals(initial)})`;
  draft.setup(
    'own',
    `const ${name} = tf.variable(${value});`,
    `const weightOptimizer = tf.train.${optimizer}(${literal(learningRate)});`,
  );
}
