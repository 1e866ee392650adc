import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyStudy } from '../testing/arbitraries.ts';
import { type KeptStudy, planFor } from './keptStudy.ts';
import { parseKeptStudy } from './parseKept.ts';

const measured = fc.record({ step: fc.nat(), value: fc.double({ noNaN: true, noDefaultInfinity: true }) });
const outcome = fc.record(
  {
    id: fc.string(),
    ending: fc.constantFrom('finished', 'early', 'diverged', 'failed'),
    message: fc.string(),
    steps: fc.nat(),
    stepMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    outcomes: fc.dictionary(fc.string(), fc.record({ final: measured, best: measured })),
  },
  { requiredKeys: ['id', 'ending', 'steps', 'outcomes'] },
);
const pair = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const anyKept = fc.record(
  {
    id: fc.string({ minLength: 1, maxLength: 80 }),
    study: anyStudy,
    startedAt: fc.nat(),
    status: fc.constantFrom('waiting', 'running', 'paused', 'cancelled', 'done'),
    outcomes: fc.array(outcome, { maxLength: 4 }),
    box: fc.record({ axes: fc.tuple(fc.string(), fc.string()), ideal: pair, reference: pair }),
    backend: fc.constantFrom('wasm', 'webgpu'),
  },
  { requiredKeys: ['id', 'study', 'startedAt', 'status', 'outcomes'] },
);

test('any study that is kept comes back, with the runs it had', () => {
  fc.assert(
    fc.property(anyKept, (kept) => {
      const first = parseKeptStudy(kept);
      expect(first).toEqual(kept);
      const again = parseKeptStudy(JSON.parse(JSON.stringify(first)));
      const ids = (one: KeptStudy | undefined) => one && planFor(one.study).runs.map(({ id }) => id);
      expect(ids(again)).toEqual(ids(first));
    }),
    { numRuns: 12 },
  );
});

test('anything else is none, or a whole one, and nothing throws', () => {
  const broken = fc.tuple(
    anyKept,
    fc.anything(),
    fc.constantFrom('id', 'study', 'startedAt', 'status', 'outcomes', 'box', 'backend'),
  );
  fc.assert(
    fc.property(broken, ([kept, junk, name]) => {
      const read = parseKeptStudy({ ...kept, [name]: junk });
      if (read) expect(parseKeptStudy(read)).toEqual(read);
    }),
    { numRuns: 25 },
  );
  fc.assert(fc.property(fc.anything(), (raw) => parseKeptStudy(raw) === undefined));
});
