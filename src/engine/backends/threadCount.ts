/** How many threads the wasm backend runs on; apart from it, so that the survey loads no backend. */

/** What TensorFlow.js takes by default, and never exceeds: half of the logical processors, at most four. */
export function defaultThreads(): number {
  if (globalThis.crossOriginIsolated !== true) return 1;
  return Math.max(1, Math.min(4, Math.floor((navigator.hardwareConcurrency ?? 1) / 2)));
}
