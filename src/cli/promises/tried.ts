/** Tests of effects, each with the first seed; `npm run promises` tries all with three. */
import { beforeAll, expect, test } from 'vitest';
import { type Arm, type Effect, marginOf } from '../../core/promises/effect.ts';
import { promisedSeeds, trialsOf } from '../../core/promises/trial.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { wasmPaths } from '../wasmPaths.ts';
import { type Outcome, ranOf, runArm } from './runArm.ts';

/** A test an effect. Runs that several take are made once. */
export function testPromises(effects: readonly Effect[]): void {
  beforeAll(() => openBackend('wasm', wasmPaths(), { threads: 1 }));
  const outcomes = new Map<Arm, Outcome>();
  const trials = trialsOf(effects, promisedSeeds[0]);
  test.each(trials.map((trial) => [trial.effect.of, trial.effect.claim, trial] as const))(
    '%s: %s',
    async (_, _claim, { effect, runs, value }) => {
      for (const run of runs) if (!outcomes.has(run)) outcomes.set(run, await runArm(run));
      const measured = value((run) => ranOf(outcomes.get(run)));
      expect(marginOf(effect, measured), `measured ${measured}`).toBeGreaterThanOrEqual(0);
    },
    // Real runs, on a machine that others load too.
    300_000,
  );
}
