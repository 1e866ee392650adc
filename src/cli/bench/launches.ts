/**
 * Counts what a step asks of the backend: kernels (those that only rename numbers, Reshape and Identity, do not count),
 * and on a graphics card the programs that really run there.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface Launches {
  readonly kernels: number;
  /** Programs on the graphics card; absent on the processor. */
  readonly programs?: number;
  /** Kernels by name. */
  readonly byName: Readonly<Record<string, number>>;
}

const free: ReadonlySet<string> = new Set([tf.Reshape, tf.Identity]);
const programOf: Readonly<Record<string, string>> = { webgl: 'runWebGLProgram', webgpu: 'runWebGPUProgram' };

/** Runs `step` once and counts. */
export async function countLaunches(step: () => Promise<unknown> | unknown): Promise<Launches> {
  const byName: Record<string, number> = {};
  const engine = tf.engine();
  const runKernel = engine.runKernel;
  engine.runKernel = function counted(this: typeof engine, ...args: Parameters<typeof runKernel>) {
    const [name] = args;
    if (!free.has(name)) byName[name] = (byName[name] ?? 0) + 1;
    return Reflect.apply(runKernel, this, args);
  } as typeof runKernel;
  const method = programOf[tf.getBackend()];
  const backend = tf.backend();
  const runProgram: unknown = method === undefined ? undefined : Reflect.get(backend, method);
  let programs = 0;
  const programsByName: Record<string, number> = {};
  if (method !== undefined && typeof runProgram === 'function') {
    Reflect.set(backend, method, (...args: unknown[]) => {
      programs++;
      const program = args[0] as object;
      const label = `program ${program.constructor.name}`;
      programsByName[label] = (programsByName[label] ?? 0) + 1;
      return Reflect.apply(runProgram, backend, args);
    });
  }
  try {
    await step();
  } finally {
    engine.runKernel = runKernel;
    if (method !== undefined && runProgram) Reflect.deleteProperty(backend, method);
  }
  const kernels = Object.values(byName).reduce((sum, count) => sum + count, 0);
  return { kernels, ...(method === undefined ? {} : { programs, programsByName }), byName };
}
