/** Which lines each chart has, from the experiment of a run and the columns that it has measured. */

import type { Experiment } from '../../core/experiment.ts';
import { type Loss, outputOf } from '../../core/losses/index.ts';
import { lossName, lossTitle } from '../../core/losses/names.ts';
import { isPenalty, isUnmuted } from '../../core/losses/roles.ts';
import { columnName, cosineName, layersShare, readColumnName } from '../../core/run/columns.ts';
import { type HeadMetricName, headMetric, headMetricNames } from '../../core/run/headMetrics.ts';
import type { Run } from '../../core/run/run.ts';
import { lossLook } from '../lossLook.ts';
import { meanOf, type Series } from './rows.ts';

/** A line as it is drawn: its numbers, its name, and the look of its loss. */
export interface Line extends Series {
  /** Of the loss that lights up with it. */
  readonly lossId?: string;
  readonly label: string;
  readonly color: string;
  readonly textColor: string;
  readonly dash: string;
  readonly marker: 'circle' | 'square' | 'triangle' | 'diamond';
  /** Of a line that belongs to two losses: the mixture of their colours, for where dashes tell runs apart. */
  readonly pairColor?: string;
  /** Drawn thinner: the second line of a loss. */
  readonly isSecondary?: boolean;
  /** One of too many to be told apart: drawn pale and not named beside the chart. */
  readonly isRest?: boolean;
  /** What stands at its right end, in a word. */
  readonly endLabel?: string;
  /** Lines of one unit have a scale of their own, from 0 to the largest of them at the top of the chart. */
  readonly unit?: string;
  /** Written behind its value: the share of steps at which it is below zero. */
  readonly countsBelowZero?: boolean;
}

function look(experiment: Experiment, lossId: string) {
  const { color, text, dash, marker } = lossLook(experiment, lossId);
  return { lossId, label: lossName(experiment, lossId), color, textColor: text, dash, marker };
}

/**
 * Train (solid) and validation (dashed) of every loss, raw or times the effective weight. Raw penalties are left out: a
 * sum over all weights is a hundred times any loss, and would press the others to the floor.
 */
export function lossLines(experiment: Experiment, isWeighted: boolean): Line[] {
  const isAlone = experiment.losses.every(isPenalty);
  return experiment.losses.flatMap((loss) => {
    if (!isWeighted && !isAlone && isPenalty(loss)) return [];
    if (isWeighted && !isUnmuted(loss)) return [];
    const base = {
      ...look(experiment, loss.id),
      column: columnName('loss', loss.id),
      ...(isWeighted ? { factor: columnName('weight', loss.id) } : {}),
    };
    return [
      { ...base, key: loss.id, table: 'train' as const, isSmoothed: true, dash: '' },
      {
        ...base,
        key: `${loss.id}:validation`,
        table: 'validation' as const,
        isSmoothed: false,
        dash: '4 3',
        isSecondary: true,
      },
    ];
  });
}

type Judged = Pick<Run, 'experiment' | 'validation'>;

/** One line a head for a metric, where it was measured: two losses that read one head have one. */
export function metricLines(run: Judged, metric: HeadMetricName): Line[] {
  return headsWith(run, (loss) => (columnName(metric, loss.id) in run.validation.buffers ? metric : undefined));
}

/** Every head with the metric that is natural for its target: accuracy, IoU, error. What is no share has its own scale. */
export function qualityLines(run: Judged): Line[] {
  const lines = headsWith(run, (loss) => naturalMetric(run, loss));
  return lines.length > 1 ? lines.map(({ metric, ...line }) => ({ ...line, ...ended(metric) })) : lines;
}

function ended(metric: HeadMetricName): Pick<Line, 'endLabel' | 'unit'> {
  const { short, range } = headMetric(metric);
  const isShare = range[0] === 0 && range[1] === 1;
  return { endLabel: short, ...(isShare ? {} : { unit: metric }) };
}

/** The first metric of the loss's head that was measured: the one to show first stands in front. */
export function naturalMetric({ validation }: Pick<Run, 'validation'>, loss: Loss): HeadMetricName | undefined {
  return headMetricNames.find((name) => columnName(name, loss.id) in validation.buffers);
}

/** The natural metrics of all heads, each once. */
export function naturalMetrics(run: Judged): HeadMetricName[] {
  return [...new Set(headsWith(run, (loss) => naturalMetric(run, loss)).map(({ metric }) => metric))];
}

/** One line a head that has a metric, in the look of the first loss that reads it. */
function headsWith({ experiment }: Judged, metricOf: (loss: Loss) => HeadMetricName | undefined) {
  const heads = new Set<string>();
  const found = experiment.losses.flatMap((loss) => {
    const metric = metricOf(loss);
    const head = headKey(loss);
    if (metric === undefined || heads.has(head)) return [];
    heads.add(head);
    return [{ loss, metric }];
  });
  const titles = found.map(({ loss }) => lossTitle(experiment, loss));
  return found.map(({ loss, metric }, i) => {
    const title = titles[i] ?? '';
    const isShared = titles.filter((other) => other === title).length > 1;
    return {
      ...look(experiment, loss.id),
      key: loss.id,
      label: isShared ? lossName(experiment, loss.id) : title,
      table: 'validation' as const,
      column: columnName(metric, loss.id),
      isSmoothed: false,
      metric,
    };
  });
}

/** The same for losses that read one layer for one target. */
function headKey(loss: Loss): string {
  return `${outputOf(loss)} ${'target' in loss ? loss.target : ''}`;
}

/** The metrics that were measured of some head, the one to show first in front. */
export function metricsOf({ validation }: Pick<Run, 'validation'>): HeadMetricName[] {
  const measured = new Set(Object.keys(validation.buffers).map((name) => readColumnName(name)?.quantity));
  return headMetricNames.filter((name) => measured.has(name));
}

