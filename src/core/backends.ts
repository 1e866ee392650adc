/**
 * The backends on which an experiment can run, what a machine has of them, and in which order to try them.
 *
 * The order without measurements: a real GPU first, then wasm, then GPUs emulated in software, the plain cpu last.
 * Measured once, 64 images of 32×32×3, two convolutions, Adam: wasm tens of milliseconds a step, WebGL in software about
 * a second, WebGPU in software and the plain cpu about two and a half.
 */

/** Every backend, best first. */
export const backendNames = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

/** How a backend is called and what it is, for a student. */
export const backendTexts = {
  webgpu: { label: 'WebGPU', help: 'The graphics card through WebGPU: the fastest for large networks.' },
  webgl: { label: 'WebGL', help: 'The graphics card through WebGL: nearly every browser has it.' },
  wasm: { label: 'WebAssembly', help: 'The processor with SIMD: fast for small networks and without a graphics card.' },
  cpu: { label: 'Plain JavaScript', help: 'The processor without SIMD: works everywhere, slowly. The last resort.' },
} satisfies Record<BackendName, { readonly label: string; readonly help: string }>;

/** What a machine has of one backend. */
export interface BackendReport {
  readonly name: BackendName;
  readonly available: boolean;
  /** A GPU emulated on the processor (SwiftShader, llvmpipe, a fallback adapter). */
  readonly software: boolean;
  /** One sentence: the adapter's name, or why the backend is missing. */
  readonly why: string;
  /** Milliseconds of a small training step, where it was timed. */
  readonly stepMs?: number;
}

/** The backend in use, why, and what every other one of the machine is like. */
export interface BackendChoice {
  readonly name: BackendName;
  readonly reason: string;
  readonly alternatives: readonly BackendReport[];
}

/** Names of software adapters as drivers and browsers report them. */
const softwareAdapter = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|\bwarp\b|mesa offscreen/i;

/** Whether the texts an adapter says about itself name an emulation. */
export function isSoftwareAdapter(...texts: readonly (string | null | undefined)[]): boolean {
  return texts.some((text) => text != null && softwareAdapter.test(text));
}

/** Places without measurements, best first. */
const places = ['webgpu', 'webgl', 'wasm', 'webgl in software', 'webgpu in software', 'cpu'];

function placeOf(report: BackendReport): number {
  return places.indexOf(report.software ? `${report.name} in software` : report.name);
}

/**
 * The available backends in the order to try them. Timed ones are ordered by their time among the places they hold;
 * those without a time stay where their kind puts them.
 */
export function rankBackends(reports: readonly BackendReport[]): BackendReport[] {
  const ranked = reports.filter((report) => report.available).sort((a, b) => placeOf(a) - placeOf(b));
  const timed = ranked.filter((report) => report.stepMs !== undefined);
  timed.sort((a, b) => (a.stepMs ?? 0) - (b.stepMs ?? 0));
  return ranked.map((report) => (report.stepMs === undefined ? report : (timed.shift() ?? report)));
}

/**
 * What to say where WebAssembly was there, its files did not load, and a backend far slower stands in; nothing elsewhere.
 * `surveyed` is what the machine has, before any backend was opened.
 */
export function wasmMissed(surveyed: readonly BackendReport[], choice: BackendChoice): string | undefined {
  const { wasm: before, [choice.name]: chosen } = Object.fromEntries(surveyed.map((report) => [report.name, report]));
  const after = choice.alternatives.find(({ name }) => name === 'wasm');
  if (!before?.available || after?.available !== false) return undefined;
  const isSlow = choice.name === 'cpu' || chosen?.software;
  const { label } = backendTexts[choice.name];
  return isSlow ? `${after.why} ${label} trains in its place, many times slower.` : undefined;
}
