/** Every field of an experiment that a study can vary, in the groups of the page. */
import type { Experiment } from '../../experiment.ts';
import { layerKind } from '../../layers/index.ts';
import { isPenalty, isUnmuted } from '../../losses/roles.ts';
import { type SettingPart, settingLabel, settingsOf } from '../../run/settings.ts';
import type { Turned } from '../study.ts';
import { networkPlaces } from './networks.ts';

export interface VariedField extends Turned {
  readonly label: string;
}

export interface FieldGroup {
  readonly label: string;
  readonly fields: readonly VariedField[];
}

/** What a study sets by other means: its seeds and folds. */
const setElsewhere: ReadonlySet<string> = new Set(['training.seed', 'training.validateOn']);

const groups: readonly { readonly label: string; readonly parts: readonly SettingPart[] }[] = [
  { label: 'Combination', parts: ['strategy', 'schedule'] },
  { label: 'Losses', parts: ['loss'] },
  { label: 'Training', parts: ['training', 'optimizer'] },
  { label: 'Data', parts: ['dataset'] },
  { label: 'Network', parts: ['layer'] },
];

const untold: ReadonlySet<string> = new Set(['text', 'list', 'moves']);

/** The fields by group; of sections with a kind also the kind, where one can be put for another. */
export function fieldsToVary(experiment: Experiment): readonly FieldGroup[] {
  const settings = settingsOf(experiment).filter(({ part, of, meta }) => {
    const isKind = of === undefined && (part === 'loss' || part === 'layer' || part === 'dataset');
    return !isKind && !untold.has(meta.control);
  });
  const widths = widthsOfHeads(experiment);
  return groups.map(({ label, parts }) => {
    const fields = settings
      .filter(({ part }) => parts.includes(part))
      .map((setting) => ({ at: [placeOf(setting.key)], join: 'same' as const, label: settingLabel(setting) }))
      .filter(({ at: [place = ''] }) => !setElsewhere.has(place) && !widths.has(place));
    return { label, fields: [...together(label, experiment), ...fields] };
  });
}

/** How wide heads are: that follows from their targets. */
function widthsOfHeads({ network, losses }: Experiment): ReadonlySet<string> {
  const heads = network.layers.filter(({ id }) => losses.some((loss) => 'target' in loss && loss.output === id));
  return new Set(heads.flatMap(({ id, kind }) => `network.${id}.${layerKind(kind).width}`));
}

/** "losses.colour.fader" from "loss:colour:fader". */
function placeOf(key: string): string {
  const [part = '', ...rest] = key.split(':');
  return [{ loss: 'losses', layer: 'network' }[part] ?? part, ...rest].join('.');
}

/** What is several fields at once. */
function together(group: string, experiment: Experiment): readonly VariedField[] {
  if (group === 'Network') return [{ at: networkPlaces, join: 'each', label: 'The whole network' }];
  const pair = linkedPair(experiment);
  return group === 'Losses' && pair ? [{ at: pair, join: 'shares', label: 'a and 1 − a of two losses' }] : [];
}

/** The faders of the two losses that read a target, where there are just two. */
export function linkedPair({ losses }: Experiment): readonly [string, string] | undefined {
  const [first, second, third] = losses.filter((loss) => isUnmuted(loss) && !isPenalty(loss));
  return first && second && !third ? [`losses.${first.id}.fader`, `losses.${second.id}.fader`] : undefined;
}
