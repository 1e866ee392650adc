/** The analysis of an experiment's network, made once for each experiment. */
import type { Experiment } from './experiment.ts';
import { analyse, type Graph } from './graph.ts';

const graphs = new WeakMap<Experiment, Graph>();

/** The graph of the experiment; the same object every time. */
export function graphOf(experiment: Experiment): Graph {
  let graph = graphs.get(experiment);
  if (!graph) {
    graph = analyse(experiment);
    graphs.set(experiment, graph);
  }
  return graph;
}
