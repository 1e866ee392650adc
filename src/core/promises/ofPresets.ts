/** The effects that the introductions of the presets promise, in the order of the menu. */
import { combinationEffects } from './combinations.ts';
import { type Arm, type Effect, seeded } from './effect.ts';
import { pictureEffects } from './pictures.ts';
import { questionEffects } from './questions.ts';
import { weightEffects } from './weights.ts';

export const presetEffects: readonly Effect[] = [
  ...questionEffects,
  ...weightEffects,
  ...combinationEffects,
  ...pictureEffects,
];

const validatedArms: ReadonlySet<Arm> = new Set(
  presetEffects.flatMap(({ arms, measure, minus }) =>
    [measure, minus].some((read) => read?.table === 'validation') ? Object.values(arms) : [],
  ),
);

/**
 * The run of an arm with a seed: evaluated ten times where a promise reads its validation images, which may take
 * longer than its steps, else once.
 */
export function promisedRun(arm: Arm, seed: number): Arm {
  return seeded(arm, seed, validatedArms.has(arm) ? 10 : 1);
}
