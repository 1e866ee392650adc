/** The effects that the introductions of the presets promise, in the order of the menu. */
import { combinationEffects } from './combinations.ts';
import type { RunEffect } from './effect.ts';
import { pictureEffects } from './pictures.ts';
import { questionEffects } from './questions.ts';
import { weightEffects } from './weights.ts';

export const presetEffects: readonly RunEffect[] = [
  ...questionEffects,
  ...weightEffects,
  ...combinationEffects,
  ...pictureEffects,
];
