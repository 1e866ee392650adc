/**
 * How long a step of this very experiment takes on each real backend of the machine. Emulated graphics and the plain cpu
 * are known to be slower than wasm by an order of magnitude and are not timed: timing them would take seconds.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendReport } from '../../core/backends.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { type OpenBackend, openBackend, type WasmFiles } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { Data } from './data.ts';

/** Milliseconds for timing one backend, compiling its kernels left out. */
const budgetMs = 300;
const maxSteps = 5;
/** A step of so many milliseconds is timed by one: the largest take a minute on wasm, and the run waits. */
const longMs = 1000;

/** Whether timing can change the choice: at least two backends could be the fastest. */
export function isWorthMeasuring(reports: readonly BackendReport[]): boolean {
  return reports.filter(isCandidate).length > 1;
}

function isCandidate(report: BackendReport): boolean {
  return report.available && !report.software && report.name !== 'cpu';
}

/** The reports with `stepMs` for every candidate: the median step. One that fails is reported as not available. */
export async function measureBackends(
  experiment: Experiment,
  files: WasmFiles,
  reports: readonly BackendReport[],
  open: OpenBackend = {},
): Promise<BackendReport[]> {
  const measured: BackendReport[] = [];
  for (const report of reports) {
    if (!isCandidate(report)) {
      measured.push(report);
      continue;
    }
    try {
      await openBackend(report.name, files, open);
      measured.push({ ...report, stepMs: await timeSteps(experiment, new Data(experiment)) });
    } catch (error) {
      measured.push({ ...report, available: false, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return measured;
}

async function timeSteps(experiment: Experiment, data: Data): Promise<number> {
  const stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch);
  const times: number[] = [];
  const from = performance.now();
  try {
    // The first step compiles and allocates; it is counted only where it is long, and nothing was compiled.
    const compiles = tf.getBackend() !== 'wasm';
    let isLong = false;
    for (let step = 0; step <= maxSteps && !(isLong && times.length > 0); step++) {
      if (times.length >= 2 && performance.now() - from >= budgetMs) break;
      const begin = performance.now();
      const batch = data.trainingBatch(0, stepper.terms.targets);
      const { losses, gains } = await stepper.step(batch, 0, false);
      gains?.dispose();
      if (losses instanceof tf.Tensor) {
        await losses.data();
        losses.dispose();
      }
      disposeBatch(batch);
      const took = performance.now() - begin;
      isLong = took >= longMs;
      if (step > 0 || (isLong && !compiles)) times.push(took);
    }
  } finally {
    stepper.dispose();
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}
