/** Makes the run of an arm with the page's engine, on the backend that is open. */
import type { Arm, Measured } from '../../core/promises/effect.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import { makeRun } from '../../core/run/run.ts';
import { Control } from '../../engine/run/control.ts';
import { train } from '../../engine/run/trainer.ts';

/** What became of an arm. */
export type Outcome = { readonly run: Measured; readonly seconds: number } | { readonly failure: string };

/** Trains it. */
export async function runArm({ experiment, steps }: Arm): Promise<Outcome> {
  const startedAt = performance.now();
  const control = new Control();
  control.maxSteps = steps;
  let run = makeRun('', '', experiment);
  for await (const event of train(experiment, control)) run = applyEvent(run, event);
  if (run.failure) return { failure: run.failure.message };
  return {
    run: { train: run.train, validation: run.validation },
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** The outcome of an arm whose run could not be made. */
export function failed(_: Arm, failure: string): Outcome {
  return { failure };
}

/** The run of an outcome. Throws an Error with the reason where there is none. */
export function ranOf(outcome: Outcome | undefined): Measured {
  if (!outcome) throw new Error('A run is missing.');
  if ('failure' in outcome) throw new Error(`A run failed: ${outcome.failure}`);
  return outcome.run;
}
