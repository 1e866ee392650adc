/** Why a run keeps silent whose first step is large, and what makes it shorter. */
import { graphOf } from '../../core/graphOf.ts';
import type { Run } from '../../core/run/run.ts';
import { grouped } from '../../core/words.ts';
import { type Repair, smallerBatch } from '../actions/smallerBatch.ts';

/** Operations of a step that a slow machine needs ten seconds for. */
const manyFlops = 5e9;

/** Nothing for a run whose steps are small, or known to be quick enough by now. */
export function largeStepOf(run: Run | undefined): (Repair & { readonly why: string }) | undefined {
  if (!run || run.pace) return undefined;
  const { flops } = graphOf(run.experiment).step;
  if (flops < manyFlops) return undefined;
  const why = `A step of this experiment takes ${grouped(Math.round(flops / 1e9))} GFLOP, which can be minutes here. A smaller batch, smaller images or fewer filters make it shorter.`;
  return { why, ...smallerBatch() };
}
