/** The optimizers of the desk as each framework has them; a kind without a row is a type error. */
import type { Optimizer, OptimizerName } from '../optimizers.ts';
import { literal } from './names.ts';

type OptimizerTable = {
  readonly [K in OptimizerName]: (optimizer: Extract<Optimizer, { readonly kind: K }>, rate: string) => string;
};

/** What follows the parameters: "lr=0.001, betas=(0.9, 0.999)". */
const pytorch: OptimizerTable = {
  sgd: (_, rate) => `SGD(PARAMETERS, lr=${rate})`,
  momentum: ({ momentum, nesterov }, rate) =>
    `SGD(PARAMETERS, lr=${rate}, momentum=${literal(momentum)}${nesterov && momentum > 0 ? ', nesterov=True' : ''})`,
  rmsprop: ({ rho, epsilon }, rate) =>
    `RMSprop(PARAMETERS, lr=${rate}, alpha=${literal(rho)}, eps=${literal(epsilon)})`,
  adam: ({ beta1, beta2, epsilon }, rate) =>
    `Adam(PARAMETERS, lr=${rate}${betas(beta1, beta2)}, eps=${literal(epsilon)})`,
  adamw: ({ beta1, beta2, epsilon, weightDecay }, rate) =>
    `AdamW(PARAMETERS, lr=${rate}${betas(beta1, beta2)}, eps=${literal(epsilon)}, weight_decay=${literal(weightDecay)})`,
};

function betas(beta1: number, beta2: number): string {
  return beta1 === 0.9 && beta2 === 0.999 ? '' : `, betas=(${literal(beta1)}, ${literal(beta2)})`;
}

const keras: OptimizerTable = {
  sgd: (_, rate) => `SGD(learning_rate=${rate})`,
  momentum: ({ momentum, nesterov }, rate) =>
    `SGD(learning_rate=${rate}, momentum=${literal(momentum)}${nesterov ? ', nesterov=True' : ''})`,
  rmsprop: ({ rho, epsilon }, rate) =>
    `RMSprop(learning_rate=${rate}, rho=${literal(rho)}, epsilon=${literal(epsilon)})`,
  adam: (adam, rate) => `Adam(learning_rate=${rate}${moments(adam)})`,
  adamw: (adam, rate) => `AdamW(learning_rate=${rate}, weight_decay=${literal(adam.weightDecay)}${moments(adam)})`,
};

interface Moments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

function moments({ beta1, beta2, epsilon }: Moments): string {
  const list = [
    ...(beta1 === 0.9 ? [] : [`beta_1=${literal(beta1)}`]),
    ...(beta2 === 0.999 ? [] : [`beta_2=${literal(beta2)}`]),
    ...(epsilon === 1e-7 ? [] : [`epsilon=${literal(epsilon)}`]),
  ];
  return list.map((one) => `, ${one}`).join('');
}

const tfjs: OptimizerTable = {
  sgd: (_, rate) => `sgd(${rate})`,
  momentum: ({ momentum, nesterov }, rate) => `momentum(${rate}, ${literal(momentum)}${nesterov ? ', true' : ''})`,
  rmsprop: ({ rho, epsilon }, rate) => `rmsprop(${rate}, ${literal(rho)}, 0, ${literal(epsilon)})`,
  adam: adam,
  adamw: adam,
};

function adam({ beta1, beta2, epsilon }: Moments, rate: string): string {
  return `adam(${rate}, ${literal(beta1)}, ${literal(beta2)}, ${literal(epsilon)})`;
}

function written(table: OptimizerTable, optimizer: Optimizer, rate: string): string {
  const write: (optimizer: never, rate: string) => string = table[optimizer.kind];
  return write(optimizer as never, rate);
}

/** "torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7)" */
export function pytorchOptimizer(optimizer: Optimizer, rate: string, parameters: string): string {
  return `torch.optim.${written(pytorch, optimizer, rate).replace('PARAMETERS', parameters)}`;
}

/** "keras.optimizers.Adam(learning_rate=0.001)" */
export function kerasOptimizer(optimizer: Optimizer, rate: string): string {
  return `keras.optimizers.${written(keras, optimizer, rate)}`;
}

/** "tf.train.adam(0.001, 0.9, 0.999, 1e-7)"; the decay of AdamW is a line of its own. */
export function tfjsOptimizer(optimizer: Optimizer, rate: string): string {
  return `tf.train.${written(tfjs, optimizer, rate)}`;
}
