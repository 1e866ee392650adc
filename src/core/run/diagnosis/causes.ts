/**
 * Why a run ended as it did, cause by cause. Each says in one sentence what was seen and what to try, with the edit that
 * tries it, or nothing where it is not the cause.
 */
import { targetOf } from '../../datasets/describe.ts';
import { trainingFields } from '../../experiment.ts';
import { metaOf } from '../../fields.ts';
import { graphOf } from '../../graphOf.ts';
import { type Loss, lossKind } from '../../losses/index.ts';
import { lossName } from '../../losses/names.ts';
import { isHeard, isPenalty, isWeighed } from '../../losses/roles.ts';
import { optimizerKinds } from '../../optimizers.ts';
import type { Fix } from '../../problem.ts';
import { strategies } from '../../strategies/index.ts';
import type { Cure, Strategy } from '../../strategies/strategy.ts';
import { capitalised, counted, grouped, listText, numberText } from '../../words.ts';
import { columnName } from '../columns.ts';
import { last } from '../metrics.ts';
import { type Ended, stepsPerEpoch } from './ended.ts';
import { isUnmoved, levelOf, lowest, type Point, seriesOf } from './series.ts';

export interface Finding {
  readonly kind: 'unbounded' | 'rate-too-high' | 'saturated' | 'overfitting' | 'not-learning';
  readonly text: string;
  readonly fix?: Fix;
}

/** How much a loss must have risen to have left where it began, and a weight to be out of all proportion. */
const risen = 10;
const runaway = 1000;

/** The losses that train the network and read a target. */
export function dataLosses({ experiment }: Ended): readonly Loss[] {
  return experiment.losses.filter((loss) => isHeard(loss) && !isPenalty(loss));
}

function isDiverged({ failure }: Ended): boolean {
  return failure?.code === 'diverged';
}

/** The objective itself has no least value: no rate, however small, keeps it from running away. */
export function unbounded(ended: Ended): Finding | undefined {
  const { experiment, train } = ended;
  const { strategy } = experiment;
  const row: Strategy = strategies[strategy.kind];
  const weighed = experiment.losses.filter((loss) => isWeighed(loss, strategy));
  if (experiment.schedule.kind !== 'joint' || weighed.length < 2) return undefined;
  const negative = weighed.find(({ kind }) => lossKind(kind).canBeNegative);
  if (row.needsPositive && negative && isDiverged(ended)) {
    return {
      kind: 'unbounded',
      text: `${row.label} has no least value where a loss can be below 0, as ${lossName(experiment, negative.id)} can: a smaller learning rate only delays it.`,
      fix: { kind: 'set', at: ['strategy', 'penalties'], value: 'added', label: 'Run with the penalty added' },
    };
  }
  const ends = weighed.flatMap((loss) => {
    const weights = seriesOf(train, columnName('weight', loss.id));
    const [first, end] = [weights[0]?.value ?? 0, weights.at(-1)?.value ?? 0];
    const values = seriesOf(train, columnName('loss', loss.id));
    const isLost = isDiverged(ended) || (values.at(-1)?.value ?? 0) > risen * (values[0]?.value ?? 0);
    return isLost && (end < 0 || end > runaway * Math.abs(first)) ? [{ id: loss.id, end }] : [];
  });
  // A weight below 0 tells more than the one that makes up for it.
  const away = ends.sort((a, b) => a.end - b.end)[0];
  const cure = away && row.cure?.(strategy, 'unbounded');
  if (!cure) return undefined;
  const weight = last(train, columnName('weight', away.id)) ?? 0;
  const name = lossName(experiment, away.id);
  return {
    kind: 'unbounded',
    text: `The weight of ${name} ran to ${signed(weight)}, because ${cure.why}: a smaller learning rate only delays it. ${cure.remedy}`,
    fix: fixOf(cure),
  };
}

function fixOf({ field, value, label }: Cure): Fix {
  return { kind: 'set', at: ['strategy', field], value, label: `Run with ${label}` };
}

