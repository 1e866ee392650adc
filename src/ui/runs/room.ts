/** How much room the library takes, and which runs would have to go where that is too much. */
import { isAlive } from '../../core/run/run.ts';
import type { RunSummary } from '../../core/run/runSummary.ts';
import type { State } from '../store.ts';

/** How many runs the library is made for. */
export const keptLimit = 500;

/** Bytes that the kept runs take, about. */
export function usedBytes(kept: readonly RunSummary[]): number {
  return kept.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
}

/** The oldest runs that are neither pinned nor going on, as many as are above the bounds; none where the library is within them. */
export function surplusRuns(
  { kept, library }: Pick<State, 'kept' | 'library'>,
  limit = keptLimit,
): readonly RunSummary[] {
  const { limitBytes = Number.POSITIVE_INFINITY } = library;
  let count = kept.length;
  let bytes = usedBytes(kept);
  const surplus: RunSummary[] = [];
  for (const run of kept) {
    if (count <= limit && bytes <= limitBytes) break;
    if (run.isPinned || isAlive(run.status)) continue;
    surplus.push(run);
    count -= 1;
    bytes -= run.sizeBytes ?? 0;
  }
  return surplus;
}

/** The share of the library that runs of studies may fill: the rest stays for those from the desk. */
const studyShare = 0.8;

/** Whether a run of a study can be kept: above its share of the library only what came out of it is, in the study. */
export function hasRoomForStudies({ kept, runs, library }: Pick<State, 'kept' | 'runs' | 'library'>): boolean {
  const { limitBytes = Number.POSITIVE_INFINITY } = library;
  const count = new Set([...kept, ...runs].map(({ id }) => id)).size;
  return count < studyShare * keptLimit && usedBytes(kept) < studyShare * limitBytes;
}

/** An amount of data: "840 kB", "12.4 MB". */
export function bytesText(bytes: number): string {
  const unit = bytes >= 1e9 ? ([1e9, 'GB'] as const) : bytes >= 1e6 ? ([1e6, 'MB'] as const) : ([1e3, 'kB'] as const);
  return `${Number((bytes / unit[0]).toPrecision(3))} ${unit[1]}`;
}
