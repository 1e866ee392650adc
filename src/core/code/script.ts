/**
 * The parts of a program that every language has: what each term is called and what it is, its factor, its part of the
 * penalties. How these are put down is the language's; in which order, the writer's of each framework.
 */
import type { Course } from '../courses.ts';
import { isConstant } from '../courses.ts';
import { lossKind } from '../losses/index.ts';
import { askedOf } from './asked.ts';
import type { Desk, Scope, Term } from './desk.ts';
import type { Draft } from './draft.ts';
import { expressionOf, type LossTable, placeOf } from './losses/place.ts';
import type { Asked } from './mixing/mixing.ts';
import { literal } from './names.ts';
import { type Added, addedOf, faderCourse, linkedWeight } from './terms.ts';

export interface Language {
  readonly losses: LossTable;
  /** A name as the language writes it. */
  readonly name: (snake: string) => string;
  /** What makes [B, 1] of numbers [B]. */
  readonly column: string;
  readonly assign: (name: string, value: string) => string;
  readonly times: (x: string, factor: string) => string;
  /** 1 − a as a factor. */
  readonly rest: string;
  readonly sum: (terms: readonly string[]) => string;
  readonly divided: (x: string, by: number) => string;
  /** Lines of a function of the step. */
  readonly course: (name: string, course: Course, set: number) => readonly string[];
  /** The forward pass: a name for each output that is read, nothing for the others. */
  readonly outputs: (names: readonly (string | undefined)[]) => readonly string[];
  /** Lines that give the kernels of these layers, of all of them where none is told, that name. */
  readonly kernels: (name: string, layers: readonly string[] | undefined) => readonly string[];
  /** Σ|θ| or Σθ² over a list of kernels. */
  readonly sumOver: (kind: 'l1' | 'l2', kernels: string, draft: Draft) => string;
}

/** One step of the proximal L1: kernels, and the factors of the learning rate. */
export interface Shrinking {
  readonly kernels: string;
  readonly factors: readonly string[];
}

export class Script {
  readonly desk: Desk;
  readonly draft: Draft;
  /** The program counts its steps. */
  readonly usesStep: boolean;
  readonly #language: Language;
  readonly #added: readonly Added[];

  constructor(desk: Desk, draft: Draft, language: Language) {
    this.desk = desk;
    this.draft = draft;
    this.#language = language;
    this.#added = addedOf(desk, (term) => this.fader(term));
    const terms = [...desk.weighed, ...desk.added];
    this.usesStep = desk.hasRateCourse || terms.some((term) => faderCourse(term) !== undefined);
  }

  /** Declares the courses of the learning rate and of the faders as functions of the step. */
  declareCourses(): void {
    const { name: write, course } = this.#language;
    const { learningRate, learningRateCourse } = this.desk.experiment.training;
    const declare = (name: string, one: Course, set: number) => {
      const lines = course(write(name), one, set);
      if (lines.some((line) => line.includes('math.'))) this.draft.import('import math');
      this.draft.function(name, lines);
    };
    if (!isConstant(learningRateCourse)) declare('learning_rate', learningRateCourse, learningRate);
    for (const term of [...this.desk.weighed, ...this.desk.added]) {
      const name = faderCourse(term);
      if (name) declare(name, term.loss.course, term.loss.fader);
    }
  }

  /** The fader as it acts: a number, or a call of its course. */
  fader(term: Term): string {
    const course = faderCourse(term);
    return course ? `${this.#language.name(course)}(step)` : literal(term.loss.fader);
  }

