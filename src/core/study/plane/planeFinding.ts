/** What came out of the walks on a plane, in sentences: only what was computed. */
import { strategies } from '../../strategies/index.ts';
import { counted, grouped, listText, numberText } from '../../words.ts';
import { type Ending, endingOf } from './ending.ts';
import { planeOf } from './index.ts';
import type { Outing } from './outing.ts';
import type { PlaneSetting } from './setting.ts';

/** One to three sentences on who arrives, who does not, and what that depends on. */
export function planeFinding(outings: readonly Outing[], setting: PlaneSetting): string {
  if (outings.length === 0) return '';
  const ends = outings.map((outing) => ({ ...outing, ending: endingOf(outing.path, setting) }));
  const of = (kind: Ending['kind']) => ends.filter(({ ending }) => ending.kind === kind);
  const steps = counted(setting.steps, 'step');
  const arrived = of('arrived');
  const sentences: string[] = [];
  if (arrived.length > 0) sentences.push(`${named(arrived)} ${verb(arrived, 'arrive')} on the Pareto set.`);
  for (const one of of('at-rest')) {
    sentences.push(`${named([one])} stands still off the set, at ${pointText(one.ending.x)}${fasterText(one)}.`);
  }
  for (const one of of('under-way')) {
    sentences.push(
      `${named([one])} is still under way after ${steps}, at ${pointText(one.ending.x)}${fasterText(one)}.`,
    );
  }
  for (const one of of('ran-away')) {
    const at = grouped(one.path.divergedAt ?? 0);
    sentences.push(`${named([one])} runs away at step ${at}: the rate is too large for it.`);
  }
  return [...rateText(setting), ...sentences, ...beyondText(arrived)].join(' ');
}

/** Whether the finding depends on the rate: somebody has not arrived and did not run away. */
export function isSlow(endings: readonly Pick<Ending, 'kind'>[]): boolean {
  return endings.some(({ kind }) => kind === 'at-rest' || kind === 'under-way');
}

/** How many times the usual rate of its problem is set. */
export function rateFactor({ problem, learningRate }: Pick<PlaneSetting, 'problem' | 'learningRate'>): number {
  return Number((learningRate / planeOf(problem).usual.learningRate).toPrecision(6));
}

/** In front of what came out at another rate than the usual one. */
export function rateText(setting: PlaneSetting): string[] {
  const factor = rateFactor(setting);
  if (factor === 1) return [];
  const usual = numberText(planeOf(setting.problem).usual.learningRate);
  return [
    factor === 10
      ? `At ten times the usual rate of ${usual}:`
      : `At a rate of ${numberText(setting.learningRate)}, where ${usual} is usual:`,
  ];
}

type Ended = Outing & { readonly ending: Ending };

/** Who stops where no weights have an optimum. */
function beyondText(arrived: readonly Ended[]): string[] {
  const inside = arrived.filter(({ ending }) => ending.isBeyondWeights);
  const others = inside.filter(({ strategy }) => strategy !== 'sum');
  const sum = inside.find(({ strategy }) => strategy === 'sum');
  const texts: string[] = [];
  if (others.length > 0) texts.push(`${named(others)} ${verb(others, 'stop')} where no weights have an optimum.`);
  if (sum)
    texts.push(
      'There the weighted sum is at a point where its total is level but not least: the least push drives it out.',
    );
  return texts;
}

function fasterText({ arrivesFaster }: Ended): string {
  if (arrivesFaster === undefined) return '';
  return arrivesFaster
    ? '; at a ten times larger rate it arrives'
    : '; at a ten times larger rate it does not arrive either';
}

export function named(ends: readonly Pick<Outing, 'strategy'>[]): string {
  return listText(ends.map(({ strategy }) => strategies[strategy].label));
}

export function verb(ends: readonly unknown[], plural: string): string {
  return ends.length === 1 ? `${plural}s` : plural;
}

/** "(−5.02, 2.62)". */
export function pointText([x, y]: readonly [number, number]): string {
  const text = (value: number) =>
    value
      .toFixed(2)
      .replace(/^-(0\.00)$/, '$1')
      .replace('-', '−');
  return `(${text(x)}, ${text(y)})`;
}
