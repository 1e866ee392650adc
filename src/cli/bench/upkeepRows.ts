/** Rows 6 (evaluation) and 7 as lines of the table, from whoever measures: this process, or a page. */
import type { Row } from './row.ts';
import type { InUse } from './upkeep.ts';

/** The measurements of `upkeep.ts`, here or across the border to a browser. */
export interface UpkeepMeasures {
  rateEvaluation(images: number): Promise<number>;
  weighMemory(early: number, late: number): Promise<Readonly<Record<'early' | 'late', InUse>>>;
}

interface Place {
  readonly where: string;
  readonly note?: string;
}

/** The evaluation of row 6, on so many images. */
export async function evaluationRow(measures: UpkeepMeasures, { where, note }: Place, images: number): Promise<Row> {
  const imagesPerSecond = await measures.rateEvaluation(images);
  return { row: 6, what: 'evaluated, network A', where, figures: { imagesPerSecond }, ...(note ? { note } : {}) };
}

/** Row 7: what is in use early and late in a run of a tiny network. */
export async function memoryRow(
  measures: UpkeepMeasures,
  { where, note }: Place,
  [early, late]: readonly [number, number],
): Promise<Row> {
  const { early: before, late: after } = await measures.weighMemory(early, late);
  return {
    row: 7,
    what: `memory after ${early} and ${late} steps`,
    where,
    figures: {
      tensors: before.tensors,
      tensorsLate: after.tensors,
      bytes: before.bytes,
      bytesLate: after.bytes,
      heapMB: before.heap / 1e6,
      heapLateMB: after.heap / 1e6,
      moreTensors: after.tensors - before.tensors,
    },
    bound: { figure: 'moreTensors', most: 0 },
    ...(note ? { note } : {}),
  };
}
