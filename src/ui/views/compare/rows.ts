/** Which rows stand in the table, and what each cell is measured against. Pure. */
import { differingColumns, referenceOf, type TraitColumn, traitColumns } from '../../../core/compare/differing.ts';
import { type Measure, measuresOf } from '../../../core/compare/measures.ts';
import { outcomeOf, type SeedGroup } from '../../../core/compare/seeds.ts';
import { dataOf, type Setup, setupOf, type Trait } from '../../../core/compare/setup.ts';
import { matches, type RunFilter, type Sorting, sorted } from '../../../core/compare/table.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { settingText } from '../../../core/run/settings.ts';

/** A run, or runs that differ in the seed alone; below an open one its members. */
export interface TableRow {
  readonly id: string;
  readonly group: SeedGroup;
  readonly isMember: boolean;
  readonly isOpen: boolean;
}

export interface RowOptions {
  readonly filter: RunFilter;
  readonly sorting: Sorting;
  /** Keys of the groups that are open. */
  readonly open: ReadonlySet<string>;
}

/** The rows in order. A group is shown with all its members as soon as one of them is found: its mean is over all. */
export function rowsOf(groups: readonly SeedGroup[], { filter, sorting, open }: RowOptions): TableRow[] {
  const found = groups.filter(({ members }) => members.some((run) => matches(run, filter)));
  return sorted(found, sorting).flatMap((group) => {
    const [first] = group.members;
    if (!first) return [];
    if (group.members.length === 1) return [{ id: first.id, group, isMember: false, isOpen: false }];
    const isOpen = open.has(group.key);
    const head = { id: `seeds of ${first.id}`, group, isMember: false, isOpen };
    if (!isOpen) return [head];
    const singles = group.members.map((run) => ({ key: run.id, members: [run] }));
    const members = sorted(singles, sorting).map((one) => ({ id: one.key, group: one, isMember: true, isOpen: false }));
    return [head, ...members];
  });
}

export interface Columns {
  readonly traits: readonly TraitColumn[];
  /** Of each trait's column, in pixels. */
  readonly widths: readonly number[];
  /** By key of the trait. */
  readonly references: ReadonlyMap<string, Trait | undefined>;
}

/** The settings that are columns: those that differ among the setups, or all. */
export function columnsOf(
  setups: readonly Setup[],
  baseline: Setup | undefined,
  { showsAll, shown }: { readonly showsAll: boolean; readonly shown: readonly Setup[] },
): Columns {
  const traits = showsAll ? traitColumns(setups) : differingColumns(setups);
  const references = new Map(traits.map(({ key }) => [key, referenceOf(key, setups, baseline)]));
  const widths = traits.map((column) => widthOf(column, shown));
  return { traits, references, widths };
}

/** Columns are wide enough for the texts of so many rows; what is longer is cut. */
export const fittedRows = 24;

function widthOf({ key, label }: TraitColumn, shown: readonly Setup[]): number {
  const texts = shown.map((setup) => {
    const trait = setup.get(key);
    return trait ? settingText(trait).length : 1;
  });
  // The words of a head may stand in two lines.
  const longest = Math.max(Math.ceil(label.length / 2) + 2, ...texts);
  return Math.min(180, Math.max(64, 26 + 7.4 * longest));
}

/** The measures that are columns: the main metric of every head, or all; losses where there is no metric. */
export function measureColumns(runs: readonly RunSummary[], showsAll: boolean): readonly Measure[] {
  const all = measuresOf(runs);
  const main = all.filter(({ isMain }) => isMain);
  return showsAll || main.length === 0 ? all : main;
}

/** The final value of the baseline by which a group is judged; nothing where it was judged on other images. */
export function baselineValue(group: SeedGroup, baseline: SeedGroup | undefined, measure: Measure): number | undefined {
  const [run, other] = [group.members[0], baseline?.members[0]];
  if (!baseline || !run || !other || group.key === baseline.key || dataOf(run) !== dataOf(other)) return undefined;
  return outcomeOf(baseline, measure)?.final.mean;
}

/** The setups of runs; the same objects as long as the runs are set up alike. */
export function setupsOf(runs: readonly RunSummary[]): Setup[] {
  return runs.map(setupOf);
}