/** One line a loss of a column of the train table: `weight`, `share`, `norm`. */
export function channelLines(
  { experiment, train }: Pick<Run, 'experiment' | 'train'>,
  quantity: 'weight' | 'share' | 'norm' | 'gain' | 'descent',
  isSmoothed = false,
): Line[] {
  return experiment.losses.flatMap((loss) => {
    const column = columnName(quantity, loss.id);
    if (!(column in train.buffers)) return [];
    return [{ ...look(experiment, loss.id), key: loss.id, table: 'train' as const, column, isSmoothed }];
  });
}

/** Every gradient's norm as a multiple of the least. */
export function ratioLines(run: Pick<Run, 'experiment' | 'train'>): Line[] {
  const lines = channelLines(run, 'norm', true);
  const overLeast = lines.map(({ column }) => column);
  return lines.length > 1 ? lines.map((line) => ({ ...line, overLeast })) : [];
}

/** What steps give each loss: of the update, or of the combined gradient before the optimizer. */
export function gainLines(run: Pick<Run, 'experiment' | 'train'>, quantity: 'gain' | 'descent'): Line[] {
  return channelLines(run, quantity, true).map((line) => ({ ...line, countsBelowZero: true }));
}

/** The shares of the update of every loss, and of the L1 and L2 of layers, which belong to none. */
export function shareLines(run: Pick<Run, 'experiment' | 'train'>): Line[] {
  const lines = channelLines(run, 'share', true);
  if (!(layersShare in run.train.buffers)) return lines;
  const ofLayers = {
    key: layersShare,
    table: 'train' as const,
    column: layersShare,
    isSmoothed: true,
    label: 'L1, L2 of layers',
    color: 'var(--ink)',
    textColor: 'var(--ink)',
    dash: '2 3',
    marker: 'circle' as const,
  };
  return [...lines, ofLayers];
}

/** The pairs of losses whose gradients were compared. */
export function cosinePairs({ experiment, train }: Pick<Run, 'experiment' | 'train'>): (readonly [string, string])[] {
  const ids = experiment.losses.map((loss) => loss.id);
  return ids.flatMap((a, i) => ids.slice(i + 1).flatMap((b) => (cosineColumn(train, a, b) ? [[a, b] as const] : [])));
}

/** The column with the cosine between two losses' gradients, whichever way round it was written. */
export function cosineColumn(train: Run['train'], a: string, b: string): string | undefined {
  return [cosineName(a, b), cosineName(b, a)].find((name) => name in train.buffers);
}

const inkDashes = ['', '6 3', '2 3', '9 3 2 3'];

/** Most pairs of losses that are named in a chart. */
export const namedPairs = inkDashes.length;

/** Rows of the table between two choices of the pairs that are named. */
const rowsBetweenChoices = 100;

/** Changes when the lines of a run have to be told anew: with its columns, and now and then with its measurements. */
export function linesKey({ train }: Pick<Run, 'train'>): string {
  return `${Object.keys(train.buffers).join()} ${Math.floor(train.length / rowsBetweenChoices)}`;
}

/** The mean of a column over the last rows, twice as many as choices are apart. */
function recent({ buffers, length }: Run['train'], column: string): number {
  return meanOf(buffers[column] ?? new Float32Array(), Math.max(0, length - 2 * rowsBetweenChoices), length) ?? 1;
}

/** Measurements over which a cosine is averaged: single ones jump between −1 and 1. */
export const cosineSteps = 50;

/**
 * One line a pair of losses: the running mean of the cosine between their gradients, in ink because it belongs to both. Of more pairs than
 * there are dashes, those that conflict most lately are named, and the rest stands pale behind them.
 */
export function cosineLines(run: Pick<Run, 'experiment' | 'train'>): Line[] {
  const pairs = cosinePairs(run).map(([a, b]) => ({ a, b, column: cosineColumn(run.train, a, b) ?? '' }));
  const named =
    pairs.length <= inkDashes.length
      ? pairs
      : [...pairs]
          .sort((one, other) => recent(run.train, one.column) - recent(run.train, other.column))
          .slice(0, inkDashes.length);
  const lines = pairs.map((pair) => {
    const place = named.indexOf(pair);
    return {
      key: `${pair.a}:${pair.b}`,
      table: 'train' as const,
      column: pair.column,
      isSmoothed: false,
      meanOf: cosineSteps,
      countsBelowZero: true,
      label: pairs.length === 1 ? 'cosine' : [pair.a, pair.b].map((id) => lossName(run.experiment, id)).join(' · '),
      color: place < 0 ? 'var(--line-strong)' : 'var(--ink)',
      textColor: 'var(--ink)',
      pairColor: mixed(lossLook(run.experiment, pair.a).text, lossLook(run.experiment, pair.b).text),
      dash: inkDashes[place] ?? '',
      marker: 'circle' as const,
      ...(place < 0 ? { isRest: true } : {}),
    };
  });
  // What is named lies over the rest, the most conflicting first in the words beside the chart.
  const order = (line: Line) => (line.isRest ? -1 : named.findIndex(({ column }) => column === line.column));
  return lines.sort((one, other) => order(one) - order(other));
}

function mixed(one: string, other: string): string {
  return `color-mix(in oklab, ${one}, ${other})`;
}

/** The losses with a target in the order of the mixer, of each head only the first. */
export function headLosses({ losses }: Experiment): Loss[] {
  const data = losses.filter((loss) => !isPenalty(loss));
  return data.filter((loss, i) => data.findIndex((other) => headKey(other) === headKey(loss)) === i);
}
