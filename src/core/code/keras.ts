/**
 * A desk in Keras 3: compile() and fit() where the weights are fixed and one optimizer steps on their sum; else a loop over
 * the batches on TensorFlow, which is also the body of a train_step.
 */
import { isConstant } from '../courses.ts';
import { askedOf } from './asked.ts';
import { pythonCourse } from './courses.ts';
import { type Desk, isPlain, type Scope, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { kerasLosses } from './losses/keras.ts';
import { expressionOf, placeOf } from './losses/place.ts';
import { kerasGradients } from './mixing/kerasGradients.ts';
import { kerasTotals } from './mixing/kerasTotals.ts';
import { type Asked, isOnGradients, isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { floats, literal, snake, times } from './names.ts';
import { notesOf } from './notes.ts';
import { kerasOptimizer } from './optimizers.ts';
import { type Added, addedOf, faderCourse, linkedWeight } from './terms.ts';

export function keras(desk: Desk): Program {
  const draft = new Draft();
  draft.import('import keras');
  const writer = new Writer(desk, draft);
  const training = writer.canFit ? writer.fit() : writer.train();
  draft.note(...notesOf(desk, 'keras'));
  return { code: draft.text(writer.head(), training), notes: draft.notes };
}

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
  }

  head(): string[] {
    const { outputs } = this.#desk;
    const layers = outputs.map(({ layer }) => layer).join(', ');
    if (this.canFit) return [`# model has the ${outputs.length === 1 ? 'one output' : 'outputs'} ${layers}.`];
    return [`# model(x) gives ${outputs.map(({ z }) => z).join(', ')}; batches give x and the targets.`];
  }

  /** Fixed weights on losses of targets, and at most one penalty on weights: what compile() can say. */
  get canFit(): boolean {
    const { weighed, outputs } = this.#desk;
    const isOneTarget = outputs.every(
      ({ layer }) =>
        new Set(weighed.flatMap(({ output, target }) => (output?.layer === layer ? target?.id : []))).size === 1,
    );
    return (
      isPlain(this.#desk) &&
      !this.#usesStep &&
      isOneTarget &&
      weighed.every(({ target }) => target !== undefined) &&
      this.#added.length <= 1 &&
      this.#added.every(({ of, shrinks }) => shrinks === undefined && ('layers' in of || of.term.scope !== undefined))
    );
  }

  fit(): string[] {
    const { outputs, weighed, experiment } = this.#desk;
    const { optimizer, training } = experiment;
    const a = linkedWeight(this.#desk);
    const isShared = weighed.length > outputs.length;
    if (a !== undefined && !isShared) this.#draft.setup('a', `a = ${literal(a)}`);
    for (const added of this.#added) this.#regularise(added);
    const losses: string[] = [];
    const factors: string[] = [];
    for (const { layer, z } of outputs) {
      const own = weighed.filter((term) => term.output?.layer === layer);
      const [first] = own;
      if (!first) continue;
      if (own.length === 1 && (outputs.length > 1 || first.loss.fader === 1)) {
        losses.push(`"${layer}": ${this.#callable(first)}`);
        const isFirst = first === weighed[0];
        factors.push(`"${layer}": ${a === undefined ? this.#fader(first) : isFirst ? 'a' : '1 - a'}`);
      } else {
        const name = `losses_of_${z.replace(/^z_/, '')}`;
        const parts = own.map((term) => times(this.#fader(term), this.#valueOf(term, 'y', 'z')));
        this.#draft.function(name, [`def ${name}(y, z):`, `    return ${parts.join(' + ')}`]);
        losses.push(`"${layer}": ${name}`);
        factors.push(`"${layer}": 1`);
      }
    }
    const isWeighted = factors.some((factor) => !factor.endsWith(': 1'));
    this.#draft.note(
      weighed.length === 1
        ? 'Of one loss there is nothing to weigh.'
        : isWeighted
          ? 'loss_weights are fixed at compile(): weights that change need a train_step. fit() logs each loss without its weight; only the total loss is weighted.'
          : 'fit() logs each loss without its weight, and their sum as loss. Weights would be loss_weights of compile(), fixed there: weights that change need a train_step.',
      ...(isShared
        ? ['Keras has one loss an output: several are added up in a function, and only their sum is logged.']
        : []),
    );
    const targets = outputs.map(({ layer }) => {
      const term = weighed.find(({ output }) => output?.layer === layer);
      return `"${layer}": ${term?.target?.y}`;
    });
    // A model of one output has no names to tell.
    const given = (pairs: readonly string[]) =>
      outputs.length === 1 ? (pairs[0] ?? '').replace(/^"[^"]*": /, '') : `{${pairs.join(', ')}}`;
    return [
      'model.compile(',
      `    optimizer=${kerasOptimizer(optimizer, literal(training.learningRate))},`,
      `    loss=${given(losses)},`,
      ...(isWeighted && outputs.length > 1 ? [`    loss_weights=${given(factors)},`] : []),
      ')',
      ...(outputs.length > 1 ? [`targets = ${given(targets)}`] : []),
      `model.fit(x, ${outputs.length > 1 ? 'targets' : given(targets)}, batch_size=${training.batchSize}, epochs=${training.epochs})`,
    ];
  }

  #regularise({ of, factor }: Added): void {
    const kernels = this.#kernelsOf(of);
    const regularizer = 'layers' in of ? regularizerOf(of.layers.kind, factor) : regularizerOf(of.term.loss, factor);
    this.#draft.setup('regulariser', `for w in ${kernels}:`, `    w.regularizer = keras.regularizers.${regularizer}`);
  }

  #callable(term: Term): string {
    const call = this.#valueOf(term, 'y', 'z');
    return /^(\w+)\(y, z\)$/.exec(call)?.[1] ?? `lambda y, z: ${call}`;
  }

  train(): string[] {
    const { experiment } = this.#desk;
    this.#draft.import('import tensorflow as tf');
    this.#courses();
    this.#draft.setup('variables', 'variables = model.trainable_variables');
    if (experiment.schedule.kind !== 'joint') return this.#separate();
    this.#draft.note(
      isPlain(this.#desk)
        ? 'A loop, for what compile() cannot say. In fit() it is the body of a train_step; @tf.function makes it fast.'
        : 'A loop: loss_weights are fixed at compile(), so weights that change need a train_step, of which this is the body. @tf.function makes it fast.',
    );
    return this.#joint();
  }

  #joint(): string[] {
    const { strategy, training, optimizer } = this.#desk.experiment;
    this.#draft.setup('optimizer', `optimizer = ${kerasOptimizer(optimizer, literal(training.learningRate))}`);
    const asked = this.#asked();
    if (!isPlain(this.#desk) && isOnGradients(strategy)) return this.#loop(this.#fromGradients(asked));
    const total = isTotal(strategy) ? rowOf(kerasTotals, strategy, asked) : undefined;
    return this.#loop(total ? this.#total(total) : this.#sum());
  }

  #asked(): Asked {
    return askedOf(this.#desk, this.#draft, (term) => this.#scaled(term));
  }

  #sum(): string[] {
    const a = linkedWeight(this.#desk);
    const [first, second] = this.#desk.weighed;
    if (a !== undefined) this.#draft.setup('a', `a = ${literal(a)}`);
    const total =
      a !== undefined && first && second
        ? `a * ${first.name} + (1 - a) * ${second.name}`
        : this.#desk.weighed.map((term) => this.#scaled(term)).join(' + ');
    return [
      ...this.#taped([...this.#forward(), `loss = ${[total, ...this.#penalties()].join(' + ')}`]),
      ...this.#apply('optimizer', 'tape.gradient(loss, variables)'),
      ...this.#shrink('optimizer'),
    ];
  }

  #total({ own, lines, after = [], readsVector, looksAgain }: Total): string[] {
    if (own) this.#declare(own);
    this.#draft.import('from keras import ops');
    const { weighed, added } = this.#desk;
    const stacked = `ops.stack([${this.#asked().terms.join(', ')}])`;
    const penalties = this.#penalties();
    const look = [...this.#outputs(weighed), ...this.#values(weighed), `return ${stacked}`];
    const forward = looksAgain
      ? ['losses = losses_of()', ...this.#outputs(added), ...this.#penaltyValues()]
      : [...this.#forward(), ...(readsVector ? [`losses = ${stacked}`] : [])];
    return [
      ...(looksAgain ? ['def losses_of():', ...indented(look), ''] : []),
      ...this.#taped([
        ...forward,
        ...lines,
        ...(penalties.length > 0 ? [`loss = loss + ${penalties.join(' + ')}`] : []),
      ]),
      ...(own
        ? [
            `*gradients, slope = tape.gradient(loss, [*variables, ${own.name}])`,
            'optimizer.apply(gradients, variables)',
            `weight_optimizer.apply([${own.ascends ? '-' : ''}slope], [${own.name}])${own.ascends ? '  # ascent' : ''}`,
          ]
        : this.#apply('optimizer', 'tape.gradient(loss, variables)')),
      ...this.#shrink('optimizer'),
      ...after,
    ];
  }

  #fromGradients(asked: Asked): string[] {
    const { strategy } = this.#desk.experiment;
    this.#draft.import('from keras import ops', 'import numpy as np');
    this.#draft.note('Keras has no library for this: the gradients of each loss are taken and combined here.');
    const { lines } = rowOf(kerasGradients, strategy, asked) ?? { lines: [] };
    const hasWeights = lines.some((line) => line.startsWith('weights'));
    const penalties = this.#penalties();
    if (hasWeights)
      this.#draft.function('gramian', [
        'def gramian(rows, shared):  # inner products of the gradients [m, m]',
        '    def dot(a, b):',
        '        pairs = [(a[i], b[i]) for i in shared if a[i] is not None and b[i] is not None]',
        '        return sum(float(ops.sum(p * q)) for p, q in pairs)',
        '',
        '    return np.array([[dot(a, b) for b in rows] for a in rows])',
      ]);
    return [
      ...this.#taped(
        [
          ...this.#forward(),
          `losses = [${asked.terms.join(', ')}]`,
          ...(penalties.length > 0 ? [`penalty = ${penalties.join(' + ')}`] : []),
        ],
        true,
      ),
      'rows = [tape.gradient(loss, variables) for loss in losses]',
      'columns = [[g for g in column if g is not None] for column in zip(*rows)]',
      this.#desk.sharing === 'none'
        ? 'shared = [i for i, column in enumerate(columns) if column]  # nothing is shared'
        : 'shared = [i for i, column in enumerate(columns) if len(column) > 1]',
      ...(hasWeights ? ['G = gramian(rows, shared)'] : []),
      ...lines,
      'gradients = [sum(column) if column else None for column in columns]  # heads: their own',
      ...(hasWeights
        ? [
            'for i in shared:',
            '    gradients[i] = sum(float(c) * row[i] for c, row in zip(weights, rows) if row[i] is not None)',
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
      ...this.#shrink('optimizer'),
    ];
  }

  #separate(): string[] {
    const { weighed, experiment } = this.#desk;
    const { optimizer, training, schedule } = experiment;
    for (const { loss } of weighed) {
      const made = kerasOptimizer(optimizer, literal(training.learningRate * loss.rate));
      this.#draft.setup(`optimizer ${loss.id}`, `optimizer_${snake(loss.id)} = ${made}`);
    }
    return this.#loop(schedule.kind === 'alternating' ? this.#inTurn() : this.#together());
  }

  #together(): string[] {
    const { weighed } = this.#desk;
    const optimizers = weighed.map(({ loss }) => `optimizer_${snake(loss.id)}`);
    return [
      ...this.#taped(
        [...this.#forward(), `losses = [${weighed.map((term) => this.#withPart(term)).join(', ')}]`],
        true,
      ),
      '# every gradient is taken at the same parameters …',
      'gradients = [tape.gradient(loss, variables) for loss in losses]',
      '# … and only then the optimizers step',
      `for optimizer, gradient in zip([${optimizers.join(', ')}], gradients):`,
      '    optimizer.apply(gradient, variables)',
      ...this.#shrink(optimizers[0] ?? ''),
    ];
  }

  #inTurn(): string[] {
    const { weighed, added } = this.#desk;
    return weighed.flatMap((term, i) => {
      const optimizer = `optimizer_${snake(term.loss.id)}`;
      const part = this.#withPart(term);
      const isPlainTerm = part === term.name;
      const turn = [
        ...this.#taped([
          ...this.#outputs([term, ...added]),
          ...this.#values([term]),
          ...this.#penaltyValues(),
          ...(isPlainTerm ? [] : [`loss = ${part}`]),
        ]),
        ...this.#apply(optimizer, `tape.gradient(${isPlainTerm ? part : 'loss'}, variables)`),
        ...this.#shrink(optimizer, weighed.length),
      ];
      return [
        ...(i === 0 ? [] : ['', '# forward anew: this loss sees what the step before has moved']),
        ...(term.loss.turns > 1 ? [`for _ in range(${term.loss.turns}):`, ...indented(turn)] : turn),
      ];
    });
  }

  #apply(optimizer: string, gradient: string): string[] {
    return [`${optimizer}.apply(${gradient}, variables)`];
  }

  #taped(lines: readonly string[], isPersistent = false): string[] {
    return [`with tf.GradientTape(${isPersistent ? 'persistent=True' : ''}) as tape:`, ...indented(lines)];
  }

  #withPart(term: Term): string {
    const penalties = this.#penalties();
    const { length } = this.#desk.weighed;
    if (penalties.length === 0) return this.#scaled(term);
    const part = length === 1 ? penalties.join(' + ') : `(${penalties.join(' + ')}) / ${length}`;
    return `${this.#scaled(term)} + ${part}`;
  }

  #loop(body: readonly string[]): string[] {
    const { targets, experiment } = this.#desk;
    const { batchSize, epochs } = experiment.training;
    const data = ['x', ...targets.map(({ y }) => y)].join(', ');
    const head = this.#usesStep ? `for step, (${data}) in enumerate(batches):` : `for ${data} in batches:`;
    return [`${head}  # ${batchSize} images each, ${epochs} epochs`, ...indented([...this.#rates(), ...body])];
  }

  #rates(): string[] {
    if (!this.#desk.hasRateCourse) return [];
    const { weighed, experiment } = this.#desk;
    const set = (optimizer: string, factor: string) =>
      `${optimizer}.learning_rate = ${times(factor, 'learning_rate(step)')}`;
    if (experiment.schedule.kind === 'joint') return [set('optimizer', '1')];
    return weighed.map(({ loss }) => set(`optimizer_${snake(loss.id)}`, literal(loss.rate)));
  }

  #courses(): void {
    const { learningRate, learningRateCourse } = this.#desk.experiment.training;
    const add = (name: string, lines: readonly string[]) => {
      if (lines.some((line) => line.includes('math.'))) this.#draft.import('import math');
      this.#draft.function(name, lines);
    };
    if (!isConstant(learningRateCourse))
      add('learning_rate', pythonCourse('learning_rate', learningRateCourse, learningRate));
    for (const term of [...this.#desk.weighed, ...this.#desk.added]) {
      const name = faderCourse(term);
      if (name) add(name, pythonCourse(name, term.loss.course, term.loss.fader));
    }
  }

  #fader(term: Term): string {
    const course = faderCourse(term);
    return course ? `${course}(step)` : literal(term.loss.fader);
  }

  #scaled(term: Term): string {
    return times(this.#fader(term), term.name);
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
    return [`${this.#desk.outputs.map(({ z }) => (read.has(z) ? z : '_')).join(', ')} = model(x, training=True)`];
  }

  #values(terms: readonly Term[]): string[] {
    return terms.map((term) => `${term.name} = ${this.#valueOf(term)}`);
  }

  #valueOf(term: Term, y?: string, z?: string): string {
    const kernels = term.scope ? this.#kernels(term.scope) : '';
    const isInside = y !== undefined && z !== undefined;
    // A loss of compile() is given numbers [B] as [B, 1].
    const place = placeOf(term, this.#draft, kernels, { column: isInside ? '' : '[:, None]' });
    if (!isInside) return expressionOf(kerasLosses, term.loss, place);
    // Class weights are called after their target, whatever a function calls it.
    const call = expressionOf(kerasLosses, term.loss, place);
    return call.replaceAll(new RegExp(`\\b${place.y}\\b`, 'g'), y).replaceAll(new RegExp(`\\b${place.z}\\b`, 'g'), z);
  }

  #penaltyValues(): string[] {
    return this.#added.flatMap(({ name, of, shrinks, isAllShrunk }) => {
      if (isAllShrunk) {
        this.#kernelsOf(of);
        return [];
      }
      this.#draft.import('from keras import ops');
      if ('layers' in of) return [`${name} = ${sumOver(of.layers.kind, this.#kernels(of.layers.scope))}`];
      const { loss } = of.term;
      if (shrinks !== undefined && loss.kind === 'elastic-net')
        return [`${name} = ${literal((1 - loss.ratio) / 2)} * ${sumOver('l2', this.#kernelsOf(of))}`];
      return [`${name} = ${this.#valueOf(of.term)}`];
    });
  }

  #kernelsOf(of: Added['of']): string {
    const scope = 'layers' in of ? of.layers.scope : of.term.scope;
    return scope ? this.#kernels(scope) : '';
  }

  #penalties(): string[] {
    return this.#added.filter(({ isAllShrunk }) => !isAllShrunk).map(({ factor, name }) => times(factor, name));
  }

  #shrink(optimizer: string, parts = 1): string[] {
    const steps = this.#added.filter(({ shrinks }) => shrinks !== undefined);
    if (steps.length === 0) return [];
    this.#draft.import('from keras import ops');
    return [
      '# the proximal step of L1: exact zeros',
      `rate = float(${optimizer}.learning_rate)${parts > 1 ? ` / ${parts}` : ''}`,
      ...steps.flatMap(({ factor, of, shrinks = 1 }) => [
        `for w in ${this.#kernelsOf(of)}:`,
        `    w.assign(ops.sign(w) * ops.relu(ops.abs(w) - rate${by(factor)}${shrinks === 1 ? '' : by(literal(shrinks))}))`,
      ]),
    ];
  }

  #kernels({ name, layers }: Scope): string {
    const places = layers?.map((layer) => `"${layer}"`);
    const of = places === undefined ? 'model' : `model.get_layer(${places.length === 1 ? places[0] : 'name'})`;
    this.#draft.setup(
      name,
      `${name} = [  # no biases`,
      ...(places && places.length > 1
        ? [`    w for name in [${places.join(', ')}]`, `    for w in ${of}.trainable_variables if len(w.shape) > 1`]
        : [`    w for w in ${of}.trainable_variables if len(w.shape) > 1`]),
      ']',
    );
    return name;
  }

  #declare({ name, initial, optimizer, learningRate }: Own): void {
    const value = typeof initial === 'number' ? literal(initial) : floats(initial);
    this.#draft.setup(
      'own',
      `${name} = keras.Variable(${value}, dtype="float32")`,
      `weight_optimizer = keras.optimizers.${optimizer === 'sgd' ? 'SGD' : 'Adam'}(${literal(learningRate)})`,
    );
  }
}

/** " * 0.5", or nothing. */
function by(factor: string): string {
  return factor === '1' ? '' : ` * ${factor}`;
}

function sumOver(kind: 'l1' | 'l2', kernels: string): string {
  return `sum(ops.sum(ops.${kind === 'l1' ? 'abs' : 'square'}(w)) for w in ${kernels})`;
}

/** "L2(0.0001)" */
function regularizerOf(penalty: 'l1' | 'l2' | Term['loss'], factor: string): string {
  if (typeof penalty === 'string') return `${penalty.toUpperCase()}(${factor})`;
  if (penalty.kind !== 'elastic-net') return `${penalty.kind.toUpperCase()}(${factor})`;
  const l1 = literal(penalty.fader * penalty.ratio);
  return `L1L2(l1=${l1}, l2=${literal((penalty.fader * (1 - penalty.ratio)) / 2)})`;
}
