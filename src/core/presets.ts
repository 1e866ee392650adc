/** Named experiments, as data. The first is what the page opens with. */
import type { Experiment } from './experiment.ts';
import type { Preset } from './templates/draft.ts';
import { colourAndSize, networkTemplates } from './templates/networks.ts';
import { pictureTemplates } from './templates/pictures.ts';
import { questionTemplates } from './templates/questions.ts';

export { makeLayer, makeLoss, makeOptimizer } from './make.ts';
export type { Preset } from './templates/draft.ts';

export const presets: readonly Preset[] = [...networkTemplates, ...pictureTemplates, ...questionTemplates];

/** What the page opens with. */
export const defaultExperiment: Experiment = colourAndSize.experiment;

/** The preset of that id, or nothing. */
export function presetOf(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
