/** What a preset is, in a few words: its question, its losses, how they are combined, and by which words it is found. */
import { targetName } from '../../../core/datasets/describe.ts';
import { type Experiment, scheduleFields } from '../../../core/experiment.ts';
import { metaOf } from '../../../core/fields.ts';
import { layerKind } from '../../../core/layers/index.ts';
import { lossKind } from '../../../core/losses/index.ts';
import { lossName } from '../../../core/losses/names.ts';
import { optimizerKinds } from '../../../core/optimizers.ts';
import { type Preset, type PresetGroup, presetGroups } from '../../../core/presets.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { fieldText, listText } from '../../../core/words.ts';

/** The first sentence of its introduction, and the others. */
export function introOf({ intro }: Pick<Preset, 'intro'>): readonly [question: string, rest: string] {
  const end = intro.indexOf('?') + 1;
  return [intro.slice(0, end), intro.slice(end).trim()];
}

/** "colour and size": what its losses read. */
export function targetsText(experiment: Experiment): string {
  const ids = experiment.losses.flatMap((loss) => ('target' in loss ? [loss.target] : []));
  return listText([...new Set(ids)].map((id) => targetName(experiment, id)));
}

/** "Weighted sum; optimizers: one, on the total (Adam)". */
export function methodText({ strategy, schedule, optimizer }: Experiment): string {
  const optimizers = fieldText(metaOf(scheduleFields.shape.kind), schedule.kind);
  return `${strategies[strategy.kind].label}; optimizers: ${optimizers} (${optimizerKinds[optimizer.kind].label})`;
}

/** All words that a preset is found by. */
function wordsOf({ experiment, help, intro }: Preset, group: PresetGroup): string {
  const { title, losses, network } = experiment;
  return [
    title,
    group.label,
    help,
    intro,
    methodText(experiment),
    ...losses.flatMap((loss) => [lossName(experiment, loss.id), lossKind(loss.kind).label]),
    ...network.layers.map(({ kind }) => layerKind(kind).label),
  ]
    .join(' ')
    .toLowerCase();
}

/** The groups with those presets in which every word of the query occurs; groups without any are left out. */
export function findPresets(query: string): readonly PresetGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return presetGroups
    .map((group) => ({
      ...group,
      presets: group.presets.filter((preset) => {
        const text = wordsOf(preset, group);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ presets }) => presets.length > 0);
}
