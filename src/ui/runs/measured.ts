/**
 * What was measured of the backends, kept in the browser by the size of the experiment and the version of the page, so
 * that only the first visit pays for it.
 */
import * as z from 'zod/mini';
import { type BackendReport, backendNames } from '../../core/backends.ts';

const key = 'loss-mixer/backends/1';

const schema = z.record(
  z.string(),
  z.array(
    z.object({
      name: z.enum(backendNames),
      available: z.boolean(),
      software: z.boolean(),
      why: z.string(),
      stepMs: z.optional(z.number()),
    }),
  ),
);

/** Where it is kept; without one (a private window may refuse it) every visit measures. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function read(): Record<string, BackendReport[]> {
  try {
    const parsed = z.safeParse(schema, JSON.parse(storage()?.getItem(key) ?? '{}'));
    if (!parsed.success) return {};
    return Object.fromEntries(
      Object.entries(parsed.data).map(([cost, reports]) => [
        cost,
        reports.map(({ stepMs, ...report }) => (stepMs === undefined ? report : { ...report, stepMs })),
      ]),
    );
  } catch {
    // Someone else's text under our key: measured again, then overwritten.
    return {};
  }
}

/** The reports for experiments of this cost, or nothing. */
export function recallBackends(cost: number): readonly BackendReport[] | undefined {
  return read()[cost];
}

/** Keeps the reports for experiments of this cost. */
export function rememberBackends(cost: number, reports: readonly BackendReport[]): void {
  try {
    storage()?.setItem(key, JSON.stringify({ ...read(), [cost]: reports }));
  } catch {
    // A full or forbidden storage costs a measurement at the next visit, nothing else.
  }
}

/** Forgets everything measured. */
export function forgetBackends(): void {
  storage()?.removeItem(key);
}
