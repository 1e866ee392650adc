/** The few lines that a person would write for what is on the desk. */
import type { Experiment } from '../experiment.ts';
import type { Graph } from '../graph.ts';
import { type Desk, dataNotes, deskOf } from './desk.ts';
import { type Framework, frameworks, type Program } from './framework.ts';
import { keras } from './keras.ts';
import { pytorch } from './pytorch.ts';
import { tfjs } from './tfjs.ts';

const writers: Readonly<Record<Framework, (desk: Desk) => Program>> = { keras, pytorch, tfjs };

/** What stands on the desk as a program. Where no loss that reads a target is heard, it says so. */
export function codeOf(experiment: Experiment, graph: Graph, framework: Framework): Program {
  const desk = deskOf(experiment, graph);
  if (desk.outputs.length === 0 || desk.weighed.length === 0)
    return {
      code: `${frameworks[framework].comment} No loss that reads an output is heard: there is nothing to train.`,
      notes: dataNotes(desk),
    };
  return writers[framework](desk);
}
