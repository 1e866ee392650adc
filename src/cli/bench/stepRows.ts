/** Rows 1, 3 and 4 as lines of the table, from whoever measures: this process, or a page. */
import type { Comparison } from './rounds.ts';
import type { Row } from './row.ts';
import type { Effort } from './steps.ts';

/** The measurements of `steps.ts`, here or across the border to a browser. */
export interface Measures {
  timeStep(effort: Effort): Promise<Comparison>;
  countSteps(
    batchSize: number,
  ): Promise<Readonly<Record<'ours' | 'gramian' | 'plain', { readonly kernels: number; readonly programs?: number }>>>;
  timeGramian(lossCount: number, effort: Effort): Promise<Comparison>;
}

interface Place {
  readonly where: string;
  readonly backend: 'wasm' | 'webgl' | 'webgpu' | 'cpu';
  readonly effort: Effort;
  readonly note?: string;
}

/** Row 1. */
export async function stepRow(measures: Measures, { where, backend, effort, note }: Place): Promise<Row> {
  const { first, second, ratio } = await measures.timeStep(effort);
  const kernels =
    backend === 'wasm'
      ? 'Stock TensorFlow.js cannot train a convolution on wasm: the plain loop runs on our kernels.'
      : '';
  return {
    row: 1,
    what: `whole step, batch ${effort.batchSize}`,
    where,
    figures: { oursMs: first, plainMs: second, ratio },
    ...(backend === 'cpu' ? {} : { bound: { figure: 'ratio', most: backend === 'wasm' ? 1 : 1.05 } }),
    ...notes(kernels, note),
  };
}

/** Row 3: two lines, for the sum and for a Gramian strategy. */
export async function launchRows(measures: Measures, { where }: Place): Promise<Row[]> {
  // The number of images changes nothing.
  const { ours, gramian, plain } = await measures.countSteps(8);
  const programs = (count: typeof ours, name: string) =>
    count.programs === undefined ? {} : { [name]: count.programs };
  return [
    {
      row: 3,
      what: 'launches, sum of two losses',
      where,
      figures: {
        ours: ours.kernels,
        plain: plain.kernels,
        ...programs(ours, 'oursPrograms'),
        ...programs(plain, 'plainPrograms'),
      },
      bound: { figure: 'ours', most: 110 },
    },
    {
      row: 3,
      what: 'launches, MGDA of two losses',
      where,
      figures: { ours: gramian.kernels, ...programs(gramian, 'oursPrograms') },
      bound: { figure: 'ours', most: 135 },
    },
  ];
}

const gramianBounds: Readonly<Record<number, number>> = { 2: 1.75, 5: 3.75 };

/** Row 4: a line a number of losses. */
export async function gramianRows(
  measures: Measures,
  { where, backend, effort, note }: Place,
  lossCounts: readonly number[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of lossCounts) {
    const { first, second, ratio } = await measures.timeGramian(count, effort);
    const most = backend === 'wasm' ? gramianBounds[count] : undefined;
    rows.push({
      row: 4,
      what: `MGDA over sum, ${count} losses, batch ${effort.batchSize}`,
      where,
      figures: { mgdaMs: first, sumMs: second, ratio },
      ...(most === undefined ? {} : { bound: { figure: 'ratio', most } }),
      ...notes(note),
    });
  }
  return rows;
}

function notes(...texts: readonly (string | undefined)[]): { note?: string } {
  const said = texts.filter(Boolean).join(' ');
  return said ? { note: said } : {};
}
