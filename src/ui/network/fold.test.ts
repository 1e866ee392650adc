import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import type { Layer, LayerKindName } from '../../core/layers/index.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import { fold, repetitionsOf } from './fold.ts';
import { layOut } from './layout.ts';
import { networkView } from './networkView.ts';
import { beyond, framing } from './useFraming.ts';

/** The default network with those layers in a row between the image and its dense part. */
function chainOf(
  kinds: readonly LayerKindName[],
  change: (layer: Layer, i: number) => Layer = (layer) => layer,
): Experiment {
  const name = (i: number) => (i < 0 ? 'image' : `c-${i}`);
  const row = kinds.map((kind, i) => change(makeLayer(name(i), kind, [name(i - 1)]), i));
  const rest = defaultExperiment.network.layers
    .slice(4)
    .map((layer) => (layer.id === 'pool-2' ? { ...layer, inputs: [name(kinds.length - 1)] } : layer));
  return { ...defaultExperiment, network: { layers: [makeLayer('image', 'input', []), ...row, ...rest] } };
}

function foldedView(experiment: Experiment) {
  const view = networkView(experiment, analyse(experiment));
  return fold(view, repetitionsOf(experiment, view));
}

const cardsOf = (experiment: Experiment) =>
  foldedView(experiment).nodes.flatMap((node) => (node.form === 'fold' ? node.title : []));

const repeat = (times: number, ...kinds: readonly LayerKindName[]) => Array.from({ length: times }, () => kinds).flat();
const convs = repeat(40, 'conv2d');

describe('equal layers in a row', () => {
  test('are one card between what comes before and after them', () => {
    const { nodes, edges, frame } = foldedView(chainOf(convs));
    const card = nodes.find((node) => node.form === 'fold');
    expect(card).toEqual({
      form: 'fold',
      id: '#fold-c-0',
      layers: convs.map((_, i) => `c-${i}`),
      last: 'c-39',
      title: 'Conv × 40',
      detail: '3×3 · 16',
      shape: [32, 32, 16],
      parameters: 448 + 39 * 2320,
      isFrozen: false,
      isRead: true,
      stripes: expect.anything(),
      label:
        'Conv × 40: 40 layers, Conv 1 to Conv 40, 3×3 · 16, output 32 by 32 by 16, 90,928 parameters. Enter shows them one by one.',
    });
    const around = edges.filter(({ source, target }) => [source, target].includes('#fold-c-0'));
    expect(around.map(({ id, source, target }) => [id, source, target])).toEqual([
      ['image→c-0', 'image', '#fold-c-0'],
      ['c-39→pool-2', '#fold-c-0', 'pool-2'],
    ]);
    expect(frame?.layers).toEqual(['#fold-c-0', 'pool-2', 'flatten', 'dense']);
  });

  test('that take turns are one card, too', () => {
    expect(cardsOf(chainOf(repeat(20, 'conv2d', 'batch-norm')))).toEqual(['Conv + Batch norm × 20']);
  });

  test('are as many cards as there are kinds of them', () => {
    const halves = chainOf(convs, (layer, i) => (i < 25 ? layer : ({ ...layer, filters: 32 } as Layer)));
    expect(cardsOf(halves)).toEqual(['Conv × 25', 'Conv × 15']);
  });

  test('stand alone where one has a reader aside, or a problem', () => {
    const side = chainOf(convs);
    const layers = [makeLayer('side', 'flatten', ['c-9']), ...side.network.layers];
    expect(cardsOf({ ...side, network: { layers } })).toEqual(['Conv × 10', 'Conv × 30']);
    // Two pixels less with each: the sixteenth has an image smaller than its window.
    const broken = chainOf(convs, (layer) => ({ ...layer, padding: 'valid' }) as Layer);
    expect(cardsOf(broken)).toEqual(['Conv × 15', 'Conv × 24']);
  });

  test('are found whatever the order in which the layers are listed', () => {
    const { network, ...rest } = chainOf(convs);
    expect(cardsOf({ ...rest, network: { layers: network.layers.toReversed() } })).toEqual(['Conv × 40']);
  });

  test('on a circle end the search', () => {
    const circle = chainOf(convs, (layer, i) => (i === 0 ? { ...layer, inputs: ['c-38'] } : layer));
    expect(cardsOf(circle)).toBeDefined();
  });
});

test.each(presets)('$id stands there as it is', ({ experiment }) => {
  expect(cardsOf(experiment)).toEqual([]);
});

test.each([
  ['of forty', chainOf(convs)],
  ['of forty different layers', chainOf(convs, (layer, i) => ({ ...layer, filters: 4 + ((5 * i) % 23) }) as Layer)],
  ['of sixty in turns', chainOf(repeat(20, 'conv2d', 'batch-norm', 'activation'))],
])('a chain %s is seen whole at first sight on a laptop', (_, experiment) => {
  const layout = layOut(foldedView(experiment));
  const room = { width: 874, height: 347 };
  const { x, y, zoom } = framing(layout, room.width, room.height);
  expect(beyond(layout.bounds, room, [x, y, zoom])).toBe('');
});
