/** Losses and heads: dropping a loss on a head, on a target or on the desk, moving and removing it. */

import type { Target } from '../datasets/dataset.ts';
import { describeData, targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { outputShape, sharedLayers } from '../graph.ts';
import { graphOf } from '../graphOf.ts';
import { shapeText } from '../layers/size.ts';
import { type Loss, type LossKindName, lossKind, outputOf } from '../losses/index.ts';
import { makeLoss } from '../make.ts';
import { error } from '../problem.ts';
import { anyOf, withArticle } from '../words.ts';
import { type Edited, freeId, isRefusal, layerOf, missing, withNetwork } from './edited.ts';
import { growHead } from './heads.ts';

/** What a loss is dropped on; all left out is the desk, where a fitting place is found or made. */
export interface Reads {
  readonly output?: string;
  readonly target?: string;
  /** For penalties on weights: 'all', 'shared' or a layer. */
  readonly scope?: string;
}

/** The loss that fits a target of each kind first. */
const usualLoss = {
  category: 'softmax-cross-entropy',
  number: 'mse',
  mask: 'sigmoid-cross-entropy',
  image: 'mse',
} as const satisfies Record<Target['kind'], LossKindName>;

function freeLossId(experiment: Experiment, stem: string): string {
  return freeId(
    stem,
    experiment.losses.map((loss) => loss.id),
    false,
  );
}

function withLoss(
  experiment: Experiment,
  kind: LossKindName,
  stem: string,
  reads: Readonly<Record<string, string>>,
): Edited {
  const loss = makeLoss(freeLossId(experiment, stem), kind, reads, { fader: lossKind(kind).fader });
  return withNetwork(experiment, experiment.network.layers, [...experiment.losses, loss]);
}

/**
 * Adds a loss where it was dropped. Without a place a fitting head is taken, or grown for the first target that fits.
 */
export function addLoss(experiment: Experiment, kind: LossKindName, reads: Reads = {}): Edited {
  const row = lossKind(kind);
  if (row.reads === 'weights') {
    const scope = reads.scope ?? reads.output ?? usualScope(experiment);
    if (scope !== 'all' && scope !== 'shared' && !layerOf(experiment, scope)) return missing(scope);
    return withLoss(experiment, kind, kind, { scope });
  }
  const output = reads.output;
  if (output !== undefined && !layerOf(experiment, output)) return missing(output);
  if (row.reads === 'output') {
    const first = output ?? experiment.losses.flatMap((loss) => outputOf(loss) ?? [])[0];
    if (first === undefined) {
      return error(['losses'], `${row.label} looks at a head, and there is none.`, 'Add a head for a target first.');
    }
    return withLoss(experiment, kind, kind, { output: first });
  }
  const target = chooseTarget(experiment, kind, reads);
  if (!target) {
    const where = output === undefined ? 'the dataset' : `what "${output}" gives`;
    return error(
      ['losses'],
      `${row.label} needs ${anyOf(row.targets)}; it does not fit ${where}.`,
      'Drop it on another head, or add a head for a target that fits.',
    );
  }
  if (!row.targets.includes(target.kind)) {
    return error(
      ['losses'],
      `${row.label} does not fit ${target.label.toLowerCase()}, ${withArticle(target.kind)}.`,
      `It reads ${anyOf(row.targets)}.`,
    );
  }
  const place = output ?? headFor(experiment, target.id);
  if (place === undefined) return addHead(experiment, target.id, { loss: kind });
  const isFirst = !experiment.losses.some((loss) => 'target' in loss && loss.target === target.id);
  return withLoss(experiment, kind, isFirst ? target.id : `${target.id}-${kind}`, { output: place, target: target.id });
}

function usualScope(experiment: Experiment): string {
  const data = experiment.losses.filter((loss) => 'target' in loss).map((loss) => loss.id);
  const graph = graphOf(experiment);
  return [...sharedLayers(graph, data)].some((id) => (graph.nodes.get(id)?.parameters ?? 0) > 0) ? 'shared' : 'all';
}

/** The layer that a loss reads for that target already. */
export function headFor(experiment: Experiment, target: string): string | undefined {
  return experiment.losses.flatMap((loss) => ('target' in loss && loss.target === target ? loss.output : []))[0];
}

/** The named target; else the one read from the output already; else one whose shape fits. The loss's favourite kind is first. */
function chooseTarget(experiment: Experiment, kind: LossKindName, { output, target }: Reads): Target | undefined {
  if (target !== undefined) return targetOf(experiment, target);
  const kinds: readonly Target['kind'][] = lossKind(kind).targets;
  const fits = (row: Target) => kinds.includes(row.kind);
  const best = (rows: readonly Target[]) =>
    rows.filter(fits).sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))[0];
  const read = experiment.losses.flatMap((loss) =>
    'target' in loss && (output === undefined || loss.output === output)
      ? (targetOf(experiment, loss.target) ?? [])
      : [],
  );
  const known = output === undefined ? best(read) : read[0];
  if (known) return known;
  const data = describeData(experiment);
  if (output === undefined) return best(data.targets);
  const shape = graphOf(experiment).nodes.get(output)?.shape;
  return best(data.targets.filter((row) => shapeText(outputShape(row, data)) === shapeText(shape)));
}

