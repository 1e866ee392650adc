/**
 * What was measured of the backends, kept in the browser by the size of the experiment and the version of the page, so
 * that only the first visit pays for it.
 */
import * as z from 'zod/mini';
import { backendReport } from '../../core/backendReport.ts';
import { type BackendReport, backendNames } from '../../core/backends.ts';
import { forgetStored, readStored, writeStored } from '../storage.ts';

const key = 'loss-mixer/backends/1';

/** One report of every backend, by the cost of the experiment. */
const schema = z.record(
  z.string(),
  z
    .array(backendReport)
    .check(
      z.refine(
        (reports) =>
          reports.length === backendNames.length &&
          backendNames.every((name) => reports.some((report) => report.name === name)),
      ),
    ),
);

/** The reports for experiments of this cost, or nothing. */
export function recallBackends(cost: number): readonly BackendReport[] | undefined {
  return readStored(key, schema)?.[cost];
}

/** Keeps the reports for experiments of this cost. */
export function rememberBackends(cost: number, reports: readonly BackendReport[]): void {
  writeStored(key, { ...readStored(key, schema), [cost]: reports });
}

/** Forgets everything measured. */
export function forgetBackends(): void {
  forgetStored(key);
}
