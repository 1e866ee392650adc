import { expect, test } from 'vitest';
import { ended, finished } from './compare/testing/runs.ts';
import { makeLoss, makeOptimizer, makeStrategy } from './make.ts';
import { postOf } from './post.ts';
import { defaultExperiment, presets } from './presets.ts';
import { draftOf, type StudyDraft } from './study/draft.ts';
import { makeStudy } from './study/study.ts';

const link = 'https://example.org/#1/colour-size';
const blank = draftOf(makeStudy(defaultExperiment, {}));
const outcomes = { 'accuracy:colour': ended(0.91), 'accuracy:size': ended(0.8), 'loss:colour': ended(0.3) };

test('an experiment and what came out in a few lines', () => {
  const run = finished('a', defaultExperiment, { steps: 600, totalSteps: 1000, outcomes });
  expect(postOf({ experiment: defaultExperiment, draft: blank, run, link })).toBe(`**Colour and size, one trunk**

Multi-task learning. Two targets share 3 of 5 trained layers: Conv 1, Conv 2 and Dense. The weighted sum picks one point of the Pareto front; the faders choose which.

- Data: Wardrobe, 4,000 images of 32×32×3
- Network: 8 layers (2 × Conv, 2 × Max-pool, Flatten, 3 × Dense), 136,939 trained parameters
- Losses: 1 × colour (cross-entropy); 1 × size (cross-entropy)
- Strategy: Weighted sum
- Optimizers: one, on the total
- Training: Adam, learning rate 0.001, batch size 64, epochs 20
- Result: after 600 of 1,000 steps; on validation images accuracy of colour 0.910, accuracy of size 0.800

https://example.org/#1/colour-size
`);
});

test('what is not at its default is told, and what is muted or varied', () => {
  const [colour, size] = defaultExperiment.losses;
  if (!colour || !size) throw new Error('no losses');
  const experiment = {
    ...defaultExperiment,
    losses: [
      { ...colour, muted: true },
      { ...size, fader: 0.25 },
      makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-4 }),
    ],
    strategy: makeStrategy('pcgrad', { heads: 'own' }),
    schedule: { kind: 'alternating' as const },
    optimizer: { ...makeOptimizer('momentum'), momentum: 0.5 },
  };
  const draft: StudyDraft = {
    ...blank,
    title: 'Rates',
    variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.01, 0.1] }],
    seeds: [1, 2, 3],
  };
  const text = postOf({ experiment, draft, link });
  for (const line of [
    '**Rates**',
    '- Losses: colour (cross-entropy), muted; 0.25 × size (cross-entropy); 1e-4 × L2 (all layers)',
    '- Strategy: PCGrad (heads get own gradient)',
    '- Optimizers: one per loss, in turn',
    '- Training: Momentum (momentum 0.5), learning rate 0.001, batch size 64, epochs 20',
    '- Varied: Learning rate: 2 values: 0.01, 0.1',
    '- Varied: seeds 1, 2, 3',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('Result');
});

test('a run that failed says why, and one without a step nothing', () => {
  const failure = { code: 'diverged' as const, message: 'The loss is NaN.', remedy: '' };
  const run = finished('a', defaultExperiment, { steps: 12, totalSteps: 1000, failure });
  const of = (steps: number) => postOf({ experiment: defaultExperiment, draft: blank, run: { ...run, steps }, link });
  expect(of(12)).toContain('- Result: after 12 of 1,000 steps, where it failed: The loss is NaN.\n');
  expect(of(0)).not.toContain('Result');
});

test('what a stranger calls it is text in Markdown, too', () => {
  const text = postOf({
    experiment: { ...defaultExperiment, title: '** [x](https://evil.example) <img src=x> `y` &lt;' },
    draft: blank,
    link,
  });
  expect(text.split('\n')[0]).toBe('**\\*\\* \\[x\\](https://evil.example) \\<img src=x\\> \\`y\\` \\&lt;**');
});

test('the result is of a run that ended as the experiment is', () => {
  const faders = (colour: number) => ({
    ...defaultExperiment,
    losses: defaultExperiment.losses.map((loss) => (loss.id === 'colour' ? { ...loss, fader: colour } : loss)),
  });
  const change = { step: 9, change: { faders: { colour: 0.5 } } };
  const run = finished('a', defaultExperiment, { changes: [change], outcomes });
  const of = (experiment: typeof defaultExperiment) => postOf({ experiment, draft: blank, run, link });
  expect(of({ ...faders(0.5), title: 'Mine' })).toContain('- Result: after 100 steps, changed 1 time on the way; on');
  expect(of(faders(0.4))).not.toContain('Result');
  expect(of(defaultExperiment)).not.toContain('Result');
});

test('every preset has a short text that ends with the link', () => {
  for (const { experiment } of presets) {
    const text = postOf({ experiment, draft: blank, link });
    expect(text.endsWith(`\n\n${link}\n`)).toBe(true);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text.length, text).toBeLessThan(2000);
  }
});
