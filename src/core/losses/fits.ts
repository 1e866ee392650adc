/**
 * Which loss fits which output and target, and why not: what the palette of the mixer offers. A kind fits a target if the
 * table says so; an output fits if its shape is that of the target. The sentences end with what to do.
 */

import type { Target } from '../datasets/dataset.ts';
import { describeData, targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { type Graph, outputShape, penaltyMisfit } from '../graph.ts';
import { shapeText } from '../layers/size.ts';
import { anyOf, withArticle } from '../words.ts';
import { type LossKindName, lossKind } from './index.ts';

/** It fits, or the reason why not. */
export type Fit = { readonly fits: true } | { readonly fits: false; readonly why: string };

const yes: Fit = { fits: true };
const no = (why: string): Fit => ({ fits: false, why });

/** Whether a kind of loss makes sense for a target. */
export function fitsTarget(kind: LossKindName, target: Target): Fit {
  const row = lossKind(kind);
  if (row.reads !== 'target') return no(`${row.label} reads no target: it restrains the network itself.`);
  if (row.targets.includes(target.kind)) return yes;
  return no(`${row.label} is for ${anyOf(row.targets)}; ${target.label.toLowerCase()} is ${withArticle(target.kind)}.`);
}

/** Whether the output of a layer can answer for a target: one logit a class, one number, or one value a pixel. */
function fitsOutput(experiment: Experiment, graph: Graph, output: string, target: Target): Fit {
  const node = graph.nodes.get(output);
  if (!node) return no('That layer is not there. Choose another output.');
  if (!node.shape) return no(`${node.title} has a problem of its own. Mend it first.`);
  const wanted = shapeText(outputShape(target, describeData(experiment)));
  const found = shapeText(node.shape);
  if (wanted === found) return yes;
  return no(`${node.title} gives ${found}; ${target.label.toLowerCase()} needs ${wanted}. Add a head for it.`);
}

/** Whether a loss of a kind can read an output against a target. Penalties on an output need only the output. */
export function fits(
  experiment: Experiment,
  graph: Graph,
  { kind, output, target }: { readonly kind: LossKindName; readonly output: string; readonly target: string },
): Fit {
  const { reads } = lossKind(kind);
  if (reads === 'weights') return yes;
  if (reads === 'output') {
    if (!graph.nodes.has(output)) return no('That layer is not there. Choose another output.');
    const misfit = penaltyMisfit(kind, graph.nodes.get(output)?.shape);
    return misfit === undefined ? yes : no(misfit);
  }
  const found = targetOf(experiment, target);
  if (!found) return no(`The dataset has no target "${target}". Choose another one.`);
  const kindFit = fitsTarget(kind, found);
  return kindFit.fits ? fitsOutput(experiment, graph, output, found) : kindFit;
}

/** An output and a target that go together. */
export interface Place {
  readonly output: string;
  readonly target: string;
}

/** Where a kind of loss could be attached: every fitting output with its target, those in use first. */
export function placesFor(experiment: Experiment, graph: Graph, kind: LossKindName): Place[] {
  const { targets } = describeData(experiment);
  const ends = new Set(graph.order);
  for (const node of graph.nodes.values()) for (const input of node.layer.inputs) ends.delete(input);
  const places: Place[] = [];
  const add = (place: Place) => {
    const isNew = !places.some((one) => one.output === place.output && one.target === place.target);
    if (isNew && fits(experiment, graph, { kind, ...place }).fits) places.push(place);
  };
  for (const loss of experiment.losses) if ('target' in loss) add({ output: loss.output, target: loss.target });
  // A layer that something follows is no head; else every layer of the right width would be offered.
  for (const output of ends) {
    const isTaken = experiment.losses.some((loss) => 'target' in loss && loss.output === output);
    if (!isTaken) for (const target of targets) add({ output, target: target.id });
  }
  return places;
}
