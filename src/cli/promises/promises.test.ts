/** What the presets promise, with one seed and where the runs are short; `npm run promises` tries all with three. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Arm, marginOf, measure, promisedSeeds, runsFor } from '../../core/promises/effect.ts';
import { presetEffects } from '../../core/promises/ofPresets.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { wasmPaths } from '../wasmPaths.ts';
import { type Outcome, ranOf, runArm } from './runArm.ts';

beforeAll(() => openBackend('wasm', wasmPaths(), { threads: 1 }));

const runFor = runsFor(presetEffects);
const runs = new Map<string, Promise<Outcome>>();

/** The run of an arm; those of several effects that are equal are made once. */
function runOf(arm: Arm): Promise<Outcome> {
  const key = JSON.stringify(arm);
  const run = runs.get(key) ?? runArm(arm);
  runs.set(key, run);
  return run;
}

describe('as the presets promise:', () => {
  test.each(presetEffects.filter(({ isLong }) => !isLong))(
    '$of: $claim',
    async (effect) => {
      const made = new Map<string, Outcome>();
      for (const [name, arm] of Object.entries(effect.arms)) made.set(name, await runOf(runFor(arm, promisedSeeds[0])));
      const value = measure(effect, (name) => ranOf(name, made.get(name)));
      expect(marginOf(effect, value), `measured ${value}`).toBeGreaterThanOrEqual(0);
      // Real runs, on a machine that others load too.
    },
    300_000,
  );
});