/** Adds a head for a target, with a fitting loss; `from` is the layer it should grow from, else one is found. */
export function addHead(
  experiment: Experiment,
  targetId: string,
  { from, loss }: { readonly from?: string; readonly loss?: LossKindName } = {},
): Edited {
  const target = targetOf(experiment, targetId);
  if (!target) return error(['losses'], `The dataset has no target "${targetId}".`, 'Choose one of its targets.');
  if (from !== undefined && !layerOf(experiment, from)) return missing(from);
  const grown = growHead(experiment, target, from);
  if (isRefusal(grown)) return grown;
  const output = grown.network.layers.at(-1)?.id ?? '';
  return withLoss(grown, loss ?? usualLoss[target.kind], target.id, { output, target: target.id });
}

/** Grows a head behind a layer for the target of the losses, which read it instead of what they read. */
export function growHeadFor(experiment: Experiment, lossIds: readonly string[], from: string): Edited {
  const loss = experiment.losses.find(({ id }) => lossIds.includes(id));
  const target = loss && 'target' in loss ? targetOf(experiment, loss.target) : undefined;
  if (!target) return error(['losses'], 'The loss reads no target.', 'Choose one that reads a target.');
  if (!layerOf(experiment, from)) return missing(from);
  const grown = growHead(experiment, target, from);
  if (isRefusal(grown)) return grown;
  const output = grown.network.layers.at(-1)?.id ?? '';
  return lossIds.reduce<Edited>((edited, id) => (isRefusal(edited) ? edited : moveLoss(edited, id, { output })), grown);
}

/** Lets a loss take part again. */
export function unmute(experiment: Experiment, id: string): Experiment {
  if (!experiment.losses.some((loss) => loss.id === id && loss.muted)) return experiment;
  const losses = experiment.losses.map((loss) => (loss.id === id ? { ...loss, muted: false } : loss));
  return { ...experiment, losses };
}

/** Takes a loss out of the mixer; its head stays. */
export function removeLoss(experiment: Experiment, id: string): Experiment {
  const losses = experiment.losses.filter((loss) => loss.id !== id);
  return losses.length === experiment.losses.length ? experiment : { ...experiment, losses };
}

/** Lets a loss read another layer, target or scope. */
export function moveLoss(experiment: Experiment, id: string, { output, target, scope }: Reads): Edited {
  const loss = experiment.losses.find((candidate) => candidate.id === id);
  if (!loss) return error(['losses', id], `There is no loss "${id}".`, 'Choose a loss of the mixer.');
  const row = lossKind(loss.kind);
  if ('scope' in loss) {
    const next = scope ?? output ?? loss.scope;
    if (next !== 'all' && next !== 'shared' && !layerOf(experiment, next)) return missing(next);
    return next === loss.scope ? experiment : withMoved(experiment, { ...loss, scope: next });
  }
  if (output !== undefined && !layerOf(experiment, output)) return missing(output);
  const place = output ?? loss.output;
  if (!('target' in loss))
    return place === loss.output ? experiment : withMoved(experiment, { ...loss, output: place });
  const read = target ?? loss.target;
  const found = targetOf(experiment, read);
  if (!found) return error(['losses', id], `The dataset has no target "${read}".`, 'Choose one of its targets.');
  if (target !== undefined && !row.targets.includes(found.kind)) {
    return error(
      ['losses', id],
      `${row.label} does not fit ${found.label.toLowerCase()}, ${withArticle(found.kind)}.`,
      `It reads ${anyOf(row.targets)}.`,
    );
  }
  if (place === loss.output && read === loss.target) return experiment;
  return withMoved(experiment, { ...loss, output: place, target: read });
}

function withMoved(experiment: Experiment, moved: Loss): Experiment {
  return { ...experiment, losses: experiment.losses.map((loss) => (loss.id === moved.id ? moved : loss)) };
}