  /** "the logits z_colour, z_size", for the comment above the program. */
  get outputsText(): string {
    const { weighed, outputs } = this.desk;
    const names = outputs.map(({ z }) => this.#language.name(z)).join(', ');
    const isLogits = weighed.every(({ loss }) => {
      const row = lossKind(loss.kind);
      return row.reads === 'weights' || row.takes === 'logits';
    });
    return `${isLogits ? 'the logits ' : ''}${names}`;
  }

  name(term: Pick<Term, 'name'>): string {
    return this.#language.name(term.name);
  }

  /** A loss times its fader. */
  scaled(term: Term): string {
    return this.#language.times(this.name(term), this.fader(term));
  }

  /** The terms of a plain sum with their factors: a and 1 − a where two faders add up to one. */
  summands(): string[] {
    const { weighed } = this.desk;
    const a = linkedWeight(this.desk);
    if (a === undefined) return weighed.map((term) => this.scaled(term));
    const { assign, times, rest } = this.#language;
    this.draft.setup('a', assign('a', literal(a)));
    return weighed.map((term, i) => times(this.name(term), i === 0 ? 'a' : rest));
  }

  asked(): Asked {
    return askedOf(
      this.desk,
      this.draft,
      (term) => this.scaled(term),
      (term) => this.name(term),
    );
  }

  /** Outputs, losses and penalties, each with its name. */
  forward(): string[] {
    const { weighed, added } = this.desk;
    return [...this.outputs([...weighed, ...added]), ...this.values(weighed), ...this.penaltyValues()];
  }

  /** The forward pass for what these terms read. */
  outputs(terms: readonly Term[]): readonly string[] {
    const read = new Set(terms.flatMap(({ output }) => output?.z ?? []));
    if (read.size === 0) return [];
    const { name, outputs } = this.#language;
    return outputs(this.desk.outputs.map(({ z }) => (read.has(z) ? name(z) : undefined)));
  }

  values(terms: readonly Term[]): string[] {
    return terms.map((term) => this.#language.assign(this.name(term), this.value(term)));
  }

  value(term: Term): string {
    const { losses, name, column } = this.#language;
    const kernels = term.scope ? this.kernels(term.scope) : '';
    return expressionOf(losses, term.loss, placeOf(term, this.draft, kernels, { name, column }));
  }

  /** What is in the loss of the penalties that are added, without their factors. */
  penaltyValues(): string[] {
    const { assign, times, sumOver } = this.#language;
    return this.#added.flatMap((added) => {
      const { of, shrinks, isAllShrunk } = added;
      const name = this.#language.name(added.name);
      const kernels = this.kernelsOf(added);
      if (isAllShrunk) return [];
      if ('layers' in of) return [assign(name, sumOver(of.layers.kind, kernels, this.draft))];
      const { loss } = of.term;
      if (shrinks === undefined || loss.kind !== 'elastic-net') return [assign(name, this.value(of.term))];
      return [assign(name, times(sumOver('l2', kernels, this.draft), literal((1 - loss.ratio) / 2)))];
    });
  }

  /** The penalties with their factors, as far as they are in the loss. */
  penalties(): string[] {
    const { times, name } = this.#language;
    return this.#added
      .filter(({ isAllShrunk }) => !isAllShrunk)
      .map(({ factor, name: own }) => times(name(own), factor));
  }

  /** A loss with its part of the penalties. */
  withPart(term: Term): string {
    const penalties = this.penalties();
    const { sum, divided } = this.#language;
    if (penalties.length === 0) return this.scaled(term);
    return sum([this.scaled(term), divided(sum(penalties), this.desk.weighed.length)]);
  }

  /** What the proximal step of L1 takes from which kernels. */
  shrinkings(): Shrinking[] {
    return this.#added.flatMap((added) =>
      added.shrinks === undefined
        ? []
        : [
            {
              kernels: this.kernelsOf(added),
              factors: [added.factor, literal(added.shrinks)].filter((factor) => factor !== '1'),
            },
          ],
    );
  }

  /** The penalties one by one, for a framework that takes them so. */
  get added(): readonly Added[] {
    return this.#added;
  }

  kernelsOf({ of }: Pick<Added, 'of'>): string {
    const scope = 'layers' in of ? of.layers.scope : of.term.scope;
    return scope ? this.kernels(scope) : '';
  }

  /** The name of the list of kernels of a scope, which is declared. */
  kernels({ name, layers }: Scope): string {
    const written = this.#language.name(name);
    this.draft.setup(name, ...this.#language.kernels(written, layers));
    return written;
  }
}
