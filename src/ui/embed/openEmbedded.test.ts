import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { makeStudy } from '../../core/study/study.ts';
import { encodeComparison } from '../link/comparison.ts';
import { encodeStudy } from '../link/study.ts';
import { encodeLink } from '../link/url.ts';
import { encodeView } from '../link/view.ts';
import { freshView } from '../store.ts';
import { openEmbedded } from './openEmbedded.ts';

const experiment = { ...defaultExperiment, title: 'Mine' };

test('a link of any kind gives the one experiment that a frame shows', () => {
  const links = [
    encodeLink(experiment),
    encodeStudy(makeStudy(experiment, { seeds: [1, 2] })) ?? '',
    encodeComparison([{ title: 'Mine', experiment, isBaseline: true }]),
  ];
  for (const link of links) expect(openEmbedded(link)).toEqual({ experiment, view: {}, problems: [] });
  expect(openEmbedded('')).toEqual({ experiment: defaultExperiment, view: {}, problems: [] });
});

test('the curves look as the link says', () => {
  const part = encodeView({ view: { ...freshView, scale: 'log', smoothing: 0 }, selection: [], isHeld: true });
  expect(openEmbedded(`${encodeLink(experiment)}${part}`)).toEqual({
    experiment,
    view: { tab: 'curves', scale: 'log', smoothing: 0 },
    problems: [],
  });
});

test('a lesson, a class, or a link that is broken, shows the default experiment and says so', () => {
  for (const [link, message] of [
    ['#learn/one-loss', 'A lesson needs the whole page.'],
    ['#1/u-net&class=jabc', 'A class needs the whole page.'],
    ['#1/nowhere', 'The link starts from "nowhere", which is no preset here.'],
    ['#1/study/z!', 'The link is damaged: its end cannot be read.'],
    ['#1/compare/z!', 'The link is damaged: its end cannot be read.'],
    ['#1/colour-size&view=z!', 'The link is damaged: what was open with it cannot be read.'],
  ] as const) {
    const opened = openEmbedded(link);
    expect([opened.experiment, opened.problems.map((problem) => problem.message)]).toEqual([
      defaultExperiment,
      [message],
    ]);
  }
});

test('whatever stands in an address, a frame has something to show', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('#', '#1/', '#1/study/', '#1/compare/', '#learn/', '#1/u-net&view='),
      fc.string(),
      (a, b) => {
        expect(openEmbedded(`${a}${b}`).experiment.losses.length).toBeGreaterThan(0);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
