import { expect, test } from 'vitest';
import { insertOnEdge } from '../../core/edit/layers.ts';
import { analyse } from '../../core/graph.ts';
import type { Layer } from '../../core/layers/index.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { networkView } from './networkView.ts';

const viewOf = (experiment: typeof defaultExperiment) => networkView(experiment, analyse(experiment));

test('the colour of a loss ends where a stop-gradient reads, and what is only read is no draft', () => {
  const stopped = insertOnEdge(defaultExperiment, 'dense', 'head-size', 'stop-gradient');
  if ('severity' in stopped) throw new Error(stopped.message);
  const { edges, frame } = viewOf(stopped);
  const linesOf = (id: string) =>
    edges.filter((edge) => edge.id === id).map(({ stripes, isRead }) => [stripes.map(({ loss }) => loss), isRead]);
  expect(linesOf('image→conv-1')).toEqual([[['colour'], true]]);
  expect(linesOf('dense→stop-gradient-1')).toEqual([[[], true]]);
  expect(linesOf('stop-gradient-1→head-size')).toEqual([[['size'], true]]);
  expect(frame).toBeUndefined();
});

test('a frozen layer says so, and is reached by what passes through it', () => {
  const layers = defaultExperiment.network.layers.map((layer) =>
    layer.id === 'conv-2' ? ({ ...layer, trained: false } as Layer) : layer,
  );
  const { nodes } = viewOf({ ...defaultExperiment, network: { layers } });
  const found = nodes.flatMap((node) =>
    'isFrozen' in node && node.isFrozen ? [[node.id, node.parameters, node.label]] : [],
  );
  expect(found).toEqual([
    ['conv-2', 0, 'Conv 2, 3×3 · 32 · ReLU, output 16 by 16 by 32, frozen, every loss reaches it.'],
  ]);
});
