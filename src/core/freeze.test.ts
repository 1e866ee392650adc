/** Stop-gradients and frozen layers in the analysis: who reaches what, what is counted, what the verdict says. */
import { describe, expect, test } from 'vitest';
import { applyFix } from './edit/fixes.ts';
import { appendAfter, insertOnEdge } from './edit/layers.ts';
import type { Experiment } from './experiment.ts';
import { analyse, sharedLayers } from './graph.ts';
import type { Layer } from './layers/index.ts';
import { makeLoss } from './make.ts';
import { parseExperiment } from './parse.ts';
import { defaultExperiment } from './presets.ts';
import { summary } from './summary.ts';
import { verdict } from './verdict/verdict.ts';

/** The default network with the given layers frozen. */
function frozen(...ids: readonly string[]): Experiment {
  const freeze = (layer: Layer): Layer => (ids.includes(layer.id) ? ({ ...layer, trained: false } as Layer) : layer);
  return { ...defaultExperiment, network: { layers: defaultExperiment.network.layers.map(freeze) } };
}

/** The default network with a stop-gradient between two layers. */
function stopped(from = 'dense', to = 'head-size'): Experiment {
  const edited = insertOnEdge(defaultExperiment, from, to, 'stop-gradient');
  if ('severity' in edited) throw new Error(edited.message);
  return edited;
}

const judge = (experiment: Experiment) => {
  const { title, text } = verdict(experiment, analyse(experiment));
  return `${title} ${text}`;
};

const plain = analyse(defaultExperiment);
const sum = 'The weighted sum picks one point of the Pareto front; the faders choose which.';

describe('a stop-gradient', () => {
  test('keeps the gradient of the loss behind it from what is before, which that loss still reads', () => {
    const { nodes, isRunnable, parameters } = analyse(stopped());
    const trunk = nodes.get('conv-1');
    expect([trunk?.reachedBy, trunk?.readBy]).toEqual([['colour'], ['colour', 'size']]);
    expect(nodes.get('head-size')?.reachedBy).toEqual(['size']);
    expect([isRunnable, parameters]).toEqual([true, plain.parameters]);
    expect(sharedLayers({ nodes }, ['colour', 'size'])).toEqual(new Set());
  });

  test('makes two trainings of one network', () => {
    expect(judge(stopped())).toBe(
      'Separate trainings in one network. Two losses share no trained layer: no gradient of one moves what another trains. Behind a stop-gradient the loss on size reads Conv 1, Conv 2 and Dense and does not change them.',
    );
  });

  test('leaves what comes after it shared', () => {
    expect(judge(stopped('pool-1', 'conv-2'))).toBe(
      `Multi-task learning. Two targets share 2 of 4 trained layers: Conv 2 and Dense. ${sum} No gradient comes to Conv 1: it stays as it was drawn.`,
    );
  });

  test('at the end of a head leaves its loss nothing to train, which is said', () => {
    const experiment = appendAfter(defaultExperiment, 'head-size', 'stop-gradient');
    if ('severity' in experiment) throw new Error(experiment.message);
    const { problems, isRunnable } = analyse(experiment);
    expect(isRunnable).toBe(true);
    expect(problems.map(({ at, message }) => [at, message])).toEqual([
      [['losses', 'size'], 'Cross-entropy reads Head: size, before which nothing is trained: it stays as it is.'],
    ]);
    expect(judge(experiment)).toContain('One task, one loss. One loss on one target');
    expect(judge(experiment)).toContain(
      'The loss on size trains nothing: everything before it is frozen or behind a stop-gradient.',
    );
  });

  test('takes the backward pass before it out of the cost', () => {
    const before = ['conv-1', 'pool-1', 'conv-2', 'pool-2'].map((id) => plain.nodes.get(id)?.flops ?? Number.NaN);
    const { batchSize } = defaultExperiment.training;
    const after = analyse(stopped('pool-2', 'flatten'));
    // Forward is as before; backward lacks both convolutions and what pools them.
    expect(plain.step.flops - after.step.flops).toBe(batchSize * 2 * before.reduce((sum, flops) => sum + flops, 0));
  });
});

describe('a frozen layer', () => {
  test('is counted apart, and lets gradients through', () => {
    const graph = analyse(frozen('conv-2'));
    const conv = graph.nodes.get('conv-2');
    expect([conv?.parameters, conv?.frozen]).toEqual([0, 4640]);
    expect([graph.parameters, graph.frozen]).toEqual([plain.parameters - 4640, 4640]);
    expect(graph.nodes.get('conv-1')?.reachedBy).toEqual(['colour', 'size']);
    expect(summary(frozen('conv-2'), graph)).toContain('Frozen parameters: 4,640\n');
    expect(judge(frozen('conv-2'))).toBe(
      `Multi-task learning. Two targets share 2 of 4 trained layers: Conv 1 and Dense. ${sum} Conv 2 is frozen: no loss trains it.`,
    );
  });

  test('costs the gradient of its weights less, and nothing backward where it is the first', () => {
    const flops = (id: string) => plain.nodes.get(id)?.flops ?? Number.NaN;
    const { batchSize } = defaultExperiment.training;
    const saved = (...ids: string[]) => (plain.step.flops - analyse(frozen(...ids)).step.flops) / batchSize;
    expect(saved('conv-2')).toBe(flops('conv-2'));
    expect(saved('conv-1')).toBe(2 * (flops('conv-1') + flops('pool-1')));
  });

  test('takes a shared trunk apart: two heads on it are two models', () => {
    expect(judge(frozen('conv-1', 'conv-2', 'dense'))).toBe(
      'Separate models. Two losses share no trained layer: they are two models side by side. Each trains as if alone: no weighting can make them help or harm each other. Conv 1, Conv 2 and Dense are frozen: no loss trains them.',
    );
  });

  test('is no scope of a penalty', () => {
    const l2 = makeLoss('l2', 'l2', { scope: 'conv-2' });
    const { problems } = analyse({ ...frozen('conv-2'), losses: [...defaultExperiment.losses, l2] });
    expect(problems.map(({ at, message }) => [at, message])).toEqual([
      [['losses', 'l2', 'scope'], 'L2 penalty is over Conv 2, where no kernels are trained: it is always 0.'],
    ]);
  });

  test('everywhere leaves nothing to train, with a button that thaws one', () => {
    const all = frozen('conv-1', 'conv-2', 'dense', 'head-colour', 'head-size');
    const [problem, ...rest] = analyse(all).problems;
    expect(rest).toEqual([]);
    expect(problem).toEqual({
      severity: 'error',
      at: ['network'],
      message: 'Every layer with weights is frozen: there is nothing to train.',
      remedy: 'Let Head: size be trained.',
      fix: { kind: 'set', at: ['network', 'head-size', 'trained'], value: true },
    });
    const mended = problem?.fix && applyFix(all, problem.fix);
    if (!mended || 'severity' in mended) throw new Error('The fix does nothing.');
    expect(analyse(mended).isRunnable).toBe(true);
    expect(judge(all)).toContain('No objective. No loss that is heard trains a layer, so there is nothing to learn.');
  });

  test('is read from JSON, and a layer that says nothing is trained', () => {
    const layers = defaultExperiment.network.layers.map((layer): object => {
      const { trained: _, ...rest } = { trained: true, ...layer };
      return layer.id === 'conv-1' ? { ...rest, trained: false } : rest;
    });
    const { experiment, problems } = parseExperiment({ ...defaultExperiment, network: { layers } });
    expect(problems).toEqual([]);
    expect(experiment).toEqual(frozen('conv-1'));
  });
});
