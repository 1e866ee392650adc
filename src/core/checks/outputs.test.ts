import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../edit/edited.ts';
import { applyFix, fixLabel } from '../edit/fixes.ts';
import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import type { Layer } from '../layers/index.ts';
import { activations } from '../layers/params.ts';
import { makeLayer, makeLoss } from '../make.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment } from '../presets.ts';
import { anyExperiment } from '../testing/arbitraries.ts';

const image = makeLayer('image', 'input', []);
const conv = (activation: string) => makeLayer('h', 'conv2d', ['image'], { filters: 1, activation });
const ofMask = (kind: Parameters<typeof makeLoss>[1], output = 'h', id: string = kind) =>
  makeLoss(id, kind, { output, target: 'mask' });

function build(layers: readonly Layer[], losses: Experiment['losses']): Experiment {
  return { ...defaultExperiment, network: { layers: [image, ...layers] }, losses };
}

/** What is said, and the experiment after the buttons were pressed until there are none. */
function repaired(experiment: Experiment): { readonly labels: string[]; readonly end: Experiment } {
  const labels: string[] = [];
  let end = experiment;
  for (let n = 0; n < 9; n++) {
    const fix = graphOf(end).problems.find((problem) => problem.fix)?.fix;
    if (!fix) break;
    labels.push(fixLabel(fix));
    const next = applyFix(end, fix);
    if (isRefusal(next)) throw new Error(next.message);
    end = next;
  }
  return { labels, end };
}

const bent = activations.filter(({ value }) => value !== 'linear' && value !== 'softmax').map(({ value }) => value);

describe('an activation before a loss that reads logits', () => {
  it.each(bent)('%s as a parameter of the head is named, and taken out by a button', (activation) => {
    const experiment = build([conv(activation)], [ofMask('sigmoid-cross-entropy')]);
    const [problem, ...others] = graphOf(experiment).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'warning', at: ['network', 'h'] });
    expect(problem?.message).toMatch(
      /^Binary cross-entropy reads logits, which may be any numbers, but Head: mask ends in /,
    );
    const { labels, end } = repaired(experiment);
    expect(labels).toEqual(['Make the head linear']);
    expect(end).toEqual(build([conv('linear')], experiment.losses));
    expect(graphOf(end).problems).toEqual([]);
  });

  it('as a layer is taken out, and the loss reads what it read', () => {
    const layers = [conv('linear'), makeLayer('a', 'activation', ['h'], { activation: 'sigmoid' })];
    const experiment = build(layers, [ofMask('iou', 'a')]);
    expect(repaired(experiment).end).toEqual(build([conv('linear')], [ofMask('iou', 'h')]));
  });

  it.each([
    ['dropout', 'dropout', {}],
    ['up-sampling', 'up-sample', {}],
    ['pooling', 'max-pool', { size: 1, stride: 1 }],
  ] as const)('is found behind %s', (_, kind, params) => {
    const layers = [conv('sigmoid'), makeLayer('p', kind, ['h'], params)];
    const { problems } = graphOf(build(layers, [ofMask('dice', 'p')]));
    expect(problems.map(({ message }) => message).join()).toMatch(
      /but Head: mask passes on what Conv gives, which ends in sigmoid: 0 to 1\./,
    );
  });

  it('is found behind flatten and reshape, before a loss for categories', () => {
    const layers = [
      makeLayer('d', 'dense', ['f'], { units: 8, activation: 'relu' }),
      makeLayer('r', 'reshape', ['d'], { height: 2, width: 2, channels: 2 }),
      makeLayer('head', 'flatten', ['r']),
    ];
    const colour = makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' });
    const experiment = build([makeLayer('f', 'flatten', ['image']), ...layers], [colour]);
    expect(graphOf(experiment).problems).toHaveLength(1);
    expect(graphOf(repaired(experiment).end).problems).toEqual([]);
  });

  it('a sum is bounded only where every branch is', () => {
    const branch = (id: string, activation: string) => makeLayer(id, 'conv2d', ['image'], { filters: 1, activation });
    const sum = (a: string, b: string) =>
      build(
        [branch('x', a), branch('y', b), makeLayer('s', 'add', ['x', 'y'])],
        [ofMask('sigmoid-cross-entropy', 's')],
      );
    expect(graphOf(sum('relu', 'linear')).problems).toEqual([]);
    expect(graphOf(sum('relu', 'sigmoid')).problems).toHaveLength(2);
    expect(graphOf(repaired(sum('relu', 'sigmoid')).end).problems).toEqual([]);
  });

  it('stays for whatever else reads it: other layers, and losses that read values', () => {
    const experiment = build(
      [conv('sigmoid'), makeLayer('c', 'conv2d', ['h'], { filters: 1 })],
      [ofMask('sigmoid-cross-entropy'), ofMask('mae'), ofMask('hinge', 'c')],
    );
    const { labels, end } = repaired(experiment);
    expect(labels).toEqual(['Make the head linear']);
    expect(end.network.layers.map(({ id, inputs }) => [id, ...inputs])).toEqual([
      ['image'],
      ['h', 'image'],
      ['activation-1', 'h'],
      ['c', 'activation-1'],
    ]);
    expect(end.losses.map((loss) => 'output' in loss && loss.output)).toEqual(['h', 'activation-1', 'c']);
    expect(graphOf(end).problems).toEqual([]);
  });

  it('has no button where what passes it on goes elsewhere too', () => {
    const layers = [
      conv('relu'),
      makeLayer('f', 'max-pool', ['h'], { size: 1, stride: 1 }),
      makeLayer('c', 'conv2d', ['f'], { filters: 1 }),
    ];
    const [problem] = graphOf(build(layers, [ofMask('dice', 'f'), ofMask('iou', 'c')])).problems;
    expect(problem?.fix).toBeUndefined();
    expect(problem?.remedy).toBe('Let the loss read a linear layer of its own: others need this activation.');
  });

  it('is no matter to a muted loss, nor to one that reads values', () => {
    expect(graphOf(build([conv('sigmoid')], [ofMask('mae')])).problems).toEqual([]);
    const muted = { ...ofMask('dice'), muted: true };
    expect(graphOf(build([conv('sigmoid')], [ofMask('mae'), muted])).problems).toEqual([]);
  });
});

describe('an output read as logits and as values', () => {
  it('is read behind a sigmoid by the loss that takes values', () => {
    const experiment = build([conv('linear')], [ofMask('sigmoid-cross-entropy'), ofMask('mae'), ofMask('mse')]);
    expect(graphOf(experiment).problems.map(({ at }) => at)).toEqual([
      ['losses', 'mae'],
      ['losses', 'mse'],
    ]);
    const { labels, end } = repaired(experiment);
    expect(labels).toEqual(['Read it behind a sigmoid', 'Read it behind a sigmoid']);
    expect(end.network.layers.map(({ id }) => id)).toEqual(['image', 'h', 'activation-1']);
    expect(graphOf(end).problems).toEqual([]);
  });
});

describe('any experiment', () => {
  it('parses and is without the same problem after a repair', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        for (const { fix } of graphOf(experiment).problems) {
          if (fix?.kind !== 'linearise' && fix?.kind !== 'read-behind') continue;
          const next = applyFix(experiment, fix);
          if (isRefusal(next)) continue;
          expect(parseExperiment(JSON.parse(JSON.stringify(next)))).toEqual({ experiment: next, problems: [] });
          expect(graphOf(next).problems.map((problem) => problem.fix)).not.toContainEqual(fix);
        }
      }),
      { numRuns: 300 },
    );
  });
});
