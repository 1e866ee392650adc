/** What a stage lights: nodes of the canvas and, through the attributes of the page, its edges, the equation and the desk. */
import { graphOf } from '../../../core/graphOf.ts';
import { outputOf } from '../../../core/losses/index.ts';
import type { Pass } from '../../../core/run/dissection.ts';
import type { Stage } from '../../../core/run/stages.ts';
import { lossLook } from '../../lossLook.ts';
import { lossNodeId, mixerId } from '../../network/nodeId.ts';
import { store } from '../../store.ts';
import type { Told } from './stageTexts.ts';

/** Ids of the nodes that a stage lights. */
export function litNodes(
  { kind, loss, pass: at, update }: Stage,
  { dissection, experiment }: Told,
): ReadonlySet<string> {
  const pass = dissection.passes[at];
  const layers = experiment.network.layers;
  switch (kind) {
    case 'batch':
      return new Set(layers.filter((layer) => layer.kind === 'input').map(({ id }) => id));
    case 'forward':
      return new Set(pass?.layers.map(({ layer }) => layer));
    case 'loss': {
      const found = experiment.losses.find(({ id }) => id === loss);
      const output = found && outputOf(found);
      return new Set([lossNodeId(loss ?? ''), ...(output === undefined ? [] : [output])]);
    }
    case 'backward':
      return new Set([lossNodeId(loss ?? ''), ...reachedBy(loss ?? '', pass, { dissection, experiment })]);
    case 'combine':
      return new Set([mixerId, ...(pass?.combination?.rows ?? []).map(lossNodeId)]);
    case 'update': {
      const { change } = pass?.updates[update ?? 0] ?? {};
      const moved = Object.entries(change?.layers ?? {}).filter(([, length]) => length > 0);
      return new Set(moved.map(([layer]) => layer));
    }
    default:
      return kind satisfies never;
  }
}

/** The layers through which the gradient of a loss goes, and those whose weights it reaches. */
function reachedBy(loss: string, pass: Pass | undefined, { experiment }: Told): string[] {
  const through = [...graphOf(experiment).nodes.values()].filter((node) => node.reachedBy.includes(loss));
  const weights = pass?.backward.find((one) => one.loss === loss)?.layers ?? {};
  return [...through.map(({ layer }) => layer.id), ...Object.keys(weights)];
}

/** The colour of a stage: that of its loss, or ink. */
export function stageColor({ loss }: Stage, { experiment }: Told): string {
  return loss === undefined ? 'var(--ink)' : lossLook(experiment, loss).color;
}

/** Lights a stage on the whole page. Returns how to put it out. */
export function light(stage: Stage, told: Told): () => void {
  const { dataset, style } = document.documentElement;
  store.setState({ spotlight: litNodes(stage, told) });
  dataset.stage = stage.kind;
  style.setProperty('--stage', stageColor(stage, told));
  return () => {
    store.setState({ spotlight: null });
    delete dataset.stage;
    style.removeProperty('--stage');
  };
}
