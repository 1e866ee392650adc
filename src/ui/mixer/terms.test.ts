import { describe, expect, test } from 'vitest';
import { changeStrategy } from '../../core/edit/desk.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLoss } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { strategies } from '../../core/strategies/index.ts';
import { equationOf, factorTex, termLabel } from './terms.ts';

const [colour, size] = defaultExperiment.losses;
if (!colour || !size) throw new Error('The default experiment has two losses.');
const experiment: Experiment = {
  ...defaultExperiment,
  losses: [
    { ...colour, fader: 0.7 },
    makeLoss('l2', 'l2', { scope: 'shared' }, { fader: 1e-4 }),
    { ...size, fader: 0.3 },
  ],
};

describe('the equation', () => {
  test('of a weighted sum has a term per loss with its fader, and numbers only the data losses', () => {
    expect(equationOf(experiment, {})).toEqual({
      left: 'L',
      hasTotal: true,
      terms: [
        { lossId: 'colour', tex: '0.70\\,L_{1}', joint: '' },
        { lossId: 'l2', tex: '10^{-4}\\,\\lVert \\theta_s\\rVert^2', joint: '+' },
        { lossId: 'size', tex: '0.30\\,L_{2}', joint: '+' },
      ],
    });
  });

  test('leaves out what is muted', () => {
    const losses = experiment.losses.map((loss) => ({ ...loss, muted: loss.id !== 'size' }));
    expect(equationOf({ ...experiment, losses }, {}).terms.map(({ lossId, joint }) => [lossId, joint])).toEqual([
      ['size', ''],
    ]);
  });

  test('of a strategy on losses shows its rule and the weights as they act', () => {
    const weighed = { ...experiment, strategy: changeStrategy(experiment.strategy, 'uncertainty') };
    const { left, rule, terms } = equationOf(weighed, { colour: 0.512, size: 1.5, l2: 1e-4 });
    expect(left).toBe('\\nabla L');
    expect(rule).toBe('L=10^{-4}\\,\\lVert \\theta_s\\rVert^2+\\sum_i \\tfrac12 e^{-s_i}L_i+\\tfrac12 s_i');
    expect(terms.map(({ tex }) => tex)).toEqual([
      '0.51\\,g_{1}',
      '10^{-4}\\,\\nabla \\lVert \\theta_s\\rVert^2',
      '1.50\\,g_{2}',
    ]);
  });

  test('of a strategy that weighs the penalties too has them in its rule already', () => {
    const strategy = { ...changeStrategy(experiment.strategy, 'gls'), penalties: 'joined' as const };
    expect(equationOf({ ...experiment, strategy }, {}).rule).toBe(strategies.gls.formula);
  });

  test('of a strategy on gradients is the update, with its negative weights', () => {
    const surgery = { ...experiment, strategy: changeStrategy(experiment.strategy, 'pcgrad') };
    const { left, terms } = equationOf(surgery, { colour: 1.2, size: -0.2, l2: 1e-4 });
    expect(left).toBe('d');
    expect(terms[2]).toEqual({ lossId: 'size', tex: '0.20\\,g_{2}', joint: '−' });
  });

  test('says so while a strategy has not weighed yet', () => {
    const weighed = { ...experiment, strategy: changeStrategy(experiment.strategy, 'mgda') };
    expect(equationOf(weighed, {}).note).toBe('before the first step, with the faders');
  });

  test('of one optimizer per loss has a step for each, in their order', () => {
    const { terms, note } = equationOf({ ...experiment, schedule: { kind: 'alternating' } }, {});
    expect(terms.map(({ joint }) => joint)).toEqual(['', 'then', 'then']);
    expect(terms[0]?.tex).toBe('{-}\\eta\\nabla\\,0.70\\,L_{1}');
    expect(note).toBe('one optimizer per loss, in turn');
  });
});

test('weights are written as people write them', () => {
  expect([0, 0.7, 1, 12.345, 0.05, 1e-4, 2.5e-4, 5000].map(factorTex)).toEqual([
    '0',
    '0.70',
    '1.00',
    '12.30',
    '0.050',
    '10^{-4}',
    '2.5{\\cdot}10^{-4}',
    '5{\\cdot}10^{3}',
  ]);
});

test('a term is said in words', () => {
  expect(termLabel(experiment, { ...size, fader: 0.3 }, 'size', 0.3)).toBe('0.3 times L2, size');
});
