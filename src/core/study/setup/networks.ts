/** Networks that can stand in for the one on the desk, with the losses that read them. */
import { isRefusal } from '../../edit/edited.ts';
import { joinTowers, splitTowers } from '../../edit/towers.ts';
import type { Experiment } from '../../experiment.ts';
import { sharedLayers } from '../../graph.ts';
import { graphOf } from '../../graphOf.ts';
import { presets } from '../../presets.ts';
import { assignAll } from '../assign.ts';
import type { Option } from './option.ts';

/** What the networks of a study set: the layers, and the losses, whose penalties go with the layers they are on. */
export const networkPlaces = ['network', 'losses'] as const;

/** The network as it is, shared or in towers, and those of presets that have what these losses read. */
export function networksFor(experiment: Experiment): readonly Option[] {
  const others = presets
    .filter(({ experiment: preset }) => JSON.stringify(preset.network) !== JSON.stringify(experiment.network))
    .map(({ experiment: preset }) => ({
      label: preset.title,
      value: [preset.network, experiment.losses],
      isNow: false,
    }))
    .filter(({ value }) => canRun(experiment, value));
  return [asSet(experiment), ...counterpart(experiment), ...others];
}

/** The network with one trunk and with a tower for each loss; nothing where there is but one of the two. */
export function sharedAndApart(experiment: Experiment): readonly Option[] | undefined {
  const [other] = counterpart(experiment);
  return other && [asSet(experiment), other];
}

function asSet(experiment: Experiment): Option {
  return { label: nowLabel(experiment), value: setBy(experiment), isNow: true };
}

function setBy({ network, losses }: Experiment): readonly unknown[] {
  return [network, losses];
}

function isShared(experiment: Experiment): boolean {
  const data = experiment.losses.filter((loss) => 'target' in loss).map(({ id }) => id);
  const shared = sharedLayers(graphOf(experiment), data);
  return experiment.network.layers.some(({ id, kind }) => shared.has(id) && kind !== 'input');
}

function nowLabel(experiment: Experiment): string {
  if (experiment.losses.filter((loss) => 'target' in loss).length < 2) return 'as it is';
  return isShared(experiment) ? sharedLabel : towersLabel;
}

const sharedLabel = 'shared trunk';
const towersLabel = 'a network for each loss';

/** The same with a tower for each loss, or with one trunk. */
function counterpart(experiment: Experiment): readonly Option[] {
  const wasShared = isShared(experiment);
  const edited = wasShared ? splitTowers(experiment) : joinTowers(experiment);
  if (isRefusal(edited)) return [];
  return [{ label: wasShared ? towersLabel : sharedLabel, value: setBy(edited), isNow: false }];
}

function canRun(experiment: Experiment, value: readonly unknown[]): boolean {
  const edited = assignAll(
    experiment,
    networkPlaces.map((place, i) => [place, value[i]]),
  );
  return !isRefusal(edited) && graphOf(edited).isRunnable;
}
