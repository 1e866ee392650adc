/** Whole runs of an experiment, for tests. */
import type { Experiment } from '../../core/experiment.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { Control } from '../run/control.ts';
import { train } from '../run/trainer.ts';

/** Trains to the end and gives all events; `act` sees each as it comes. */
export async function eventsOf(
  experiment: Experiment,
  control = new Control(),
  act: (event: EventBody) => void = () => {},
): Promise<EventBody[]> {
  const events: EventBody[] = [];
  for await (const event of train(experiment, control)) {
    events.push(event);
    act(event);
  }
  return events;
}

/** Trains to the end and gives the run as the page has it. */
export async function runOf(experiment: Experiment, ...rest: [Control?, ((event: EventBody) => void)?]): Promise<Run> {
  const events = await eventsOf(experiment, ...rest);
  return events.reduce((run, event) => applyEvent(run, event), makeRun('run', '', experiment));
}
