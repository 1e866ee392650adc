/**
 * Opening a backend and choosing one. Each is loaded only when wanted, so that Node and a machine without a GPU never see
 * the modules of the GPU backends; one that depends on a driver has to pass a gradient test before it is used.
 */
import * as tf from '@tensorflow/tfjs-core';
// After the core: registering a gradient reads a flag that the core defines.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import {
  type BackendChoice,
  type BackendName,
  type BackendReport,
  backendTexts,
  rankBackends,
} from '../../core/backends.ts';
import { registerGradients } from './gradients.ts';
import { largestDifference, probeGradients } from './selfTest.ts';
import { surveyBackends } from './survey.ts';
import { startWasm, type WasmFiles } from './wasm.ts';

export { onBackendLost } from './deviceLoss.ts';
export { surveyBackends } from './survey.ts';
export type { WasmFiles } from './wasm.ts';

/** Half-precision textures of some phones pass at this tolerance, a broken driver does not. */
const selfTestTolerance = 2e-2;

// Its advice to install the native package is not for our users.
tf.enableProdMode();

registerGradients();

const tested = new Set<BackendName>();

/** How a backend is opened. */
export interface OpenBackend {
  /** Threads of the wasm backend; 0 (the default) takes what the machine and the page's isolation allow. */
  readonly threads?: number;
}

/** Makes a backend the one in use. Throws an Error that says why, if it cannot start or computes a wrong gradient. */
export async function openBackend(
  name: BackendName,
  files: WasmFiles,
  { threads = 0 }: OpenBackend = {},
): Promise<void> {
  const { label } = backendTexts[name];
  // WebAssembly computes the same everywhere; a driver may not.
  const isSure = name === 'cpu' || name === 'wasm' || tested.has(name);
  const expected = isSure ? undefined : await probeOnCpu();
  const started = await start(name, files, threads).catch((error: unknown) => {
    throw new Error(`${label} could not start: ${messageOf(error)}`, { cause: error });
  });
  if (!started) throw new Error(`${label} could not start.`);
  await tf.ready();
  if (!expected) return;
  const difference = largestDifference(await probeGradients(), expected);
  if (!(difference < selfTestTolerance)) {
    throw new Error(`${label} computes a wrong gradient here (off by ${difference.toExponential(1)}).`);
  }
  tested.add(name);
}

/** What the gradients should be, by the kernels in plain JavaScript; they come in a chunk that wasm does without. */
async function probeOnCpu(): Promise<Float32Array[]> {
  await startCpu();
  return probeGradients();
}

async function startCpu(): Promise<boolean> {
  return (await import('./cpu.ts')).startCpu();
}

async function start(name: BackendName, files: WasmFiles, threads: number): Promise<boolean> {
  switch (name) {
    case 'cpu':
      return startCpu();
    case 'wasm':
      return startWasm(files, threads);
    case 'webgl':
      if (typeof OffscreenCanvas === 'undefined') throw new Error('there is no canvas off the screen here.');
      return (await import('./webgl.ts')).startWebgl();
    case 'webgpu':
      if (typeof navigator === 'undefined' || !navigator.gpu) throw new Error('there is no WebGPU here.');
      return (await import('./webgpu.ts')).startWebgpu();
    default:
      return name satisfies never;
  }
}

/** What to choose from, and how. */
export interface ChooseBackend extends OpenBackend {
  /** The person's own choice, tried before all others. */
  readonly wanted?: BackendName;
  /** Backends that failed before: not tried again. */
  readonly without?: ReadonlySet<BackendName>;
  /** What the machine has, with times where they were measured; surveyed when left out. */
  readonly reports?: readonly BackendReport[];
}

/**
 * Opens the best backend that works and says why it is the one. A backend that fails is reported as not available in the
 * alternatives, with its error. Throws when not even the plain cpu works.
 */
export async function chooseBackend(files: WasmFiles, choose: ChooseBackend = {}): Promise<BackendChoice> {
  const reports = choose.reports ?? (await surveyBackends(choose));
  const ranked = rankBackends(reports);
  const wanted = reports.find((report) => report.name === choose.wanted);
  const order = wanted ? [wanted, ...ranked.filter((report) => report !== wanted)] : ranked;
  const failures = new Map<BackendName, string>();
  for (const candidate of order) {
    if (choose.without?.has(candidate.name)) continue;
    try {
      await openBackend(candidate.name, files, choose);
    } catch (error) {
      failures.set(candidate.name, messageOf(error));
      continue;
    }
    const known = reports.map((report) => {
      const why = failures.get(report.name);
      return why === undefined ? report : { ...report, available: false, why };
    });
    return {
      name: candidate.name,
      reason: reasonFor(candidate, known, choose.wanted),
      alternatives: known.filter((report) => report.name !== candidate.name),
    };
  }
  throw new Error(`No backend works here. ${[...failures.values()].join(' ')}`);
}

function reasonFor(chosen: BackendReport, reports: readonly BackendReport[], wanted: BackendName | undefined): string {
  const { label } = backendTexts[chosen.name];
  if (chosen.name === wanted) return `${label}: your choice (${chosen.why}).`;
  const better = reports.filter((report) => report.name === wanted || !report.available || report.software);
  const because = better.filter((report) => report.name !== chosen.name).map(describe);
  const time = chosen.stepMs === undefined ? '' : ` ${chosen.stepMs.toFixed(1)} ms for a small step.`;
  return [`${label} (${chosen.why}).${time}`, ...because].join(' ');
}

function describe(report: BackendReport): string {
  const { label } = backendTexts[report.name];
  return report.available ? `${label} is only emulated on the processor (${report.why}).` : `${label}: ${report.why}`;
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
