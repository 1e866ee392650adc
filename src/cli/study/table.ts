/** The results of a study as text: a row a setup. */
import type { Measure } from '../../core/compare/measures.ts';
import type { Spread } from '../../core/compare/seeds.ts';
import { valueText } from '../../core/study/finding/candidates.ts';
import type { Results, SetupResult } from '../../core/study/results.ts';
import type { Study } from '../../core/study/study.ts';
import { counted } from '../../core/words.ts';

/** The table line by line, and why a column is missing. */
export function tableOf({ measures, setups }: Results, study: Study): string[] {
  const main = measures.filter(({ isMain }) => isMain);
  const shown = main.length > 0 ? main : measures;
  const isRated = setups.some(({ meanRank }) => meanRank !== undefined) && setups.length > 1;
  const hasGain = setups.some(({ improvement }) => improvement && 'percent' in improvement);
  const head = [
    'setup',
    'runs',
    ...shown.map(({ quantity, title, isHigherBetter }) => `${title}: ${quantity} ${isHigherBetter ? '↑' : '↓'}`),
    ...(isRated ? ['mean rank ↓'] : []),
    ...(hasGain ? ['Δp % ↑'] : []),
    'ms/step',
  ];
  const rows = setups.map((one) => [
    one.setup.label,
    runsText(one),
    ...shown.map((measure) => spreadText(measure, one.final.get(measure.key), study)),
    ...(isRated ? [one.meanRank === undefined ? '–' : one.meanRank.toFixed(2)] : []),
    ...(hasGain ? [one.improvement && 'percent' in one.improvement ? one.improvement.percent.toFixed(1) : '–'] : []),
    Number.isNaN(one.stepMs) ? '–' : one.stepMs.toFixed(1),
  ]);
  const refusals = new Set(
    setups.flatMap(({ improvement }) => (improvement && 'refusal' in improvement ? [improvement.refusal] : [])),
  );
  const refused = [...refusals].map((reason) => `No improvement over the tasks alone is given. ${reason}`);
  return [...aligned([head, ...rows]), ...(hasGain ? [] : refused.slice(0, 1))];
}

function runsText({ ended, diverged }: SetupResult): string {
  return diverged > 0 ? `${ended}, ${diverged} diverged` : String(ended);
}

/** The mean with the deviation over seeds, or with the standard error over folds. */
function spreadText(measure: Measure, spread: Spread | undefined, study: Study): string {
  return spread ? valueText(measure, spread, study) : '–';
}

/** Columns of equal width; the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** "about 3 min", "about 40 s". */
export function durationText(seconds: number): string {
  return seconds < 90 ? `about ${Math.ceil(seconds)} s` : `about ${counted(Math.round(seconds / 60), 'minute')}`;
}
