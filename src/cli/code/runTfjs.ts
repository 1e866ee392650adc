/** Runs a program in TensorFlow.js as a person would, with a network that stands in for theirs. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import type { Expected, Numbers } from './expected.ts';

interface Ran {
  /** The weights after all batches, by key. */
  readonly after: Readonly<Record<string, readonly number[]>>;
  /** The tensors that the program holds at its end: slots of optimizers, what a strategy remembers, what it leaks. */
  readonly held: number;
}

/** Runs it on the batches of `expected`, so many times; `outputs` are the layers that it reads, in its order. */
export async function runTfjs(code: string, expected: Expected, outputs: readonly string[], rounds = 1): Promise<Ran> {
  const variables = new Map(
    Object.entries(expected.before).map(([key, { shape, values }]) => [
      key,
      tf.variable(tf.tensor([...values], [...shape])),
    ]),
  );
  const batches = Array.from({ length: rounds }, () => expected.batches.map((one) => one.map(tensorOf))).flat();
  const before = tf.memory().numTensors;
  new Function('tf', 'model', 'batches', code.replace(/^import .*$/m, ''))(tf, networkOf(variables, outputs), batches);
  const held = tf.memory().numTensors - before;
  const after: Record<string, number[]> = {};
  for (const [key, variable] of variables) after[key] = [...(await variable.data())];
  tf.dispose([...variables.values(), ...batches.flat()]);
  return { after, held };
}

/** Labels are whole numbers. */
function tensorOf({ shape, values }: Numbers): tf.Tensor {
  const isLabels = shape.length === 1 && values.every(Number.isInteger);
  return tf.tensor([...values], [...shape], isLabels ? 'int32' : 'float32');
}

/** What a program asks of a LayersModel: apply, trainableWeights, getLayer. */
function networkOf(variables: ReadonlyMap<string, tf.Variable>, outputs: readonly string[]) {
  const weightsOf = (layer: string) =>
    [...variables]
      .filter(([key]) => layer === '' || key.startsWith(`${layer}/`))
      .map(([, variable]) => layerVariable(variable));
  const dense = (x: tf.Tensor, layer: string) => {
    const [kernel, bias] = ['kernel', 'bias'].map((name) => variables.get(`${layer}/${name}`) as tf.Variable);
    return tf.add(tf.matMul(x as tf.Tensor2D, kernel as unknown as tf.Tensor2D), bias as tf.Tensor);
  };
  return {
    trainableWeights: weightsOf(''),
    getLayer: (name: string) => ({ trainableWeights: weightsOf(name) }),
    apply(x: tf.Tensor) {
      const trunk = tf.tanh(dense(x, 'dense'));
      const all = outputs.map((layer) => (layer === 'dense' ? trunk : dense(trunk, layer)));
      return all.length === 1 ? all[0] : all;
    },
  };
}

function layerVariable(variable: tf.Variable) {
  return { shape: variable.shape, read: () => variable, write: (value: tf.Tensor) => variable.assign(value) };
}