/** Losses shot up, and the run failed or never came back below where it began. */
export function rateTooHigh(ended: Ended): Finding | undefined {
  const { experiment, train } = ended;
  const { learningRate } = experiment.training;
  const { label, usualRate } = optimizerKinds[experiment.optimizer.kind];
  const rises = dataLosses(ended).flatMap(({ id }) => {
    const series = seriesOf(train, columnName('loss', id));
    const first = series[0]?.value ?? 0;
    const top = series.reduce<Point | undefined>(
      (most, point) => (most && most.value >= point.value ? most : point),
      undefined,
    );
    const isBack = !isDiverged(ended) && levelOf(series, 0.8, 1).mean < 0.95 * first;
    return top && first > 0 && !isBack ? [{ id, step: top.step, fold: top.value / first }] : [];
  });
  const most = rises.reduce<(typeof rises)[number] | undefined>((a, b) => (a && a.fold >= b.fold ? a : b), undefined);
  const isRisen = most !== undefined && most.fold >= risen;
  if (!isRisen && !isDiverged(ended)) return undefined;
  const rate = round(
    Math.max(metaOf(trainingFields.shape.learningRate).min ?? 0, Math.min(learningRate / 10, usualRate)),
  );
  const seen = isRisen
    ? `${lossName(experiment, most.id)} rose ${foldText(most.fold)}-fold by step ${grouped(most.step)}${isDiverged(ended) ? '' : ' and never came back'}: the`
    : 'The';
  const loud = loudest(experiment.losses);
  const fader = loud ? `, or lower the fader of ${lossName(experiment, loud.id)}, now ${numberText(loud.fader)}` : '';
  return {
    kind: 'rate-too-high',
    text: `${capitalised(seen)} learning rate of ${numberText(learningRate)} is too high for ${label}. Try ${numberText(rate)}${fader}.`,
    ...(rate < learningRate ? { fix: rateFix(rate) } : {}),
  };
}

/** The loss whose fader alone may be the reason. */
function loudest(losses: readonly Loss[]): Loss | undefined {
  return losses.find((loss) => isHeard(loss) && loss.fader >= 100);
}

function rateFix(rate: number): Fix {
  return {
    kind: 'set',
    at: ['training', 'learningRate'],
    value: rate,
    label: `Run with learning rate ${numberText(rate)}`,
  };
}

/** A gradient is exactly 0 though its loss is not: nothing can move any more. */
export function saturated(ended: Ended): Finding | undefined {
  const { experiment, train } = ended;
  const stuck = dataLosses(ended).flatMap(({ id }) => {
    const norms = seriesOf(train, columnName('norm', id));
    const values = seriesOf(train, columnName('loss', id));
    const end = Math.abs(values.at(-1)?.value ?? 0);
    if (norms.at(-1)?.value !== 0 || end <= 1e-3 * Math.abs(values[0]?.value ?? 0)) return [];
    const from = norms[norms.findLastIndex(({ value }) => value !== 0) + 1]?.step ?? 0;
    return [{ id, from }];
  });
  const [first] = stuck;
  if (!first) return undefined;
  const names = listText(stuck.map(({ id }) => lossName(experiment, id)));
  const seen = `The gradient of ${names} is exactly 0 ${first.from === 0 ? 'from the start' : `since step ${grouped(first.from)}`}`;
  const { usualRate } = optimizerKinds[experiment.optimizer.kind];
  const { learningRate } = experiment.training;
  if (first.from === 0 || learningRate < usualRate / 10) {
    return {
      kind: 'saturated',
      text: `${seen}: the layers before are stuck where their slope is 0. Look at activations and initialisers, which differ from layer to layer.`,
    };
  }
  const rate = round(Math.min(learningRate / 10, usualRate));
  return {
    kind: 'saturated',
    text: `${seen}: a step too large has left its layers where their slope is 0, and nothing brings them back. Try a learning rate of ${numberText(rate)}.`,
    fix: rateFix(rate),
  };
}

