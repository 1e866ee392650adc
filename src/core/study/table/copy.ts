/** The table of a study as text: as it is read, a line a combination, and as it is computed on, a line a run. */
import { type Cell, toCsv, toMarkdown } from '../../compare/copy.ts';
import { judgementsOf, measureName, measureText } from '../../compare/measures.ts';
import { uncertaintyOf } from '../curve/curve.ts';
import type { Plan } from '../plan.ts';
import type { Results, SetupResult } from '../results.ts';
import type { Study } from '../study.ts';
import { variedCell, variedColumns, variedText } from './columns.ts';
import { endingsText, endingText } from './endingText.ts';

interface Table {
  readonly study: Study;
  readonly plan: Plan;
  readonly results: Pick<Results, 'measures'>;
  /** The rows that are copied, in their order. */
  readonly rows: readonly SetupResult[];
  readonly which: 'final' | 'best';
}

/** Mean ± deviation over seeds, or ± standard error over folds, of every measure. */
export function markdownOf({ study, plan, results: { measures }, rows, which }: Table): string {
  const columns = variedColumns(study, plan);
  const error = study.folds > 0 ? 'se' : 'sd';
  const head = [
    ...(columns.length > 0 ? columns.map(({ label }) => label) : ['Combination']),
    'runs',
    ...measures.map((measure) => `${measureName(measure)} (mean ± ${error})`),
    'steps',
    'ms a step',
    'endings',
  ];
  const lines = rows.map((row): Cell[] => [
    ...(columns.length > 0 ? columns.map((column) => variedText(row.setup, column)) : [row.setup.label]),
    row.ended,
    ...measures.map((measure) => {
      const spread = row[which].get(measure.key);
      if (!spread) return undefined;
      const pm = uncertaintyOf(spread, study);
      const mean = measureText(measure, spread.mean);
      return Number.isNaN(pm) ? mean : `${mean} ± ${measureText(measure, pm)}`;
    }),
    stepsOf(row),
    Number.isNaN(row.stepMs) ? undefined : Number(row.stepMs.toPrecision(3)),
    endingsText(row),
  ]);
  return toMarkdown(head, lines);
}

/** A line a run, with every number in full: last and best values, what it was set to, its seed and fold. */
export function csvOf({ study, plan, results: { measures }, rows }: Table): string {
  const columns = variedColumns(study, plan);
  const head = [
    'combination',
    ...columns.map(({ label }) => label),
    'seed',
    ...(study.folds > 0 ? ['fold'] : []),
    ...measures.flatMap((measure) => [`${measureName(measure)} final`, `${measureName(measure)} best`]),
    'steps',
    'ms a step',
    'ending',
  ];
  const lines = rows.flatMap(({ setup, runs }) =>
    runs.map((run): Cell[] => {
      const { seed, validateOn } = run.experiment.training;
      const judged = judgementsOf(run);
      return [
        setup.label,
        ...columns.map((column) => variedCell(setup, column)),
        seed,
        ...(study.folds > 0 ? [validateOn.kind === 'fold' ? validateOn.fold : undefined] : []),
        ...measures.flatMap(({ key }) => {
          const outcome = judged.get(key)?.outcome;
          return [outcome?.final.value, outcome?.best.value];
        }),
        run.steps,
        run.stepMs,
        endingText(run),
      ];
    }),
  );
  return toCsv(head, lines);
}

/** Steps of its runs, where they are equally many; else the mean. */
export function stepsOf({ runs }: Pick<SetupResult, 'runs'>): number | undefined {
  if (runs.length === 0) return undefined;
  return Math.round(runs.reduce((sum, { steps }) => sum + steps, 0) / runs.length);
}
