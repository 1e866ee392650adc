/**
 * PBI, penalty-based boundary intersection (Zhang & Li 2007, MOEA/D): how far the losses are along the preferred
 * direction, plus θ times how far they are off it.
 *
 *   û = p/|p|,  d₁ = (L−z)·û,  d₂ = |(L−z) − d₁û|,  total = d₁ + θd₂,  weights = û + θ((L−z) − d₁û)/d₂
 *
 * A weight may be negative: a loss that is better than the preference asks for is made worse. Where it is undefined
 * (d₂ below 1e-12 of the distance) the subgradient û is taken; TorchJD adds 1e-12 under the root, LibMOON gives NaN and
 * ignores z.
 */
import { group, number } from '../fields.ts';
import { idealField, oneEach } from './ideal.ts';
import { dot } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** total = d₁ + θd₂. */
export const pbi = defineStrategy({
  kind: 'pbi',
  label: 'Boundary intersection',
  family: 'losses',
  needs: 'losses',
  reads: 'preference',
  isSigned: () => true,
  options: group({
    theta: number({
      label: 'Penalty θ',
      help: 'How strongly the losses are held to the preferred ratio.',
      default: 5,
      min: 0,
      max: 100,
    }),
    ideal: idealField(),
  }),
  formula: String.raw`L=d_1+\theta d_2,\quad d_1=(\vec L-z)\cdot\hat p,\quad d_2=\lVert(\vec L-z)-d_1\hat p\rVert`,
  help: 'Moves the losses down along the ray of your preference and pulls them onto it. It misleads when one loss is ahead of the ray: its weight turns negative, so it is made worse on purpose, and the result need not be Pareto-optimal.',
  sentence: () =>
    'Boundary intersection pulls the losses onto the ray of the faders, which are its preference: a loss that is ahead of the ray may get a negative weight and be made worse.',
  paper: {
    authors: 'Q. Zhang, H. Li',
    year: 2007,
    title: 'MOEA/D: A Multiobjective Evolutionary Algorithm Based on Decomposition',
    venue: 'IEEE Transactions on Evolutionary Computation',
    url: 'https://doi.org/10.1109/TEVC.2007.892759',
  },
  init: () => null,
  weigh(measured, _, { theta, ideal }) {
    const { losses, preference } = measured;
    const z = oneEach(ideal, measured);
    const distance = losses.map((loss, i) => loss - z[i]!);
    const length = Math.hypot(...preference);
    const ray = preference.map((share) => share / length);
    const along = dot(distance, ray);
    const across = distance.map((value, i) => value - along * ray[i]!);
    const off = Math.hypot(...across);
    const isOnRay = off <= 1e-12 * Math.hypot(...distance);
    const weights = ray.map((value, i) => (isOnRay ? value : value + (theta * across[i]!) / off));
    return { weights, total: along + theta * off, state: null };
  },
});