/** A validation loss rises while the training loss goes on falling. */
export function overfitting(ended: Ended): Finding | undefined {
  const { experiment, train, validation } = ended;
  const found = dataLosses(ended).flatMap(({ id }) => {
    const seen = seriesOf(validation, columnName('loss', id));
    const trained = seriesOf(train, columnName('loss', id));
    const [best, end] = [lowest(seen), seen.at(-1)];
    if (seen.length < 5 || !best || !end || seen.indexOf(best) > 0.8 * (seen.length - 1)) return [];
    const rise = end.value / best.value;
    const at = best.step / Math.max(1, end.step);
    const isTrained = levelOf(trained, 0.9, 1).mean < 0.95 * levelOf(trained, Math.max(0, at - 0.1), at).mean;
    return rise > 1.1 && isTrained ? [{ id, best, end, rise }] : [];
  });
  const worst = found.sort((a, b) => b.rise - a.rise)[0];
  if (!worst) return undefined;
  const epochs = Math.max(1, Math.ceil(worst.best.step / stepsPerEpoch(experiment)));
  const name = capitalised(lossName(experiment, worst.id));
  const text = `${name} overfits: its validation loss rose from ${numberText(worst.best.value)} at step ${grouped(worst.best.step)} to ${numberText(worst.end.value)}, while its training loss fell on. Stop near there, or use more images or dropout.`;
  const isEarlier = epochs < experiment.training.epochs;
  return { kind: 'overfitting', text, ...(isEarlier ? { fix: epochsFix(epochs) } : {}) };
}

export function epochsFix(epochs: number): Fix {
  return {
    kind: 'set',
    at: ['training', 'epochs'],
    value: epochs,
    label: `Run ${counted(epochs, 'epoch')}`,
  };
}

/** A loss is where it began, or its answers are no better than chance. */
export function notLearning(ended: Ended): Finding | undefined {
  const { experiment } = ended;
  const { strategy, training } = experiment;
  const data = dataLosses(ended);
  const idle = data.filter((loss) => isIdle(ended, loss));
  const [first] = idle;
  if (!first) return undefined;
  const names = listText(idle.map(({ id }) => lossName(experiment, id)));
  const seen = `${capitalised(names)} ${idle.length === 1 ? 'is' : 'are'} not learned: no better than at the start or by chance`;
  // What is wrong by construction was known before the first step.
  const known = graphOf(experiment).problems.find(({ severity, fix }) => severity === 'warning' && fix);
  if (known?.fix) {
    return { kind: 'not-learning', text: `${seen}. ${known.message} ${known.remedy}`, fix: known.fix };
  }
  if (idle.length < data.length) {
    const row: Strategy = strategies[strategy.kind];
    const cure = experiment.schedule.kind === 'joint' ? row.cure?.(strategy, 'given-up') : undefined;
    if (cure) return { kind: 'not-learning', text: `${seen}, because ${cure.why}. ${cure.remedy}`, fix: fixOf(cure) };
    const value = round(first.fader * 3);
    const label = `Run with ${lossName(experiment, first.id)} at fader ${numberText(value)}`;
    const fix: Fix = { kind: 'set', at: ['losses', first.id, 'fader'], value, label };
    return {
      kind: 'not-learning',
      text: `${seen}. A higher fader gives it more of the update.`,
      ...(value <= 1000 && { fix }),
    };
  }
  const { label, usualRate } = optimizerKinds[experiment.optimizer.kind];
  const rate = training.learningRate;
  if (rate >= usualRate / 3 && rate <= usualRate * 3) {
    const epochs = Math.min(1000, 2 * training.epochs);
    const text = `${seen}. Train longer, or give the layers before the heads more filters or units.`;
    return { kind: 'not-learning', text, ...(epochs > training.epochs ? { fix: epochsFix(epochs) } : {}) };
  }
  const size = rate < usualRate ? 'low' : 'high';
  return {
    kind: 'not-learning',
    text: `${seen}. The learning rate of ${numberText(rate)} is ${size} for ${label}: try ${numberText(usualRate)}.`,
    fix: rateFix(usualRate),
  };
}

function isIdle({ experiment, train, validation }: Ended, loss: Loss): boolean {
  const values = seriesOf(train, columnName('loss', loss.id));
  if (isUnmoved(values)) return true;
  const target = 'target' in loss ? targetOf(experiment, loss.target) : undefined;
  if (target?.kind === 'number') return (last(validation, columnName('r2', loss.id)) ?? 1) <= 0.02;
  return false;
}

/** Two digits, so that a person would have chosen it. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}

/** "561", or "10⁹" for what is beyond a million. */
function foldText(fold: number): string {
  if (!Number.isFinite(fold)) return 'infinitely many';
  if (fold < 1e6) return grouped(Math.round(fold));
  return `10${String(Math.round(Math.log10(fold))).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))}`;
}

function signed(value: number): string {
  return numberText(value).replace('-', '−');
}
