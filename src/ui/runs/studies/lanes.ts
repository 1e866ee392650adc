/** How many runs of a study train side by side, and on what. */
import { type BackendName, type BackendReport, rankBackends } from '../../../core/backends.ts';

/** Bytes that the runs side by side may take together, as estimated: a tab gets about as much on most devices. */
export const lanesBytes = 4 * 2 ** 30;

/** One on a graphics device; else as many as there are cores, but for one that the page keeps. */
export function laneCount(backend: BackendName, cores: number): number {
  return isOnGpu(backend) ? 1 : Math.max(1, cores - 1);
}

/**
 * The backend of all runs of a study, whose numbers are to be compared: the one that was chosen, else the fastest that was
 * measured here for experiments of this size, else WebAssembly.
 */
export function studyBackend(wanted: BackendName | 'auto', reports: readonly BackendReport[] | undefined): BackendName {
  if (wanted !== 'auto') return wanted;
  return rankBackends(reports ?? [])[0]?.name ?? 'wasm';
}

function isOnGpu(backend: BackendName): boolean {
  return backend === 'webgpu' || backend === 'webgl';
}
