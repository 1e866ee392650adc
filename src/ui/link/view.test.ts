import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { headMetricNames } from '../../core/run/headMetrics.ts';
import { freshView, type LinkedView, type Selection } from '../store.ts';
import { tabs } from '../tabs.ts';
import { encodeComparison } from './comparison.ts';
import { lessonOfLink } from './lessonLink.ts';
import { pack } from './pack.ts';
import { decodeLink, encodeLink } from './url.ts';
import { decodeView, encodeView } from './view.ts';

const link = '#1/colour-size';
const partWith = (value: unknown) => `${link}&view=${pack(JSON.stringify(value))}`;
const messages = (fragment: string) => decodeView(fragment)?.problems.map(({ message }) => message);
const plain: LinkedView = { view: {}, selection: [], isHeld: false };

const id = fc.string({ minLength: 1, maxLength: 80 });
const selection: fc.Arbitrary<Selection> = fc.oneof(
  fc.record({ kind: fc.constantFrom('layer', 'loss'), id }),
  fc.record({ kind: fc.constantFrom('dataset', 'strategy', 'training') }),
);
const views: fc.Arbitrary<LinkedView> = fc.record({
  view: fc.record({
    tab: fc.constantFrom(...tabs.map((tab) => tab.id)),
    takesCentre: fc.boolean(),
    scale: fc.constantFrom('auto', 'linear', 'log'),
    smoothing: fc.double({ min: 0, max: 0.98, noNaN: true }).map(Math.abs),
    showsWeighted: fc.boolean(),
    xAxis: fc.constantFrom('step', 'epoch', 'time'),
    foldsSeeds: fc.boolean(),
    metric: fc.constantFrom(...headMetricNames, null),
    lossesOf: fc.constantFrom('train', 'validation'),
  }),
  selection: fc.array(selection, { maxLength: 40 }),
  isHeld: fc.boolean(),
});

test('what was open comes back behind a link of any kind', () => {
  const run = { title: 'Mine', experiment: defaultExperiment, isBaseline: false };
  const links = [encodeLink({ ...defaultExperiment, title: 'Mine' }), encodeComparison([run]), '#learn/one-loss/hinge'];
  fc.assert(
    fc.property(views, fc.constantFrom(...links), (shown, before) => {
      const opened = decodeView(`${before}${encodeView(shown)}`);
      expect(opened?.problems).toEqual([]);
      const { view, ...rest } = opened?.linked ?? plain;
      expect({ ...rest, view: { ...freshView, ...view } }).toEqual(shown);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a page newly opened needs no part but its tab, and a link that only waits is short', () => {
  expect(encodeView(plain)).toBe('');
  expect(encodeView({ ...plain, view: { ...freshView, tab: 'plane' } })).toBe(`&view=${pack('{"tab":"plane"}')}`);
  expect(encodeView({ ...plain, isHeld: true })).toBe('&view=jeyJpc0hlbGQiOnRydWV9');
});

test('what the link holds is read as without the part', () => {
  const behind = encodeView({ ...plain, isHeld: true });
  const experiment = { ...defaultExperiment, title: 'Mine' };
  expect(decodeLink(`${encodeLink(experiment)}${behind}`)).toEqual({ experiment, problems: [] });
  expect(lessonOfLink(`#learn/one-loss/hinge${behind}`)).toEqual({ lesson: 'one-loss', page: 'hinge' });
  expect(lessonOfLink(`#learn/one-loss${behind}`)).toEqual({ lesson: 'one-loss', page: '' });
});

test('a link without the part has none, whatever a mail program appends', () => {
  for (const fragment of ['', link, `${link}&utm_source=view`, `${link}&preview=x`, `${link}?view=j`])
    expect(decodeView(fragment), fragment).toBeUndefined();
});

test('wrong and unknown values are said and left out; the others are taken', () => {
  const fragment = partWith({
    tab: 'plane',
    scale: 'cubic',
    smoothing: 2,
    colour: 'red',
    selection: [{ kind: 'run' }],
  });
  expect(decodeView(fragment)?.linked).toEqual({ ...plain, view: { tab: 'plane' } });
  expect(messages(fragment)?.toSorted()).toEqual([
    'The link says colour "red" of what was open.',
    'The link says scale "cubic" of what was open; allowed are "auto", "linear" or "log".',
    'The link says selection [{"kind":"run"}] of what was open.',
    'The link says smoothing 2 of what was open.',
  ]);
  const damaged = ['The link is damaged: what was open with it cannot be read.'];
  for (const part of ['', 'j', 'z!!', 'q123', pack('[1]'), pack('null'), pack('"tab"')])
    expect(messages(`${link}&view=${part}`), part).toEqual(damaged);
});

test('whatever stands there, reading it never throws, and what is taken is allowed', () => {
  const value = fc.dictionary(
    fc.oneof(
      fc.constantFrom(...Object.keys(freshView), 'selection', 'isHeld', '__proto__', 'constructor'),
      fc.string(),
    ),
    fc.oneof(fc.jsonValue(), fc.constantFrom('plane', 'log', true, 0.5), fc.array(selection, { maxLength: 3 })),
  );
  fc.assert(
    fc.property(value, fc.string(), (said, rest) => {
      const opened = decodeView(partWith(said));
      expect(opened).toBeDefined();
      const { linked, problems } = opened ?? { linked: plain, problems: [] };
      const taken = Object.keys(linked.view).length + (linked.selection.length > 0 ? 1 : 0) + (linked.isHeld ? 1 : 0);
      expect(taken + problems.length).toBeLessThanOrEqual(Object.keys(said).length);
      // What was taken is read again without a word.
      expect(decodeView(`${link}${encodeView(linked)}`)?.problems ?? []).toEqual([]);
      decodeView(`${link}&view=${rest}`);
      decodeView(rest);
    }),
    { seed: 1, numRuns: 300 },
  );
});
