/** A point of a curve in words. */
import { judgementsOf, type Measure, measureName, measureText } from '../../../../../core/compare/measures.ts';
import { valueText } from '../../../../../core/study/finding/candidates.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import type { Study } from '../../../../../core/study/study.ts';
import { counted } from '../../../../../core/words.ts';

/** "a 0.35: accuracy of colour 0.905 ± 0.012 (0.910, 0.900); 1 of 3 runs without a value". */
export function pointText(result: SetupResult, measures: readonly Measure[], study: Study): string {
  const values = measures.flatMap((measure) => {
    const spread = result.final.get(measure.key);
    if (!spread) return [];
    const each = result.runs.flatMap((run) => judgementsOf(run).get(measure.key)?.outcome.final.value ?? []);
    const runs =
      spread.n > 1 && spread.n <= 10 ? ` (${each.map((value) => measureText(measure, value)).join(', ')})` : '';
    return [`${measureName(measure)} ${valueText(measure, spread, study)}${runs}`];
  });
  const lost = result.runs.filter(({ failure }) => failure).length;
  const rest = lost > 0 ? [`${lost} of ${counted(result.ended, 'run')} without a value`] : [];
  return `${result.setup.label}: ${[...values, ...rest].join('; ')}`;
}
