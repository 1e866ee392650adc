/** The one-click repairs that Problems offer. */
import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import { error, type Fix } from '../problem.ts';
import { withArticle } from '../words.ts';
import { linearise, readBehind } from './activations.ts';
import { chain, type Edited, layerOf, missing, newLayers } from './edited.ts';
import { insertOnEdge, moveAfter, removeLayers } from './layers.ts';
import { addHead, growHeadFor, moveLoss, removeLoss, unmute } from './losses.ts';
import { connect, disconnect, setAt, setParam } from './wiring.ts';

/** Does what a fix says. */
export function applyFix(experiment: Experiment, fix: Fix): Edited {
  switch (fix.kind) {
    case 'insert-before':
      return insertOnEdge(experiment, fix.input, fix.layer, fix.insert);
    case 'project-shortcut':
      return projectShortcut(experiment, fix.layer, fix.input);
    case 'linearise':
      return linearise(experiment, fix.layer, fix.output);
    case 'read-behind':
      return readBehind(experiment, fix.loss, fix.activation);
    case 'set':
      return setAt(experiment, fix.at, fix.value);
    case 'remove-layer':
      return removeLayers(experiment, [fix.layer]);
    case 'connect':
      return connect(experiment, fix.from, fix.to);
    case 'disconnect':
      return disconnect(experiment, fix.from, fix.to);
    case 'move-after':
      return moveAfter(experiment, fix.layer, fix.after);
    case 'add-head':
      return addHead(experiment, fix.target);
    case 'grow-head':
      return growHeadFor(experiment, fix.losses, fix.from);
    case 'move-loss':
      return moveLoss(experiment, fix.loss, { output: fix.output });
    case 'rescope':
      return moveLoss(experiment, fix.loss, { scope: fix.scope });
    case 'unmute':
      return unmute(experiment, fix.loss);
    case 'remove-loss':
      return removeLoss(experiment, fix.loss);
    default:
      return fix satisfies never;
  }
}

/** What a fix does, for its button. */
export function fixLabel(fix: Fix): string {
  switch (fix.kind) {
    case 'insert-before':
      return fix.insert === 'flatten' ? 'Insert Flatten' : 'Insert global pooling';
    case 'project-shortcut':
      return 'Project with 1×1';
    case 'linearise':
      return fix.layer === fix.output ? 'Make the head linear' : 'Take the activation out';
    case 'read-behind':
      return `Read it behind ${withArticle(fix.activation)}`;
    case 'set':
      return fix.label ?? `Set ${fix.at.at(-1)} to ${fix.value}`;
    case 'remove-layer':
      return 'Remove the layer';
    case 'connect':
    case 'disconnect':
    case 'move-after':
    case 'add-head':
    case 'grow-head':
    case 'move-loss':
    case 'unmute':
      return fix.label;
    case 'rescope':
      return fix.scope === 'all' ? 'Put it on all layers' : 'Put it on the shared layers';
    case 'remove-loss':
      return 'Remove the loss';
    default:
      return fix satisfies never;
  }
}

/** A 1×1 convolution that gives one input of a merge the channels and, where a stride can do it, the size of the others. */
function projectShortcut(experiment: Experiment, merge: string, input: string): Edited {
  const layer = layerOf(experiment, merge);
  if (!layer) return missing(merge);
  const { nodes } = graphOf(experiment);
  const shape = nodes.get(input)?.shape ?? [];
  const others = layer.inputs.filter((id) => id !== input).map((id) => nodes.get(id)?.shape ?? []);
  const goal = others[0] ?? [];
  const stride = (shape[0] ?? 0) / (goal[0] ?? 1);
  if (stride < 1) {
    // The other one is larger: it is the one to project.
    const larger = layer.inputs.find((id) => id !== input && nodes.get(id)?.shape?.join() === goal.join());
    return larger === undefined ? experiment : project(experiment, merge, larger, goal, shape);
  }
  return project(experiment, merge, input, shape, goal);
}

function project(
  experiment: Experiment,
  merge: string,
  input: string,
  from: readonly number[],
  to: readonly number[],
): Edited {
  const stride = Math.ceil((from[0] ?? 0) / (to[0] ?? 1));
  const fits = [0, 1].every((axis) => Math.ceil((from[axis] ?? 0) / stride) === to[axis]);
  if (!fits || stride > 4) {
    return error(
      ['network', merge],
      `No stride turns ${from.join('×')} into ${to.join('×')}.`,
      'Pool one of the two, or take the shortcut from another layer.',
    );
  }
  return chain(insertOnEdge(experiment, input, merge, 'conv2d'), (next) => {
    const [id = ''] = newLayers(experiment, next);
    return chain(
      setParam(next, id, 'kernel', 1),
      (e) => setParam(e, id, 'filters', to[2] ?? 1),
      (e) => setParam(e, id, 'stride', stride),
      (e) => setParam(e, id, 'activation', 'linear'),
    );
  });
}
