/**
 * The table of a study: of every setup the mean and the spread of each measure over its seeds and folds, its mean rank and
 * its improvement over the tasks alone. In a race that holds them, the runs of one task alone are found by what they hear.
 */
import { judgementsOf, type Measure, measuresOf } from '../compare/measures.ts';
import { type Spread, spreadOf } from '../compare/seeds.ts';
import { targetName } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { isHeard, isPenalty } from '../losses/roles.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { outcomeSummary, type StudyOutcome } from './outcomes.ts';
import type { Plan, PlannedRun, Setup } from './plan.ts';
import { type Improvement, improvement } from './rating/improvement.ts';
import { meanRanks } from './rating/ranks.ts';

export interface SetupResult {
  readonly setup: Setup;
  /** The runs that have ended, by the ids of the plan, in its order. */
  readonly runs: readonly RunSummary[];
  /** How many have ended, and of them those that diverged. */
  readonly ended: number;
  readonly diverged: number;
  /** By key of the measure, last and best values over all runs that ended with a number. */
  readonly final: ReadonlyMap<string, Spread>;
  readonly best: ReadonlyMap<string, Spread>;
  /** Milliseconds a step, mean over the runs. */
  readonly stepMs: number;
  /** Over the main measures of all tasks; undefined of a task alone, and before all setups have a run. */
  readonly meanRank?: number;
  readonly improvement?: Improvement;
  /** The target that it trains alone. */
  readonly alone?: string;
}

export interface Results {
  readonly measures: readonly Measure[];
  /** In the order of the plan. */
  readonly setups: readonly SetupResult[];
}

/** What is known of a study so far. */
export function resultsOf(plan: Plan, outcomes: readonly StudyOutcome[]): Results {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const runs: RunSummary[][] = plan.setups.map(() => []);
  for (const planned of plan.runs) {
    const outcome = byId.get(planned.id);
    const { label = '' } = plan.setups[planned.setup] ?? {};
    if (outcome) runs[planned.setup]?.push(summaryFor(planned, label, outcome));
  }
  const measures = measuresOf(runs.flat());
  const rows = plan.setups.map((setup, i) => rowOf(setup, runs[i] ?? [], measures));
  const main = measures.filter(({ isMain }) => isMain);
  const rated = rows.filter(({ alone, ended }) => alone === undefined && ended > 0);
  const ranks = meanRanks(
    rated.map(({ final }) => main.map(({ key }) => final.get(key)?.mean ?? Number.NaN)),
    main,
  );
  return {
    measures,
    setups: rows.map((row) => {
      const rank = ranks[rated.indexOf(row)];
      if (rank === undefined || main.length === 0) return row;
      const gain = improvementOver(row, rows, main);
      return { ...row, meanRank: rank, ...(gain && { improvement: gain }) };
    }),
  };
}

const known = new WeakMap<PlannedRun, { readonly outcome: StudyOutcome; readonly summary: RunSummary }>();

/** The summary of a run that has ended; the same object whenever it is asked for, so that it is judged once. */
function summaryFor(planned: PlannedRun, title: string, outcome: StudyOutcome): RunSummary {
  const before = known.get(planned);
  if (before?.outcome === outcome) return before.summary;
  const summary = outcomeSummary(planned, title, outcome);
  known.set(planned, { outcome, summary });
  return summary;
}

function rowOf(setup: Setup, runs: readonly RunSummary[], measures: readonly Measure[]): SetupResult {
  const good = runs.filter(({ failure }) => !failure);
  const spreads = (which: 'final' | 'best') =>
    new Map(
      measures.flatMap(({ key }): [string, Spread][] => {
        const values = good.flatMap((run) => judgementsOf(run).get(key)?.outcome[which].value ?? []);
        return values.length > 0 ? [[key, spreadOf(values)]] : [];
      }),
    );
  const alone = aloneTarget(setup.experiment);
  return {
    setup,
    runs,
    ended: runs.length,
    diverged: runs.filter(({ failure }) => failure?.code === 'diverged').length,
    final: spreads('final'),
    best: spreads('best'),
    stepMs: spreadOf(runs.flatMap(({ stepMs }) => stepMs ?? [])).mean,
    ...(alone !== undefined && { alone }),
  };
}

/** The last value of a run by a measure; nothing of one that did not end as it should. */
export function lastValue(run: RunSummary, { key }: Pick<Measure, 'key'>): number | undefined {
  return run.failure ? undefined : judgementsOf(run).get(key)?.outcome.final.value;
}

/** The one target whose losses are heard, where the experiment has more of them. */
function aloneTarget({ losses }: Experiment): string | undefined {
  const targets = (some: Experiment['losses']) =>
    new Set(some.filter((loss) => !isPenalty(loss)).flatMap((loss) => ('target' in loss ? loss.target : [])));
  const [heard, ...rest] = targets(losses.filter(isHeard));
  return heard !== undefined && rest.length === 0 && targets(losses).size > 1 ? heard : undefined;
}

/** Whether it trains only the head of that title; a second head of the same target is "colour 2". */
function trainsAlone({ alone, setup }: SetupResult, title: string): boolean {
  const name = alone === undefined ? undefined : targetName(setup.experiment, alone);
  return name !== undefined && (title === name || title.startsWith(`${name} `));
}

/** Over the runs of each task alone; nothing where the study has none for a task. */
function improvementOver(
  row: SetupResult,
  rows: readonly SetupResult[],
  main: readonly Measure[],
): Improvement | undefined {
  const compared = main.map(({ key, title, quantity, isHigherBetter }) => {
    const reference = rows.find((one) => trainsAlone(one, title))?.final.get(key);
    return {
      task: title,
      label: `The ${quantity} of ${title}`,
      isHigherBetter,
      value: row.final.get(key)?.mean ?? Number.NaN,
      reference: reference?.mean ?? Number.NaN,
      referenceSd: reference?.sd,
    };
  });
  return rows.some(({ alone }) => alone !== undefined) ? improvement(compared) : undefined;
}
