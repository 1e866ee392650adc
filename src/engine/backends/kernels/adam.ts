/** One pass of Adam over the flat vectors, on wasm: composed, it is ten. */
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

export const adamKernel = 'AdamStep';

/** The numbers of a step: m' = β₁m + (1−β₁)g, v' = β₂v + (1−β₂)g², θ' = keep·θ − rate·m'/(√v' + ε). */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  /** Learning rate with the bias corrections in it. */
  readonly rate: number;
  readonly epsilon: number;
  /** 1, or 1 − rate·decay for decoupled weight decay. */
  readonly keep: number;
}

/** Registers it: inputs θ, g, m, v of one length and float32; outputs θ', m', v'. */
export function registerAdam(): void {
  registerWasmKernel<'theta' | 'g' | 'm' | 'v', AdamNumbers>(adamKernel, ({ inputs, attrs, wasm }) => {
    const before = [inputs.theta, inputs.g, inputs.m, inputs.v];
    const after = [inputs.theta, inputs.m, inputs.v].map(({ shape }) => wasm.makeOutput(shape, 'float32'));
    const size = tf.util.sizeFromShape(inputs.theta.shape);
    const count = Math.floor(size / 4);
    const { beta1, beta2, rate, epsilon, keep } = attrs;
    const addresses = [...before, ...after].map((tensor) => addressOf(wasm, tensor));
    if (count > 0) simdOf(wasm).adamStep(...addresses, count, beta1, beta2, rate, epsilon, keep);
    const [theta, g, m, v, nextTheta, nextM, nextV] = [...before, ...after].map((tensor) => floats(wasm, tensor)) as [
      ...[Float32Array, Float32Array, Float32Array, Float32Array],
      ...[Float32Array, Float32Array, Float32Array],
    ];
    for (let k = 4 * count; k < size; k++) {
      nextM[k] = beta1 * m[k]! + (1 - beta1) * g[k]!;
      nextV[k] = beta2 * v[k]! + (1 - beta2) * g[k]! * g[k]!;
      nextTheta[k] = keep * theta[k]! - (rate * nextM[k]!) / (Math.sqrt(nextV[k]!) + epsilon);
    }
    return after;
  });
}
