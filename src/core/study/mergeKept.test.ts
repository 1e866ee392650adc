import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import type { KeptStudy, StudyStatus } from './keptStudy.ts';
import { mergeKept } from './mergeKept.ts';
import { makeStudy } from './study.ts';

const study = makeStudy(defaultExperiment);
const statuses: readonly StudyStatus[] = ['waiting', 'running', 'paused', 'cancelled', 'done'];
const keptStudy = fc
  .record({
    status: fc.constantFrom(...statuses),
    outcomes: fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), steps: fc.nat(2) }), {
      selector: ({ id }) => id,
    }),
  })
  .map(({ status, outcomes }): KeptStudy => {
    const ended = outcomes.map((one) => ({ ...one, ending: 'finished' as const, outcomes: {} }));
    return { id: 's', study, startedAt: 0, status, outcomes: ended };
  });

/** Outcomes have no order among themselves. */
const sorted = (one: KeptStudy) => ({ ...one, outcomes: [...one.outcomes].sort((a, b) => (a.id < b.id ? -1 : 1)) });

test('who has changed nothing takes what the other has, and the other way round', () => {
  fc.assert(
    fc.property(keptStudy, keptStudy, (base, changed) => {
      expect(sorted(mergeKept(base, base, changed))).toEqual(sorted(changed));
      expect(sorted(mergeKept(base, changed, base))).toEqual(sorted(changed));
      expect(sorted(mergeKept(base, changed, changed))).toEqual(sorted(changed));
    }),
  );
});

test('what each has done to other runs stands, in whichever tab they meet', () => {
  fc.assert(
    fc.property(keptStudy, keptStudy, keptStudy, (base, mine, theirs) => {
      const withOutcomes = (of: KeptStudy, ids: readonly string[]) => of.outcomes.filter(({ id }) => ids.includes(id));
      // One changes a, the other b and c.
      const one = { ...base, outcomes: [...withOutcomes(mine, ['a']), ...withOutcomes(base, ['b', 'c'])] };
      const other = { ...base, outcomes: [...withOutcomes(base, ['a']), ...withOutcomes(theirs, ['b', 'c'])] };
      const both = { ...base, outcomes: [...withOutcomes(mine, ['a']), ...withOutcomes(theirs, ['b', 'c'])] };
      expect(sorted(mergeKept(base, one, other))).toEqual(sorted(both));
      expect(sorted(mergeKept(base, other, one))).toEqual(sorted(both));
    }),
  );
});
