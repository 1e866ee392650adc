/** What cannot learn, or not what was meant, by construction: known from the experiment alone, before a step is taken. */
import { splitCounts, targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { defaultsOf, own } from '../fields.ts';
import { type Layer, layerKind } from '../layers/index.ts';
import { sizeOf } from '../layers/size.ts';
import { type Loss, lossKind, outputOf } from '../losses/index.ts';
import { isHeard, isPenalty, isUnmuted, isWeighed } from '../losses/roles.ts';
import type { Node } from '../node.ts';
import { error, type Fix, type Problem, warning } from '../problem.ts';
import { strategies } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { counted, grouped, listText } from '../words.ts';

type Nodes = ReadonlyMap<string, Node>;

/** Validation images below which a metric moves in steps too large to read. */
const fewValidation = 10;

/** What of the data, the layers and the losses is degenerate; all of it runs but a fold that is not there. */
export function degenerateProblems(experiment: Experiment, nodes: Nodes): Problem[] {
  const read = [...nodes.values()].filter((node) => node.readBy.length > 0 && node.shape);
  return [
    ...splitProblems(experiment),
    ...read.flatMap((node) => layerProblems(experiment, node)),
    ...experiment.losses.filter(isUnmuted).flatMap((loss) => lossProblems(experiment, nodes, loss)),
    ...silence(experiment),
    ...negativeLosses(experiment),
  ];
}

function splitProblems(experiment: Experiment): Problem[] {
  const { batchSize, validateOn } = experiment.training;
  const { training, validation } = splitCounts(experiment);
  const problems: Problem[] = [];
  if (validateOn.kind === 'fold' && validateOn.fold > validateOn.folds) {
    const message = `Fold ${validateOn.fold} is to validate, and there are ${validateOn.folds}.`;
    problems.push(error(['training', 'validateOn'], message, `Choose a fold from 1 to ${validateOn.folds}.`));
  }
  if (batchSize > training) {
    const message = `A batch of ${counted(batchSize, 'image')} is asked for, and ${grouped(training)} are for training: every step takes them all.`;
    const value = Math.max(1, training);
    const label = `Set the batch size to ${value}`;
    problems.push(
      warning(['training', 'batchSize'], message, `Use a batch of ${value} at most, or more images.`, {
        kind: 'set',
        at: ['training', 'batchSize'],
        value,
        label,
      }),
    );
  }
  if (validation < fewValidation) {
    const message = `${counted(validation, 'image')} for validation: a metric can only move in steps of 1/${validation}.`;
    const isFold = validateOn.kind === 'fold';
    const at = ['training', isFold ? 'validateOn' : 'validationShare'];
    const remedy = isFold ? 'Take fewer folds, or use more images.' : 'Raise the validation share, or use more images.';
    problems.push(warning(at, message, remedy));
  }
  return problems;
}

function layerProblems(experiment: Experiment, node: Node): Problem[] {
  const { layer, title, shape = [] } = node;
  const at = ['network', layer.id];
  const channels = shape.at(-1) ?? 0;
  const images = Math.min(experiment.training.batchSize, splitCounts(experiment).training);
  if (layer.kind === 'batch-norm' && (images * sizeOf(shape)) / channels === 1) {
    const message = `${title} sees one value a channel, a batch of one image of one pixel: less its own mean it is 0, whatever comes in.`;
    const label = 'Set the batch size to 16';
    const remedy = 'Use a batch of 16 or more, or layer norm.';
    return [warning(at, message, remedy, { kind: 'set', at: ['training', 'batchSize'], value: 16, label })];
  }
  if (layer.kind === 'layer-norm' && channels === 1) {
    const message = `${title} is over a single channel: less its own mean it is 0, whatever comes in.`;
    return [warning(at, message, 'Remove it, or give it more channels.', { kind: 'remove-layer', layer: layer.id })];
  }
  if ('activation' in layer && layer.activation === 'softmax' && channels === 1) {
    const message = `${title} ends in softmax over a single channel: it is 1, whatever comes in.`;
    const label = 'Make it a sigmoid';
    const fix = { kind: 'set', at: [...at, 'activation'], value: 'sigmoid', label } as const;
    return [warning(at, message, 'Use a sigmoid.', fix)];
  }
  if ('initializer' in layer && layer.initializer === 'zeros' && layer.activation === 'relu') {
    const message = `${title} starts at zeros behind a ReLU, whose slope at 0 is 0: it never learns.`;
    const fix = { kind: 'set', at: [...at, 'initializer'], value: 'auto', label: 'Start at random' } as const;
    return [warning(at, message, 'Start at random, or use another activation.', fix)];
  }
  return [];
}

function lossProblems(experiment: Experiment, nodes: Nodes, loss: Loss): Problem[] {
  const row = lossKind(loss.kind);
  const at = ['losses', loss.id];
  const problems: Problem[] = [];
  const trivial = row.trivial?.({ ...loss });
  if (trivial) {
    const value = Number(own(defaultsOf(row.params), trivial.field));
    const fix = { kind: 'set', at: [...at, trivial.field], value } as const;
    problems.push(warning([...at, trivial.field], `${row.label} ${trivial.why}.`, `Use ${value} instead.`, fix));
  }
  const output = nodes.get(outputOf(loss) ?? '');
  if (!output?.shape) return problems;
  const classes = 'target' in loss ? targetOf(experiment, loss.target)?.classes?.length : output.shape.at(-1);
  if ((loss.kind === 'entropy' || row.family === 'category') && classes === 1) {
    const what = 'target' in loss ? 'The target has one class' : `${output.title} has one logit`;
    problems.push(warning(at, `${what}: ${row.label} is 0, whatever the network says.`, 'Choose another one.'));
  }
  const dropped = droppedBefore(nodes, output.layer);
  if (dropped) {
    const message = `${row.label} reads ${output.title} behind ${dropped.title}: in training the answers themselves are dropped.`;
    const before = nodes.get(output.layer.inputs[0] ?? '');
    const fix: Fix =
      dropped.layer.id === output.layer.id && before
        ? { kind: 'move-loss', loss: loss.id, output: before.layer.id, label: `Read ${before.title} instead` }
        : { kind: 'remove-layer', layer: dropped.layer.id };
    problems.push(warning(at, message, 'Drop out what comes before the head instead.', fix));
  }
  const isOther = [...nodes.values()].some((node) => node.parameters > 0 && node.reachedBy.length > 0);
  if (!output.leadsToTrained && isOther) {
    const hasWeights = [...nodes.values()].some((node) => node.readBy.includes(loss.id) && node.weights.length > 0);
    const message = `${row.label} reads ${output.title}, before which nothing is trained: it stays as it is.`;
    const remedy = hasWeights
      ? 'Let a layer before it be trained, or take the stop-gradient out.'
      : 'Put a layer with weights before its output.';
    problems.push(warning(at, message, remedy));
  }
  return problems;
}

/** A dropout whose values reach the output as they are, but for being moved or thinned. */
function droppedBefore(nodes: Nodes, layer: Layer): Node | undefined {
  if ((layer.kind === 'dropout' || layer.kind === 'spatial-dropout') && layer.rate > 0) return nodes.get(layer.id);
  const before = nodes.get(layer.inputs[0] ?? '');
  const isMoved = layer.inputs.length === 1 && layerKind(layer.kind).passes && layer.kind !== 'global-pool';
  return before && isMoved ? droppedBefore(nodes, before.layer) : undefined;
}

/** Every loss that reads a target is down. */
function silence({ losses }: Experiment): Problem[] {
  const data = losses.filter((loss) => !isPenalty(loss) && isUnmuted(loss));
  const [first] = data;
  if (!first || data.some(isHeard)) return [];
  const message = 'Every loss that reads a target has its fader at 0: nothing is learned.';
  const fix = { kind: 'set', at: ['losses', first.id, 'fader'], value: 1, label: 'Set a fader to 1' } as const;
  return [warning(['losses', first.id, 'fader'], message, 'Raise one.', fix)];
}

/** Losses that can be below 0, weighed by a method that is undefined there. */
function negativeLosses({ losses, schedule, strategy }: Experiment): Problem[] {
  const { label: method, needsPositive }: Strategy = strategies[strategy.kind];
  if (!needsPositive || schedule.kind !== 'joint') return [];
  const negative = losses.filter((loss) => isWeighed(loss, strategy) && lossKind(loss.kind).canBeNegative);
  if (negative.length === 0) return [];
  const names = listText([...new Set(negative.map(({ kind }) => lossKind(kind).label))]);
  const message = `${method} needs losses above 0, and ${names} can be below.`;
  const label = 'Add it with its factor';
  const fix = { kind: 'set', at: ['strategy', 'penalties'], value: 'added', label } as const;
  return [
    warning(['losses', negative[0]?.id ?? ''], message, 'Add it with its fixed factor instead of weighing it.', fix),
  ];
}
