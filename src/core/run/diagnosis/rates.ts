/** The learning rate that acted at a step, with its course, its warm-up and the moves by hand; and what has to be set for another. */
import { actingValue } from '../../courses.ts';
import { trainingFields } from '../../experiment.ts';
import { metaOf } from '../../fields.ts';
import { grouped, numberText } from '../../words.ts';
import type { Ended } from './ended.ts';
import { rounded } from './remedies.ts';
import { seriesOf } from './series.ts';

export interface ActingRate {
  readonly value: number;
  readonly step: number;
  /** What acts at this step if 1 is set. */
  readonly share: number;
  /** What is set now. */
  readonly set: number;
}

/** The largest rate that acted before a step, or in the whole run. */
export function largestRate({ experiment, train }: Ended, before = Number.POSITIVE_INFINITY): ActingRate {
  const { learningRate: set, learningRateCourse } = experiment.training;
  const acted = seriesOf(train, 'learning-rate').filter(({ step }, i) => i === 0 || step < before);
  const { step, value } = acted.reduce((a, b) => (a.value >= b.value ? a : b), acted[0] ?? { step: 0, value: set });
  const share = actingValue(1, learningRateCourse, step) || 1;
  // Recorded in float32.
  return { value: value === Math.fround(set) ? set : value, step, share, set };
}

/** "0.1", or "0.6 at step 5" where another one is set. */
export function rateText({ value, step, set }: ActingRate): string {
  return value === set ? numberText(value) : `${numberText(value)} at step ${grouped(step)}`;
}

/** What has to be set for about `wanted` to act there: in two digits, within what can be set. */
export function settingFor({ share }: ActingRate, wanted: number): number {
  const { min = 0, max = Number.POSITIVE_INFINITY } = metaOf(trainingFields.shape.learningRate);
  return rounded(Math.max(min, Math.min(max, wanted / share)));
}

/** "Try 0.1", or what else to do to have it act there. */
export function tryText(rate: ActingRate, setting: number): string {
  if (rate.value === rate.set) return `Try ${numberText(setting)}`;
  if (setting >= rate.set) return `Run it again with ${numberText(rate.set)}, as it is set now`;
  return `Set ${numberText(setting)}, so that ${numberText(setting * rate.share)} acts there`;
}
