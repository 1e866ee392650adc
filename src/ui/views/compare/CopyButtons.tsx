/** The table as text, for papers and spreadsheets: the chosen runs, or all that are shown where fewer than two are chosen. */
import { type Cell, toCsv, toMarkdown } from '../../../core/compare/copy.ts';
import { type Measure, measureText } from '../../../core/compare/measures.ts';
import { outcomeOf, type SeedGroup, titleOf } from '../../../core/compare/seeds.ts';
import { setupOf } from '../../../core/compare/setup.ts';
import { meanSeconds, meanStepMs } from '../../../core/compare/table.ts';
import { settingText } from '../../../core/run/settings.ts';
import { numberText } from '../../../core/words.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { baselineValue, type Columns, type TableRow } from './rows.ts';

interface Props {
  readonly rows: readonly TableRow[];
  readonly columns: Columns;
  readonly measures: readonly Measure[];
  readonly baseline: SeedGroup | undefined;
  readonly chosenIds: readonly string[];
}

export function CopyButtons({ chosenIds, ...table }: Props) {
  const isChosen = ({ group }: TableRow) => group.members.some(({ id }) => chosenIds.includes(id));
  const rows = chosenIds.length >= 2 ? table.rows.filter(isChosen) : table.rows;
  return (
    <>
      <CopyButton look="small" label="Copy as Markdown" text={() => markdownOf({ ...table, rows })} />
      <CopyButton look="small" label="Copy as CSV" text={() => csvOf({ ...table, rows })} />
    </>
  );
}

type Shown = Omit<Props, 'chosenIds'>;

/** As it is read: a value with its spread and its number of seeds in one cell. */
function markdownOf({ rows, columns, measures, baseline }: Shown): string {
  const head = [
    'Run',
    ...columns.traits.map(({ label }) => label),
    ...measures.flatMap(({ title, quantity }) => [
      `${title}, ${quantity}`,
      ...(baseline ? [`Δ ${title}, ${quantity}`] : []),
    ]),
    'ms a step',
    'status',
  ];
  const lines = rows.map(({ group }): Cell[] => [
    titleOf(group),
    ...traitCells(group, columns),
    ...measures.flatMap((measure) => {
      const { final, failed = 0 } = outcomeOf(group, measure) ?? {};
      const reference = baselineValue(group, baseline, measure);
      const value = final && measureText(measure, final.mean);
      const spread = final?.sd === undefined ? '' : ` ± ${measureText(measure, final.sd)} (${final.n})`;
      const lost = failed > 0 ? `, ${failed} failed` : '';
      const difference = final && reference !== undefined ? measureText(measure, final.mean - reference) : undefined;
      return [value && `${value}${spread}${lost}`, ...(baseline ? [difference] : [])];
    }),
    roundedMs(group),
    statusOf(group),
  ]);
  return toMarkdown(head, lines);
}

/** As it is computed on: every number in full in a column of its own. */
function csvOf({ rows, columns, measures, baseline }: Shown): string {
  const parts = ['final', 'sd', 'seeds', 'failed', 'step', 'best', 'best step', ...(baseline ? ['difference'] : [])];
  const head = [
    'run',
    'experiment',
    'note',
    ...columns.traits.map(({ label }) => label),
    ...measures.flatMap(({ title, quantity }) => parts.map((part) => `${title} ${quantity} ${part}`)),
    'seconds',
    'ms a step',
    'status',
    'steps',
    'started',
  ];
  const lines = rows.map(({ group }): Cell[] => {
    const [first] = group.members;
    return [
      titleOf(group),
      first?.experiment.title,
      [...new Set(group.members.map(({ note }) => note).filter(Boolean))].join('; '),
      ...traitCells(group, columns),
      ...measures.flatMap((measure): Cell[] => {
        const outcome = outcomeOf(group, measure);
        if (!outcome) return parts.map(() => undefined);
        const { final, best, step, bestStep, failed } = outcome;
        const reference = baselineValue(group, baseline, measure);
        const difference = reference === undefined ? undefined : final.mean - reference;
        return [final.mean, final.sd, final.n, failed, step, best.mean, bestStep, ...(baseline ? [difference] : [])];
      }),
      meanSeconds(group),
      meanStepMs(group),
      statusOf(group),
      Math.max(...group.members.map(({ steps }) => steps)),
      first?.startedAt ? new Date(first.startedAt).toISOString() : undefined,
    ];
  });
  return toCsv(head, lines);
}

function traitCells(group: SeedGroup, { traits }: Columns): Cell[] {
  const [first] = group.members;
  return traits.map(({ key }) => {
    const trait = first && setupOf(first).get(key);
    if (!trait) return undefined;
    return typeof trait.value === 'number' ? trait.value : settingText(trait);
  });
}

function roundedMs(group: SeedGroup): Cell {
  const stepMs = meanStepMs(group);
  return stepMs === undefined ? undefined : Number(numberText(stepMs).replaceAll(',', ''));
}

function statusOf({ members }: SeedGroup): string {
  return [...new Set(members.map(({ status }) => status))].join(', ');
}
