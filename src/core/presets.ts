/** Named experiments, as data, in groups as in the menu. The first is what the page opens with. */
import type { Experiment } from './experiment.ts';
import { conflictTemplates, optimizerTemplates } from './templates/combinations.ts';
import type { Preset } from './templates/draft.ts';
import { formerPresets } from './templates/former.ts';
import { colourAndSize, networkTemplates, separateNetworks } from './templates/networks.ts';
import { pictureTemplates } from './templates/pictures.ts';
import { questionTemplates } from './templates/questions.ts';
import { weightTemplates } from './templates/weights.ts';

export type { Preset } from './templates/draft.ts';

export interface PresetGroup {
  /** The question that its presets answer, or what they have in common. */
  readonly label: string;
  readonly presets: readonly Preset[];
}

/** All presets as the menu shows them. */
export const presetGroups: readonly PresetGroup[] = [
  { label: 'One task or several?', presets: [colourAndSize, separateNetworks, ...questionTemplates] },
  { label: 'Which weights? Can they be trained?', presets: weightTemplates },
  { label: 'One optimizer or two?', presets: optimizerTemplates },
  { label: 'What if gradients conflict?', presets: conflictTemplates },
  { label: 'Networks', presets: [...networkTemplates, ...pictureTemplates] },
];

export const presets: readonly Preset[] = presetGroups.flatMap((group) => group.presets);

/** What the page opens with. */
export const defaultExperiment: Experiment = colourAndSize.experiment;

/** The preset of that id, or nothing. */
export function presetOf(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}

/** The experiment that links with that id start from, also where it is no preset any more; or nothing. */
export function baseOf(id: string): Experiment | undefined {
  return [...presets, ...formerPresets].find((base) => base.id === id)?.experiment;
}

/** The preset that an experiment is exactly (the same object), or nothing. */
export function presetWith(experiment: Experiment): Preset | undefined {
  return presets.find((preset) => preset.experiment === experiment);
}
