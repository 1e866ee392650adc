/**
 * Why a run ended as it did, cause by cause. Each says in one sentence what was seen and what to try, with the edit that
 * tries it, or nothing where it is not the cause.
 */
import { epochOf } from '../../datasets/describe.ts';
import { type Loss, lossKind } from '../../losses/index.ts';
import { lossName } from '../../losses/names.ts';
import { isHeard, isWeighed } from '../../losses/roles.ts';
import { optimizerKinds } from '../../optimizers.ts';
import { strategies } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { capitalised, grouped, listText, numberText } from '../../words.ts';
import { columnName } from '../columns.ts';
import { last } from '../metrics.ts';
import { dataLosses, type Ended, type Finding } from './ended.ts';
import { largestRate, rateText, settingFor, tryText } from './rates.ts';
import { cureFix, epochsFix, rateFix } from './remedies.ts';
import { levelOf, lowest, type Point, seriesOf } from './series.ts';

/** How much a loss must have risen to have left where it began, and a weight to be out of all proportion. */
const risen = 10;
const runaway = 1000;

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
    fix: cureFix(cure),
  };
}

/** Losses shot up, and the run failed or never came back below where it began. */
export function rateTooHigh(ended: Ended): Finding | undefined {
  const { experiment, train } = ended;
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
  const rate = largestRate(ended, isRisen ? most.step : undefined);
  const setting = settingFor(rate, Math.min(rate.value / 10, usualRate));
  const seen = isRisen
    ? `${lossName(experiment, most.id)} rose ${foldText(most.fold)}-fold by step ${grouped(most.step)}${isDiverged(ended) ? '' : ' and never came back'}: the`
    : 'The';
  const loud = loudest(experiment.losses);
  const fader = loud ? `, or lower the fader of ${lossName(experiment, loud.id)}, now ${numberText(loud.fader)}` : '';
  return {
    kind: 'rate-too-high',
    text: `${capitalised(seen)} learning rate of ${rateText(rate)} is too high for ${label}. ${tryText(rate, setting)}${fader}.`,
    ...(setting < rate.set ? { fix: rateFix(setting) } : {}),
  };
}

/** The loss whose fader alone may be the reason. */
function loudest(losses: readonly Loss[]): Loss | undefined {
  return losses.find((loss) => isHeard(loss) && loss.fader >= 100);
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
  const rate = largestRate(ended, first.from);
  if (first.from === 0 || rate.value < usualRate / 10) {
    return {
      kind: 'saturated',
      text: `${seen}: the layers before are stuck where their slope is 0. Look at activations and initialisers, which differ from layer to layer.`,
    };
  }
  const setting = settingFor(rate, Math.min(rate.value / 10, usualRate));
  return {
    kind: 'saturated',
    text: `${seen}: a step at the learning rate of ${rateText(rate)} was too large and left its layers where their slope is 0, and nothing brings them back. ${tryText(rate, setting)}.`,
    ...(setting < rate.set ? { fix: rateFix(setting) } : {}),
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
  const epochs = Math.max(1, Math.ceil(worst.best.step / epochOf(experiment).steps));
  const name = capitalised(lossName(experiment, worst.id));
  const text = `${name} overfits: its validation loss rose from ${numberText(worst.best.value)} at step ${grouped(worst.best.step)} to ${numberText(worst.end.value)}, while its training loss fell on. Stop near there, or use more images or dropout.`;
  const isEarlier = epochs < experiment.training.epochs;
  return { kind: 'overfitting', text, ...(isEarlier ? { fix: epochsFix(epochs) } : {}) };
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
