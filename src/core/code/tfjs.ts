/** A desk in TensorFlow.js: minimize() on the total, variableGrads() where gradients are taken before a step. */
import { isConstant } from '../courses.ts';
import { askedOf } from './asked.ts';
import { javascriptCourse } from './courses.ts';
import { type Desk, isPlain, type Scope, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { expressionOf, placeOf } from './losses/place.ts';
import { tfjsLosses } from './losses/tfjs.ts';
import { type Asked, isOnGradients, isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { tfjsGradients } from './mixing/tfjsGradients.ts';
import { tfjsTotals } from './mixing/tfjsTotals.ts';
import { camel, literal, literals, snake } from './names.ts';
import { notesOf } from './notes.ts';
import { tfjsOptimizer } from './optimizers.ts';
import { type Added, addedOf, faderCourse, linkedWeight } from './terms.ts';

export function tfjs(desk: Desk): Program {
  const draft = new Draft();
  draft.import("import * as tf from '@tensorflow/tfjs';");
  draft.note(...notesOf(desk, 'tfjs'));
  const writer = new Writer(desk, draft);
  const training = writer.train();
  return { code: draft.text(writer.head(), training), notes: draft.notes };
}

const times = (x: string, factor: string) => (factor === '1' ? x : `${x}.mul(${factor})`);
const added = (terms: readonly string[]) => terms.slice(1).reduce((sum, term) => `${sum}.add(${term})`, terms[0] ?? '');

class Writer {
  readonly #desk: Desk;
  readonly #draft: Draft;
  readonly #added: readonly Added[];
  readonly #usesStep: boolean;

  constructor(desk: Desk, draft: Draft) {
    this.#desk = desk;
    this.#draft = draft;
    this.#added = addedOf(desk, (term) => this.#fader(term));
    this.#usesStep =
      desk.hasRateCourse || [...desk.weighed, ...desk.added].some((term) => faderCourse(term) !== undefined);
    this.#courses();
  }

  head(): string[] {
    const names = this.#desk.outputs.map(({ z }) => camel(z)).join(', ');
    return [`// model gives ${names}; batches is a list of x and the targets.`];
  }

  train(): string[] {
    const { schedule, training, optimizer } = this.#desk.experiment;
    if (schedule.kind !== 'joint') return this.#separate();
    this.#draft.setup('optimizer', `const optimizer = ${tfjsOptimizer(optimizer, literal(training.learningRate))};`);
    return this.#joint();
  }

  #joint(): string[] {
    const { strategy } = this.#desk.experiment;
    const asked = this.#asked();
    if (!isPlain(this.#desk) && isOnGradients(strategy)) return this.#loop(this.#fromGradients(asked));
    const total = isTotal(strategy) ? rowOf(tfjsTotals, strategy, asked) : undefined;
    return this.#loop(total ? this.#total(total) : this.#sum());
  }

  #asked(): Asked {
    return askedOf(
      this.#desk,
      this.#draft,
      (term) => this.#scaled(term),
      ({ name }) => camel(name),
    );
  }

  #sum(): string[] {
    const a = linkedWeight(this.#desk);
    const [first, second] = this.#desk.weighed;
    if (a !== undefined) this.#draft.setup('a', `const a = ${literal(a)};`);
    const terms =
      a !== undefined && first && second
        ? [`${camel(first.name)}.mul(a)`, `${camel(second.name)}.mul(1 - a)`]
        : this.#desk.weighed.map((term) => this.#scaled(term));
    return [
      ...this.#minimised([...this.#forward(), `return ${added([...terms, ...this.#penalties()])};`]),
      ...this.#shrink(),
    ];
  }

  #total({ own, lines, after = [], readsVector, looksAgain }: Total): string[] {
    if (own) this.#declare(own);
    const { weighed, added: penalised } = this.#desk;
    const stacked = `tf.stack([${this.#asked().terms.join(', ')}])`;
    const look = [...this.#outputs(weighed), ...this.#values(weighed), `return ${stacked};`];
    const forward = looksAgain
      ? ['const losses = lossesOf();', ...this.#outputs(penalised), ...this.#penaltyValues()]
      : [...this.#forward(), ...(readsVector ? [`const losses = ${stacked};`] : [])];
    const inner = [...forward, ...returning(lines, this.#penalties())];
    return [
      ...(looksAgain ? ['const lossesOf = () => {', ...indented(look, '  '), '};'] : []),
      ...(own ? this.#withOwn(own, inner) : this.#minimised(inner)),
      ...this.#shrink(),
      ...after,
    ];
  }

  #withOwn({ name, ascends }: Own, inner: readonly string[]): string[] {
    const slope = ascends ? 'slope.neg()' : 'slope';
    return [
      ...this.#decayed(),
      'const { value, grads } = tf.variableGrads(() => {',
      ...indented(inner, '  '),
      '});',
      `const { [${name}.name]: slope, ...gradients } = grads;`,
      'optimizer.applyGradients(gradients);',
      `tf.tidy(() => weightOptimizer.applyGradients({ [${name}.name]: ${slope} }));${ascends ? ' // ascent' : ''}`,
      'tf.dispose([value, grads]);',
    ];
  }

  #fromGradients(asked: Asked): string[] {
    const { strategy } = this.#desk.experiment;
    this.#draft.note(
      'TensorFlow.js has no library for this, and a forward pass for each gradient: both are written out.',
    );
    const { lines } = rowOf(tfjsGradients, strategy, asked) ?? { lines: [] };
    const hasWeights = lines.some((line) => /^const (weights|divided)/.test(line));
    const readsLosses = lines.some((line) => /\blosses\b/.test(line));
    const penalties = this.#penalties();
    if (hasWeights)
      this.#draft.function('gramian', [
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
      ]);
    const isShared = this.#desk.sharing === 'none' ? '0' : '1';
    return [
      ...this.#lossesOf(asked.terms),
      `const passes = ${list(asked.m)}.map((i) => tf.variableGrads(() => lossesOf()[i]));`,
      'const rows = passes.map(({ grads }) => grads);',
      ...(readsLosses ? ['const losses = passes.map(({ value }) => value.dataSync()[0]);'] : []),
      ...(penalties.length > 0
        ? [
            'const penalty = tf.variableGrads(() => {',
            ...indented(
              [...this.#outputs(this.#desk.added), ...this.#penaltyValues(), `return ${added(penalties)};`],
              '  ',
            ),
            '});',
          ]
        : []),
      `const names = [...new Set(${penalties.length > 0 ? '[...rows, penalty.grads]' : 'rows'}.flatMap(Object.keys))];`,
      `const shared = names.filter((name) => rows.filter((row) => name in row).length > ${isShared});`,
      ...(hasWeights ? ['const G = gramian(rows, shared);'] : []),
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
      ...this.#decayed(),
      'tf.tidy(() =>',
      '  optimizer.applyGradients(',
      '    Object.fromEntries(names.map((name) => [name, tf.addN(combined(name))])),',
      '  ),',
      ');',
      `tf.dispose(${penalties.length > 0 ? '[passes, penalty]' : 'passes'});`,
      ...this.#shrink(),
    ];
  }

  #separate(): string[] {
    const { weighed, experiment } = this.#desk;
    const { optimizer, training, schedule } = experiment;
    for (const { loss } of weighed) {
      const made = tfjsOptimizer(optimizer, literal(training.learningRate * loss.rate));
      this.#draft.setup(`optimizer ${loss.id}`, `const ${optimizerOf(loss.id)} = ${made};`);
    }
    return this.#loop(schedule.kind === 'alternating' ? this.#inTurn() : this.#together());
  }

  #together(): string[] {
    const { weighed } = this.#desk;
    const optimizers = weighed.map(({ loss }) => optimizerOf(loss.id));
    return [
      ...this.#lossesOf(
        weighed.map((term) => this.#withPart(term)),
        true,
      ),
      '// every gradient is taken at the same parameters …',
      `const passes = ${list(weighed.length)}.map((i) => tf.variableGrads(() => lossesOf()[i]));`,
      ...this.#decayed(),
      '// … and only then the optimizers step',
      `[${optimizers.join(', ')}].forEach((optimizer, i) => {`,
      '  optimizer.applyGradients(passes[i].grads);',
      '});',
      'tf.dispose(passes);',
      ...this.#shrink(),
    ];
  }

  #inTurn(): string[] {
    const { weighed, added: penalised } = this.#desk;
    return weighed.flatMap((term, i) => {
      const inner = [
        ...this.#outputs([term, ...penalised]),
        ...this.#values([term]),
        ...this.#penaltyValues(),
        `return ${this.#withPart(term)};`,
      ];
      const turn = [
        ...this.#decayed(weighed.length),
        `${optimizerOf(term.loss.id)}.minimize(() => {`,
        ...indented(inner, '  '),
        '});',
        ...this.#shrink(weighed.length),
      ];
      return [
        ...(i === 0 ? [] : ['', '// forward anew: this loss sees what the step before has moved']),
        ...(term.loss.turns > 1
          ? [`for (let turn = 0; turn < ${term.loss.turns}; turn++) {`, ...indented(turn, '  '), '}']
          : turn),
      ];
    });
  }

  /** A function of one forward pass that gives these losses. */
  #lossesOf(terms: readonly string[], withPenalties = false): string[] {
    const lines = [
      ...this.#outputs([...this.#desk.weighed, ...(withPenalties ? this.#desk.added : [])]),
      ...this.#values(this.#desk.weighed),
      ...(withPenalties ? this.#penaltyValues() : []),
      `return [${terms.join(', ')}];`,
    ];
    return ['const lossesOf = () => {', ...indented(lines, '  '), '};'];
  }

  #minimised(inner: readonly string[]): string[] {
    return [...this.#decayed(), 'optimizer.minimize(() => {', ...indented(inner, '  '), '});'];
  }

  /** The decay of AdamW, which TensorFlow.js does not have. */
  #decayed(parts = 1): string[] {
    const { optimizer } = this.#desk.experiment;
    if (optimizer.kind !== 'adamw' || optimizer.weightDecay === 0) return [];
    const decay = `${this.#rate()} * ${literal(optimizer.weightDecay)}${parts > 1 ? ` / ${parts}` : ''}`;
    return [
      '// AdamW: TensorFlow.js has Adam; the decay is a line of its own',
      `tf.tidy(() => model.trainableWeights.forEach((w) => w.write(w.read().mul(1 - ${decay}))));`,
    ];
  }

  #rate(): string {
    const { training } = this.#desk.experiment;
    return this.#desk.hasRateCourse ? 'learningRate(step)' : literal(training.learningRate);
  }

  #withPart(term: Term): string {
    const penalties = this.#penalties();
    const { length } = this.#desk.weighed;
    if (penalties.length === 0) return this.#scaled(term);
    return added([this.#scaled(term), length === 1 ? added(penalties) : `${added(penalties)}.div(${length})`]);
  }

  #loop(body: readonly string[]): string[] {
    const { targets, experiment } = this.#desk;
    const { batchSize, epochs } = experiment.training;
    const data = ['x', ...targets.map(({ y }) => camel(y))].join(', ');
    return [
      ...(this.#usesStep ? ['let step = 0;'] : []),
      `for (const [${data}] of batches) { // ${batchSize} images each, ${epochs} epochs`,
      ...indented([...this.#rates(), ...body, ...(this.#usesStep ? ['step++;'] : [])], '  '),
      '}',
    ];
  }

  #rates(): string[] {
    if (!this.#desk.hasRateCourse) return [];
    const { weighed, experiment } = this.#desk;
    const { kind } = experiment.optimizer;
    const set = (optimizer: string, factor: number) => {
      const rate = factor === 1 ? 'learningRate(step)' : `${literal(factor)} * learningRate(step)`;
      return kind === 'sgd' || kind === 'momentum'
        ? `${optimizer}.setLearningRate(${rate});`
        : `${optimizer}.learningRate = ${rate};`;
    };
    if (experiment.schedule.kind === 'joint') return [set('optimizer', 1)];
    return weighed.map(({ loss }) => set(optimizerOf(loss.id), loss.rate));
  }

  #courses(): void {
    const { learningRate, learningRateCourse } = this.#desk.experiment.training;
    if (!isConstant(learningRateCourse))
      this.#draft.function('learningRate', javascriptCourse('learningRate', learningRateCourse, learningRate));
    for (const term of [...this.#desk.weighed, ...this.#desk.added]) {
      const name = faderCourse(term);
      if (name) this.#draft.function(name, javascriptCourse(camel(name), term.loss.course, term.loss.fader));
    }
  }

  #fader(term: Term): string {
    const course = faderCourse(term);
    return course ? `${camel(course)}(step)` : literal(term.loss.fader);
  }

  #scaled(term: Term): string {
    return times(camel(term.name), this.#fader(term));
  }

  #forward(): string[] {
    return [
      ...this.#outputs([...this.#desk.weighed, ...this.#desk.added]),
      ...this.#values(this.#desk.weighed),
      ...this.#penaltyValues(),
    ];
  }

  #outputs(terms: readonly Term[]): string[] {
    const read = new Set(terms.flatMap(({ output }) => output?.z ?? []));
    if (read.size === 0) return [];
    const { outputs } = this.#desk;
    const names = outputs.map(({ z }) => (read.has(z) ? camel(z) : ''));
    const left = outputs.length === 1 ? names[0] : `[${names.join(', ').replace(/[, ]+$/, '')}]`;
    return [`const ${left} = model.apply(x, { training: true });`];
  }

  #values(terms: readonly Term[]): string[] {
    return terms.map((term) => `const ${camel(term.name)} = ${this.#value(term)};`);
  }

  #value(term: Term): string {
    const kernels = term.scope ? this.#kernels(term.scope) : '';
    return expressionOf(
      tfjsLosses,
      term.loss,
      placeOf(term, this.#draft, kernels, { name: camel, column: '.expandDims(1)' }),
    );
  }

  #penaltyValues(): string[] {
    return this.#added.flatMap(({ name, of, shrinks, isAllShrunk }) => {
      if (isAllShrunk) {
        this.#kernelsOf(of);
        return [];
      }
      if ('layers' in of) return [`const ${camel(name)} = ${sumOver(of.layers.kind, this.#kernels(of.layers.scope))};`];
      const { loss } = of.term;
      if (shrinks !== undefined && loss.kind === 'elastic-net') {
        const rest = sumOver('l2', this.#kernelsOf(of));
        return [`const ${camel(name)} = ${rest}.mul(${literal((1 - loss.ratio) / 2)});`];
      }
      return [`const ${camel(name)} = ${this.#value(of.term)};`];
    });
  }

  #kernelsOf(of: Added['of']): string {
    const scope = 'layers' in of ? of.layers.scope : of.term.scope;
    return scope ? this.#kernels(scope) : '';
  }

  #penalties(): string[] {
    return this.#added.filter(({ isAllShrunk }) => !isAllShrunk).map(({ factor, name }) => times(camel(name), factor));
  }

  #shrink(parts = 1): string[] {
    const steps = this.#added.filter(({ shrinks }) => shrinks !== undefined);
    if (steps.length === 0) return [];
    const rate = `${this.#rate()}${parts > 1 ? ` / ${parts}` : ''}`;
    this.#draft.function('shrink', [
      'const shrink = (w, by) => w.write(w.read().sign().mul(w.read().abs().sub(by).relu()));',
    ]);
    return [
      '// the proximal step of L1: exact zeros',
      ...steps.map(({ factor, of, shrinks = 1 }) => {
        const factors = [rate, factor, literal(shrinks)].filter((one, i) => i === 0 || one !== '1');
        return `tf.tidy(() => ${this.#kernelsOf(of)}.forEach((w) => shrink(w, ${factors.join(' * ')})));`;
      }),
    ];
  }

  #kernels({ name, layers }: Scope): string {
    const weights =
      layers === undefined
        ? 'model.trainableWeights'
        : layers.length === 1
          ? `model.getLayer('${layers[0]}').trainableWeights`
          : `[${layers.map((layer) => `'${layer}'`).join(', ')}].flatMap((name) => model.getLayer(name).trainableWeights)`;
    const kernels = camel(name);
    this.#draft.setup(kernels, `const ${kernels} = ${weights}.filter((w) => w.shape.length > 1); // no biases`);
    return kernels;
  }

  #declare({ name, initial, optimizer, learningRate }: Own): void {
    const value = typeof initial === 'number' ? `tf.scalar(${literal(initial)})` : `tf.tensor1d(${literals(initial)})`;
    this.#draft.setup(
      'own',
      `const ${name} = tf.variable(${value});`,
      `const weightOptimizer = tf.train.${optimizer}(${literal(learningRate)});`,
    );
  }
}

/** Lines that end with `loss`, given back with the penalties. */
function returning(lines: readonly string[], penalties: readonly string[]): string[] {
  const last = /^const loss = (.*);$/.exec(lines.at(-1) ?? '')?.[1];
  if (penalties.length > 0 || last === undefined) return [...lines, `return ${added(['loss', ...penalties])};`];
  return [...lines.slice(0, -1), `return ${last};`];
}

function optimizerOf(lossId: string): string {
  return camel(`optimizer_${snake(lossId)}`);
}

/** "[0, 1]" */
function list(m: number): string {
  return `[${Array.from({ length: m }, (_, i) => i).join(', ')}]`;
}

function sumOver(kind: 'l1' | 'l2', kernels: string): string {
  return `tf.addN(${kernels}.map((w) => w.read().${kind === 'l1' ? 'abs' : 'square'}().sum()))`;
}
