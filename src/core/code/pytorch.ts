/** A desk in PyTorch: one optimizer on the total, one a loss on one batch, or one a loss in turn; TorchJD for gradients. */
import { isConstant } from '../courses.ts';
import { askedOf } from './asked.ts';
import { pythonCourse } from './courses.ts';
import { type Desk, isPlain, type Scope, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { expressionOf, placeOf } from './losses/place.ts';
import { pytorchLosses } from './losses/pytorch.ts';
import { type Asked, isOnGradients, isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { hasTrunk, pytorchGradients } from './mixing/pytorchGradients.ts';
import { pytorchTotals } from './mixing/pytorchTotals.ts';
import { floats, literal, snake, times } from './names.ts';
import { notesOf } from './notes.ts';
import { pytorchOptimizer } from './optimizers.ts';
import { type Added, addedOf, faderCourse, linkedWeight } from './terms.ts';

export function pytorch(desk: Desk): Program {
  const { experiment } = desk;
  const draft = new Draft();
  draft.import('import torch');
  draft.note(...notesOf(desk, 'pytorch'));
  const writer = new Writer(desk, draft);
  const training = experiment.schedule.kind === 'joint' ? writer.joint() : writer.separate();
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
    this.#courses();
  }

  /** What is taken for granted. */
  head(): string[] {
    const { outputs } = this.#desk;
    const names = outputs.map(({ z }) => z).join(', ');
    const network = this.#asksFeatures
      ? `model.trunk(x) is what the losses share; model.heads() gives ${names}`
      : `model(x) gives ${names}`;
    return [`# ${network}; batches give x and the targets.`];
  }

  joint(): string[] {
    const { experiment } = this.#desk;
    const { strategy, training, optimizer } = experiment;
    const made = pytorchOptimizer(optimizer, literal(training.learningRate), 'model.parameters()');
    this.#draft.setup('optimizer', `optimizer = ${made}`);
    const asked = askedOf(this.#desk, this.#draft, (term) => this.#scaled(term));
    if (!isPlain(this.#desk) && isOnGradients(strategy)) return this.#loop(this.#fromGradients(asked));
    const total = isTotal(strategy) ? rowOf(pytorchTotals, strategy, asked) : undefined;
    return this.#loop(total ? this.#total(total) : this.#sum());
  }

  #sum(): string[] {
    const a = linkedWeight(this.#desk);
    const [first, second] = this.#desk.weighed;
    if (a !== undefined && first && second) {
      this.#draft.setup('a', `a = ${literal(a)}`);
      return this.#stepOn(`a * ${first.name} + (1 - a) * ${second.name}`);
    }
    return this.#stepOn(this.#desk.weighed.map((term) => this.#scaled(term)).join(' + ') || '0');
  }

  /** Forward, backward, step on an expression. */
  #stepOn(total: string): string[] {
    return [...this.#forward(), `loss = ${[total, ...this.#penalties()].join(' + ')}`, ...this.#descend()];
  }

  #total({ own, lines, after = [], readsVector, looksAgain }: Total): string[] {
    if (own) this.#declare(own);
    const stacked = `torch.stack([${askedOf(this.#desk, this.#draft, (term) => this.#scaled(term)).terms.join(', ')}])`;
    const look = [...this.#outputs(this.#desk.weighed), ...this.#values(this.#desk.weighed), `return ${stacked}`];
    const isShort = this.#desk.added.every(({ output }) => !output);
    const penalties = this.#penalties();
    return [
      ...(looksAgain
        ? ['def losses_of():', ...indented(look), '', 'losses = losses_of()']
        : [...this.#forward(), ...(readsVector ? [`losses = ${stacked}`] : [])]),
      ...(looksAgain && !isShort ? this.#outputs(this.#desk.added) : []),
      ...(looksAgain ? this.#penaltyValues() : []),
      ...lines,
      ...(penalties.length > 0 ? [`loss = loss + ${penalties.join(' + ')}`] : []),
      'optimizer.zero_grad()',
      ...(own ? ['weight_optimizer.zero_grad()'] : []),
      'loss.backward()',
      'optimizer.step()',
      ...(own ? ['weight_optimizer.step()'] : []),
      ...this.#shrink('optimizer'),
      ...after,
    ];
  }

  #fromGradients(asked: Asked): string[] {
    const { strategy } = this.#desk.experiment;
    const { lines } = rowOf(pytorchGradients(this.#desk), strategy, asked) ?? { lines: [] };
    const penalties = this.#penalties();
    return [
      ...this.#forward(),
      `losses = [${asked.terms.join(', ')}]`,
      'optimizer.zero_grad()',
      ...lines,
      ...(penalties.length > 0 ? [`(${penalties.join(' + ')}).backward()  # added to the gradients`] : []),
      'optimizer.step()',
      ...this.#shrink('optimizer'),
    ];
  }

  separate(): string[] {
    const { weighed, experiment } = this.#desk;
    const { schedule, optimizer, training } = experiment;
    for (const { loss } of weighed) {
      const rate = literal(training.learningRate * loss.rate);
      const made = pytorchOptimizer(optimizer, rate, 'model.parameters()');
      this.#draft.setup(`optimizer ${loss.id}`, `optimizer_${snake(loss.id)} = ${made}`);
    }
    return this.#loop(schedule.kind === 'alternating' ? this.#inTurn() : this.#together());
  }

  #together(): string[] {
    const { weighed } = this.#desk;
    this.#draft.setup('parameters', 'parameters = list(model.parameters())');
    const names = weighed.map(({ loss }) => `optimizer_${snake(loss.id)}`);
    return [
      ...this.#forward(),
      '# every gradient is taken at the same parameters …',
      'gradients = [',
      '    torch.autograd.grad(loss, parameters, retain_graph=True, allow_unused=True)',
      `    for loss in [${weighed.map((term) => this.#withPart(term)).join(', ')}]`,
      ']',
      '# … and only then the optimizers step',
      `for optimizer, gradient in zip([${names.join(', ')}], gradients):`,
      '    for w, g in zip(parameters, gradient):',
      '        w.grad = g',
      '    optimizer.step()',
      ...this.#shrink(names[0] ?? ''),
    ];
  }

  #inTurn(): string[] {
    const { weighed } = this.#desk;
    return weighed.flatMap((term, i) => {
      const optimizer = `optimizer_${snake(term.loss.id)}`;
      const turn = [
        ...this.#outputs([term, ...this.#desk.added]),
        ...this.#values([term]),
        ...this.#penaltyValues(),
        'model.zero_grad()',
        `${this.#wrapped(this.#withPart(term))}.backward()`,
        `${optimizer}.step()`,
        ...this.#shrink(optimizer, weighed.length),
      ];
      return [
        ...(i === 0 ? [] : ['', '# forward anew: this loss sees what the step before has moved']),
        ...(term.loss.turns > 1 ? [`for _ in range(${term.loss.turns}):`, ...indented(turn)] : turn),
      ];
    });
  }

  #wrapped(total: string): string {
    return /^\w+$/.test(total) ? total : `(${total})`;
  }

  /** A loss with its part of the penalties. */
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

  #descend(): string[] {
    return ['optimizer.zero_grad()', 'loss.backward()', 'optimizer.step()', ...this.#shrink('optimizer')];
  }

  /** The learning rate of this step. */
  #rates(): string[] {
    if (!this.#desk.hasRateCourse) return [];
    const { weighed, experiment } = this.#desk;
    const set = (optimizer: string, factor: string) => [
      `for group in ${optimizer}.param_groups:`,
      `    group["lr"] = ${times(factor, 'learning_rate(step)')}`,
    ];
    if (experiment.schedule.kind === 'joint') return set('optimizer', '1');
    return weighed.flatMap(({ loss }) => set(`optimizer_${snake(loss.id)}`, literal(loss.rate)));
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

  /** The outputs that these terms read; the others are left out. */
  #outputs(terms: readonly Term[]): string[] {
    const read = new Set(terms.flatMap(({ output }) => output?.z ?? []));
    if (read.size === 0) return [];
    const names = this.#desk.outputs.map(({ z }) => (read.has(z) ? z : '_')).join(', ');
    return this.#asksFeatures
      ? ['features = model.trunk(x)', `${names} = model.heads(features)`]
      : [`${names} = model(x)`];
  }

  /** The strategy is given what the losses share and what they do not. */
  get #asksFeatures(): boolean {
    const { schedule, strategy } = this.#desk.experiment;
    return schedule.kind === 'joint' && isOnGradients(strategy) && hasTrunk(this.#desk);
  }

  #values(terms: readonly Term[]): string[] {
    return terms.map((term) => `${term.name} = ${this.#value(term)}`);
  }

  #value(term: Term): string {
    const kernels = term.scope ? this.#kernels(term.scope) : '';
    return expressionOf(pytorchLosses, term.loss, placeOf(term, this.#draft, kernels, { column: '[:, None]' }));
  }

  #penaltyValues(): string[] {
    return this.#added.flatMap(({ name, of, shrinks, isAllShrunk }) => {
      if (isAllShrunk) {
        this.#kernelsOf(of);
        return [];
      }
      if ('layers' in of) return [`${name} = ${this.#sumOver(of.layers.kind, this.#kernels(of.layers.scope))}`];
      const { loss } = of.term;
      if (shrinks !== undefined && loss.kind === 'elastic-net')
        return [`${name} = ${literal((1 - loss.ratio) / 2)} * ${this.#sumOver('l2', this.#kernelsOf(of))}`];
      return [`${name} = ${this.#value(of.term)}`];
    });
  }

  #kernelsOf(of: Added['of']): string {
    const scope = 'layers' in of ? of.layers.scope : of.term.scope;
    return scope ? this.#kernels(scope) : '';
  }

  #sumOver(kind: 'l1' | 'l2', kernels: string): string {
    return `sum(w.${kind === 'l1' ? 'abs' : 'square'}().sum() for w in ${kernels})`;
  }

  /** "0.0001 * penalty_l2" … those that are in the loss. */
  #penalties(): string[] {
    return this.#added.filter(({ isAllShrunk }) => !isAllShrunk).map(({ factor, name }) => times(factor, name));
  }

  /** The proximal step of L1. */
  #shrink(optimizer: string, parts = 1): string[] {
    const steps = this.#added.filter(({ shrinks }) => shrinks !== undefined);
    if (steps.length === 0) return [];
    this.#draft.import('import torch.nn.functional as F');
    return [
      'with torch.no_grad():  # the proximal step of L1: exact zeros',
      `    rate = ${optimizer}.param_groups[0]["lr"]${parts > 1 ? ` / ${parts}` : ''}`,
      ...steps.flatMap(({ factor, of, shrinks = 1 }) => [
        `    for w in ${this.#kernelsOf(of)}:`,
        `        w.copy_(F.softshrink(w, rate${by(factor)}${shrinks === 1 ? '' : by(literal(shrinks))}))`,
      ]),
    ];
  }

  #kernels({ name, layers }: Scope): string {
    const modules = layers?.map((layer) => `model.${snake(layer)}`);
    const isMany = modules !== undefined && modules.length > 1;
    const of = modules === undefined ? 'model' : isMany ? 'layer' : modules[0];
    const lines = isMany
      ? [`    w for layer in [${modules.join(', ')}]`, `    for w in ${of}.parameters() if w.ndim > 1`]
      : [`    w for w in ${of}.parameters() if w.ndim > 1`];
    this.#draft.setup(name, `${name} = [  # no biases`, ...lines, ']');
    return name;
  }

  #declare({ name, initial, optimizer, learningRate, ascends }: Own): void {
    const value = typeof initial === 'number' ? floats([initial]).slice(1, -1) : floats(initial);
    const made = optimizer === 'sgd' ? 'SGD' : 'Adam';
    const epsilon = optimizer === 'sgd' ? '' : ', eps=1e-7';
    this.#draft.setup(
      'own',
      `${name} = torch.nn.Parameter(torch.tensor(${value}))`,
      `weight_optimizer = torch.optim.${made}([${name}], lr=${literal(learningRate)}${epsilon}${ascends ? ', maximize=True' : ''})`,
    );
  }
}

/** " * 0.5", or nothing. */
function by(factor: string): string {
  return factor === '1' ? '' : ` * ${factor}`;
}
