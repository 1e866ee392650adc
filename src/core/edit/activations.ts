/** Activations taken out of a head, or put before a loss: the repairs of outputs that contradict their losses. */

import { layersBetween, takenAs } from '../checks/outputs.ts';
import type { Experiment } from '../experiment.ts';
import type { Layer } from '../layers/index.ts';
import type { Activation } from '../layers/params.ts';
import { type Loss, outputOf } from '../losses/index.ts';
import { makeLayer } from '../make.ts';
import { error } from '../problem.ts';
import { type Edited, freeId, layerOf, missing, withInputs, withNetwork } from './edited.ts';
import { moveLoss } from './losses.ts';

/**
 * Takes the activation of a layer out of the way to `output`, for the losses that take that for logits. Whatever else reads
 * the layer finds the activation behind it, as a layer of its own.
 */
export function linearise(experiment: Experiment, id: string, output: string): Edited {
  const layer = layerOf(experiment, id);
  if (!layer) return missing(id);
  if (!('activation' in layer)) return experiment;
  const { layers } = experiment.network;
  const between = layersBetween(experiment, id, output);
  const isFree = (loss: Loss) => id === output && takenAs(loss) === 'logits';
  const readers = layers.filter(({ inputs }) => inputs.includes(id));
  const isNeeded =
    readers.some((reader) => !between.has(reader.id)) ||
    experiment.losses.some((loss) => outputOf(loss) === id && !isFree(loss));
  const before = layer.kind === 'activation' ? (layer.inputs[0] ?? id) : id;
  const behind =
    layer.kind === 'activation'
      ? id
      : freeId(
          'activation',
          layers.map((one) => one.id),
        );
  const reads = (reader: Layer, to: string) =>
    withInputs(
      reader,
      reader.inputs.map((input) => (input === id ? to : input)),
    );
  const rewired = layers.flatMap((one): Layer[] => {
    if (one.id !== id) return [between.has(one.id) ? reads(one, before) : reads(one, behind)];
    if (one.kind === 'activation') return isNeeded ? [one] : [];
    const own = makeLayer(behind, 'activation', [id], { activation: layer.activation });
    return [{ ...layer, activation: 'linear' }, ...(isNeeded ? [own] : [])];
  });
  const losses = experiment.losses.map((loss): Loss => {
    if (outputOf(loss) !== id) return loss;
    return { ...loss, output: isFree(loss) ? before : behind } as Loss;
  });
  return withNetwork(experiment, rewired, losses);
}

/** Lets a loss read its output behind an activation: one that is there already, or a new one. */
export function readBehind(experiment: Experiment, lossId: string, activation: Activation): Edited {
  const loss = experiment.losses.find(({ id }) => id === lossId);
  const output = loss && outputOf(loss);
  if (output === undefined) {
    return error(['losses', lossId], `"${lossId}" reads no output.`, 'Choose a loss that reads one.');
  }
  const { layers } = experiment.network;
  const there = layers.find(
    (layer) => layer.kind === 'activation' && layer.activation === activation && layer.inputs[0] === output,
  );
  if (there) return moveLoss(experiment, lossId, { output: there.id });
  const id = freeId(
    'activation',
    layers.map((layer) => layer.id),
  );
  const added = layers.flatMap((layer) =>
    layer.id === output ? [layer, makeLayer(id, 'activation', [output], { activation })] : [layer],
  );
  return moveLoss({ ...experiment, network: { layers: added } }, lossId, { output: id });
}
