/**
 * What runs are judged by: metrics of heads and losses on the validation images. Two runs have the same measure where it is
 * the same function of the answers and of the same target; how the networks look makes no difference.
 */
import { defaultsOf, own } from '../fields.ts';
import { type Loss, lossKind, outputOf } from '../losses/index.ts';
import { lossSubtitle, lossTitle } from '../losses/names.ts';
import { readColumnName } from '../run/columns.ts';
import { type HeadMetricName, headMetric, headMetricNames, headMetricText } from '../run/headMetrics.ts';
import { isHigherBetter, type Outcome, type RunSummary } from '../run/runSummary.ts';
import { headLabel } from '../titles.ts';
import { numberText } from '../words.ts';

export interface Measure {
  /** The same in every run that has it. */
  readonly key: string;
  /** What is judged: "colour". */
  readonly title: string;
  /** The loss whose head or value it is, in the run that it was read from. */
  readonly lossId: string;
  /** By what: "accuracy", "cross-entropy". */
  readonly quantity: string;
  readonly help: string;
  readonly isHigherBetter: boolean;
  readonly metric?: HeadMetricName;
  /** The one metric of its head that is shown first. */
  readonly isMain: boolean;
}

export interface Judgement {
  readonly measure: Measure;
  readonly outcome: Outcome;
}

const known = new WeakMap<object, ReadonlyMap<string, Judgement>>();

/** What was measured of a run, by key: of every head its metrics, the natural one first, then the losses. */
export function judgementsOf(run: RunSummary): ReadonlyMap<string, Judgement> {
  const found = known.get(run) ?? judge(run);
  known.set(run, found);
  return found;
}

function judge({ experiment, outcomes }: RunSummary): ReadonlyMap<string, Judgement> {
  const judgements = new Map<string, Judgement>();
  const add = (measure: Measure, outcome: Outcome) => {
    if (!judgements.has(measure.key)) judgements.set(measure.key, { measure, outcome });
  };
  const named = Object.entries(outcomes).flatMap(([name, outcome]) => {
    const meaning = readColumnName(name);
    if (!meaning || !('loss' in meaning)) return [];
    const loss = experiment.losses.find(({ id }) => id === meaning.loss);
    return loss ? [{ loss, quantity: meaning.quantity, outcome }] : [];
  });
  for (const loss of experiment.losses) {
    const ofHead = named.filter((one) => one.loss === loss);
    const metrics = headMetricNames.filter((name) => ofHead.some(({ quantity }) => quantity === name));
    const head = headLabel(experiment, outputOf(loss) ?? '') ?? lossTitle(experiment, loss);
    for (const metric of metrics) {
      const { outcome } = ofHead.find(({ quantity }) => quantity === metric) ?? {};
      if (outcome) add(metricMeasure(metric, head, loss.id, metric === metrics[0]), outcome);
    }
  }
  for (const { loss, quantity, outcome } of named) {
    if (quantity !== 'loss') continue;
    const [title, subtitle] = [lossTitle(experiment, loss), lossSubtitle(experiment, loss)];
    add(lossMeasure(loss, title, subtitle), outcome);
  }
  return judgements;
}

function metricMeasure(metric: HeadMetricName, title: string, lossId: string, isMain: boolean): Measure {
  const { short, help } = headMetric(metric);
  const base = { key: `${metric}:${title}`, title, lossId, quantity: short, help, metric, isMain };
  return { ...base, isHigherBetter: isHigherBetter(metric) };
}

function lossMeasure(loss: Loss, title: string, quantity: string): Measure {
  const { params, help } = lossKind(loss.kind);
  const values = Object.keys(defaultsOf(params)).map((name) => own(loss, name));
  const key = `loss:${title}:${quantity}:${JSON.stringify(values)}`;
  return { key, title, lossId: loss.id, quantity, help, isHigherBetter: false, isMain: false };
}

/** Every measure that some of the runs have: main metrics, other metrics, losses. */
export function measuresOf(runs: readonly RunSummary[]): Measure[] {
  const all = new Map<string, Measure>();
  for (const run of runs) {
    for (const [key, { measure }] of judgementsOf(run)) if (!all.has(key)) all.set(key, measure);
  }
  const rank = ({ isMain, metric }: Measure) => (isMain ? 0 : metric ? 1 : 2);
  return [...all.values()].sort((a, b) => rank(a) - rank(b));
}

/** "accuracy of colour". */
export function measureName({ quantity, title }: Pick<Measure, 'quantity' | 'title'>): string {
  return `${quantity} of ${title}`;
}

/** A value as a cost, the lower the better; of a cost the value. */
export function turned({ isHigherBetter }: Pick<Measure, 'isHigherBetter'>, value: number): number {
  return isHigherBetter ? -value : value;
}

/** A measured value for a person: "0.873", "1.20", "3e-4". */
export function measureText({ metric }: Pick<Measure, 'metric'>, value: number): string {
  if (metric) return headMetricText(metric, value);
  const size = Math.abs(value);
  const text = size >= 1e-3 && size < 999.5 ? value.toPrecision(3) : numberText(value);
  return text.replace('-', '−');
}

/** The difference of two values with its sign: "+0.036", "−1.20"; "0" where they are alike as they are written. */
export function differenceText(measure: Pick<Measure, 'metric'>, value: number, baseline: number): string {
  if (measureText(measure, value) === measureText(measure, baseline)) return '0';
  return `${value > baseline ? '+' : '−'}${measureText(measure, Math.abs(value - baseline))}`;
}
