/**
 * What came out of a run, in a sentence, and what to try next: the end of every run. Pure: from the experiment and the
 * tables of a run, recorded or live.
 */
import { epochOf, targetName, targetOf } from '../../datasets/describe.ts';
import { lossName } from '../../losses/names.ts';
import type { Fix } from '../../problem.ts';
import { capitalised, grouped, listText, lowered } from '../../words.ts';
import { columnName } from '../columns.ts';
import { headMetric, headMetricsOf, headMetricText } from '../headMetrics.ts';
import { overfitting, rateTooHigh, saturated, unbounded } from './causes.ts';
import { dataLosses, type Ended, type Finding } from './ended.ts';
import { notLearning } from './learning.ts';
import { epochsFix } from './remedies.ts';
import { isFalling, type Point, seriesOf } from './series.ts';

export interface Diagnosis {
  readonly kind: Finding['kind'] | 'failed' | 'falling' | 'settled' | 'short';
  /** "Accuracy of colour ended at 0.981 (best 0.99 at step 300)."; empty before the first evaluation. */
  readonly outcome: string;
  /** What it means, and what to try. */
  readonly text: string;
  /** Tries it in a new run: "Run with learning rate 0.1". */
  readonly fix?: Fix;
}

/** Heads whose values are told; the charts have the others. */
const told = 3;

/** Says what came out, and why where something is wrong. */
export function diagnose(ended: Ended): Diagnosis {
  const outcome = outcomeOf(ended);
  const { failure } = ended;
  if (failure && failure.code !== 'diverged') return { kind: 'failed', outcome, text: failure.remedy };
  for (const cause of [unbounded, rateTooHigh, saturated, overfitting, notLearning]) {
    const finding = cause(ended);
    if (finding) return { outcome, ...finding };
  }
  return { outcome, ...trendOf(ended) };
}

/** The first metric of every head on the validation images: at the end, and at best. */
function outcomeOf(ended: Ended): string {
  const { experiment, validation } = ended;
  const seen = new Set<string>();
  const texts = dataLosses(ended).flatMap((loss) => {
    if (!('target' in loss) || seen.has(`${loss.output} ${loss.target}`)) return [];
    seen.add(`${loss.output} ${loss.target}`);
    const target = targetOf(experiment, loss.target);
    const [name] = target ? headMetricsOf(target.kind) : [];
    const series = name === undefined ? [] : seriesOf(validation, columnName(name, loss.id));
    const end = series.at(-1);
    if (name === undefined || !end) return [];
    const { label, isHigherBetter } = headMetric(name);
    const best = series.reduce((one, other) => (isBetter(other, one, isHigherBetter) ? other : one));
    const isBest = headMetricText(name, best.value) === headMetricText(name, end.value);
    const ofBest = isBest ? 'its best' : `best ${headMetricText(name, best.value)} at step ${grouped(best.step)}`;
    const isShared = dataLosses(ended).some(
      (other) => 'target' in other && other.target === loss.target && other.output !== loss.output,
    );
    const whose = isShared ? lossName(experiment, loss.id) : targetName(experiment, loss.target);
    return [`${lowered(label)} of ${whose} ${headMetricText(name, end.value)} (${ofBest})`];
  });
  if (texts.length === 0) return '';
  const rest = texts.length - told;
  const all = rest > 0 ? [...texts.slice(0, told), `${rest} more`] : texts;
  return `On the validation images: ${listText(all)}.`;
}

function isBetter(a: Point, b: Point, isHigherBetter: boolean): boolean {
  return isHigherBetter ? a.value > b.value : a.value < b.value;
}

function trendOf(ended: Ended): Pick<Diagnosis, 'kind' | 'text' | 'fix'> {
  const { experiment, train } = ended;
  const { epochs } = experiment.training;
  if (train.length < 10) return { kind: 'short', text: 'That was too short to tell where it leads.' };
  const falling = dataLosses(ended).filter(({ id }) => isFalling(seriesOf(train, columnName('loss', id))));
  if (falling.length === 0) return { kind: 'settled', text: 'No loss fell in the last fifth of the run.' };
  const all = dataLosses(ended).length > 1 && falling.length === dataLosses(ended).length;
  const names = all ? 'All losses' : listText(falling.map(({ id }) => lossName(experiment, id)));
  const subject = capitalised(names);
  const text = `${subject} still ${falling.length === 1 ? 'falls' : 'fall'}: a longer run may get further.`;
  const isWhole = train.length >= epochs * epochOf(experiment).steps;
  const more = Math.min(1000, 2 * epochs);
  return { kind: 'falling', text, ...(isWhole && more > epochs ? { fix: epochsFix(more) } : {}) };
}
