/** What a step optimises, by the experiment as it acts there: made anew when a fader, a mute or a rate changes. */
import type { Experiment } from '../../core/experiment.ts';
import type { Graph } from '../../core/graph.ts';
import { type Loss, outputOf } from '../../core/losses/index.ts';
import { isHeard } from '../../core/losses/roles.ts';
import type { Layout } from './layout.ts';
import { planFor, type Weights } from './network.ts';
import { type Parts, partsOf } from './parts.ts';
import { Terms } from './terms.ts';

export interface Objective {
  readonly experiment: Experiment;
  readonly terms: Terms;
  readonly parts: Parts;
  /** The layers that a heard loss reads through: of these alone do the moving statistics move. */
  readonly heardLayers: ReadonlySet<string>;
}

/** `frozen` are the weights of frozen layers by key; the caller keeps them. */
export function objectiveOf(experiment: Experiment, graph: Graph, layout: Layout, frozen: Weights): Objective {
  const terms = new Terms(experiment, graph, layout, frozen);
  return {
    experiment,
    terms,
    parts: partsOf(experiment, layout, terms.losses),
    heardLayers: heardLayers(graph, terms.losses),
  };
}

/** The layers before the outputs that heard losses read. */
function heardLayers(graph: Graph, losses: readonly Loss[]): ReadonlySet<string> {
  const outputs = losses.filter(isHeard).flatMap((loss) => outputOf(loss) ?? []);
  return new Set(planFor(graph, outputs).layers);
}
