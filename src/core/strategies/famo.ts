/**
 * FAMO, fast adaptive multitask optimization (Liu B. et al. 2023): balances how fast the logarithms of the losses fall,
 * without any per-loss gradient.
 *
 *   z = softmax(ξ), D_i = L_i + 1e-8, c = Σ z_i / D_i (a constant),  total = (1/c) Σ z_i log D_i,  weight_i = z_i / (c D_i)
 *   after the model's step, on the same batch: δ_i = log D_i − log D'_i,  ∂ξ = z ∘ (δ − z·δ) + γξ,  Adam on ξ
 *
 * The weights sum to one. LibMTL, TorchJD and the authors' code agree but for γ (1e-3; the authors' default is 1e-2, their
 * experiments use 1e-5). Adam's ε is 1e-8, γ is coupled as in PyTorch. Where it is undefined: a loss below zero counts as
 * zero; without a second look at the losses ξ stays as it is.
 */
import { group, number } from '../fields.ts';
import { dot, fill, softmax, sum } from './linalg/linalg.ts';
import {
  type OwnParameters,
  ownLearningRate,
  regroupParameters,
  startParameters,
  stepParameters,
} from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';

/** The logits and what they are compared with. */
export interface FamoState {
  readonly logits: OwnParameters;
  /** log D of the losses before the step that is under way. */
  readonly before: readonly number[];
}

/** total = (1/c) Σ z_i log L_i, z trained so that all losses fall at one relative rate. */
export const famo = defineStrategy({
  kind: 'famo',
  label: 'FAMO',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  needsPositive: true,
  options: group({
    learningRate: ownLearningRate(0.025),
    weightDecay: number({
      label: 'Decay of the logits',
      help: 'Pulls the weights back to equality.',
      default: 0.001,
      min: 0,
      max: 1,
    }),
  }),
  formula: String.raw`L=\tfrac1c\sum_i z_i\log L_i,\quad z=\operatorname{softmax}(\xi),\quad c=\sum_i z_i/L_i`,
  help: 'Looks at the losses again after each step and gives weight to the one that improved least, in per cent: gradient balancing at the price of one forward pass. It misleads at first: Adam moves every logit by the same amount whatever the difference was.',
  sentence: () =>
    'FAMO shifts weight to the loss that fell least, in per cent, in the last step, so that all fall at one relative rate.',
  paper: {
    authors: 'B. Liu, Y. Feng, P. Stone, Q. Liu',
    year: 2023,
    title: 'FAMO: Fast Adaptive Multitask Optimization',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/2306.03792',
  },
  init: (count): FamoState => ({ logits: startParameters(fill(count, 0)), before: fill(count, 0) }),
  regroup: ({ logits }, { rows }) => ({ logits: regroupParameters(logits, rows, 0), before: fill(rows.length, 0) }),
  weigh({ losses }, state: FamoState) {
    const z = softmax(state.logits.values);
    const shares = losses.map((loss, i) => z[i]! / shifted(loss));
    const c = sum(shares);
    const before = losses.map((loss) => Math.log(shifted(loss)));
    return { weights: shares.map((share) => share / c), total: dot(z, before) / c, state: { ...state, before } };
  },
  observe(lossesAfter, state, { learningRate, weightDecay }) {
    const z = softmax(state.logits.values);
    const delta = lossesAfter.map((loss, i) => state.before[i]! - Math.log(shifted(loss)));
    const mean = dot(z, delta);
    const gradient = z.map((share, i) => share * (delta[i]! - mean) + weightDecay * state.logits.values[i]!);
    return { ...state, logits: stepParameters(state.logits, gradient, { optimizer: 'adam', learningRate }, 1e-8) };
  },
});

function shifted(loss: number): number {
  return Math.max(loss, 0) + 1e-8;
}
