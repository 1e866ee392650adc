/**
 * The kernels of the losses, one per row of `core/losses`: a row without a kernel is a type error. Each is a scalar on the
 * tape. Outputs are logits for losses of categories and masks, plain values for those of numbers and images.
 *
 * Call them inside a tidy scope: a few leave intermediate tensors to it.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { type Loss, type LossKindName, type LossOf, lossKind, type lossKinds } from '../../core/losses/index.ts';
import { focalSoftmax, multiClassHinge, softmaxCrossEntropy } from './categories.ts';
import * as elementwise from './elementwise.ts';
import { dice, iou, lovaszHinge, tversky } from './overlaps.ts';
import { activityL1, elasticNet, entropy, l1, l2 } from './penalties.ts';
import { knownOnly, type SampleWeights } from './sampleWeights.ts';
import { ssim } from './ssim.ts';

/** Targets: labels int32 [B]; numbers float32 [B]; masks float32 [B, H, W, 1]; images float32 [B, H, W, 3]. */
type DataKernel<K extends LossKindName> = (
  output: Tensor,
  target: Tensor,
  loss: LossOf<K>,
  weights?: SampleWeights,
) => Scalar;
type OutputKernel<K extends LossKindName> = (output: Tensor, loss: LossOf<K>) => Scalar;
/** Over kernels only: biases and the parameters of normalisations are not penalised. */
type WeightKernel<K extends LossKindName> = (kernels: readonly Tensor[], loss: LossOf<K>) => Scalar;

type KernelOf<K extends LossKindName> = {
  readonly target: DataKernel<K>;
  readonly output: OutputKernel<K>;
  readonly weights: WeightKernel<K>;
}[(typeof lossKinds)[K]['reads']];

const lossKernels = {
  'softmax-cross-entropy': softmaxCrossEntropy,
  'softmax-focal': focalSoftmax,
  'multi-class-hinge': multiClassHinge,
  'sigmoid-cross-entropy': elementwise.sigmoidCrossEntropy,
  'sigmoid-focal': elementwise.sigmoidFocal,
  hinge: elementwise.hinge,
  'squared-hinge': elementwise.squaredHinge,
  mse: elementwise.mse,
  mae: elementwise.mae,
  huber: elementwise.huber,
  'log-cosh': elementwise.logCosh,
  ssim,
  dice,
  iou,
  tversky,
  'lovasz-hinge': lovaszHinge,
  l1,
  l2,
  'elastic-net': elasticNet,
  'activity-l1': activityL1,
  entropy,
} satisfies { readonly [K in LossKindName]: KernelOf<K> };

/** What a loss may read; each kind takes what its row names. */
export interface LossInputs {
  /** [B, …] */
  readonly output?: Tensor | undefined;
  readonly target?: Tensor | undefined;
  readonly kernels?: readonly Tensor[] | undefined;
  /** Where the images do not all count alike. */
  readonly weights?: SampleWeights | undefined;
}

/** The value of a loss, differentiable by its output or kernels. Throws when an input that the kind reads is missing. */
export function lossValue(loss: Loss, { output, target, kernels, weights }: LossInputs): Scalar {
  const kernel = lossKernels[loss.kind];
  switch (lossKind(loss.kind).reads) {
    case 'target':
      if (output && target)
        return (kernel as (output: Tensor, target: Tensor, loss: Loss, weights?: SampleWeights) => Scalar)(
          weights ? knownOnly(output, weights) : output,
          target,
          loss,
          weights,
        );
      break;
    case 'output':
      if (output) return (kernel as (output: Tensor, loss: Loss) => Scalar)(output, loss);
      break;
    case 'weights':
      if (kernels) return (kernel as (kernels: readonly Tensor[], loss: Loss) => Scalar)(kernels, loss);
      break;
  }
  throw new Error(`The loss "${loss.id}" (${loss.kind}) was not given what it reads.`);
}
