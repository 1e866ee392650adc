import { expect, test } from 'vitest';
import { graphOf } from '../../core/graphOf.ts';
import { presets } from '../../core/presets.ts';
import { lossLook } from '../lossLook.ts';
import { nodeIdOf } from './layout.ts';
import { colorsOf, pictureOf } from './picture.ts';

test.each(presets)('the picture of $id holds every layer and loss, in the colours that train it', ({ experiment }) => {
  const { nodes, edges, boxes, bounds } = pictureOf(experiment);
  const wanted = [
    ...experiment.network.layers.map(({ id }) => id),
    ...experiment.losses.map(({ id }) => `#loss-${id}`),
    '#mixer',
  ];
  expect([...boxes.keys()].sort()).toEqual(wanted.sort());
  for (const { x, y, width, height } of boxes.values()) {
    expect(x).toBeGreaterThanOrEqual(bounds.x);
    expect(y).toBeGreaterThanOrEqual(bounds.y);
    expect(x + width).toBeLessThanOrEqual(bounds.x + bounds.width);
    expect(y + height).toBeLessThanOrEqual(bounds.y + bounds.height);
  }
  for (const edge of edges) expect([boxes.has(edge.source), boxes.has(edge.target)]).toEqual([true, true]);
  for (const node of nodes) {
    if (!('stripes' in node)) continue;
    const { reachedBy = [] } = graphOf(experiment).nodes.get(nodeIdOf(node)) ?? {};
    const colors = reachedBy.map((loss) => lossLook(experiment, loss).color);
    expect(colorsOf(node.stripes)).toEqual(colors.length > 0 ? colors : ['var(--line-strong)']);
  }
});

test('past four losses colours are not colorsOf apart', () => {
  const stripes = Array.from({ length: 5 }, (_, i) => ({ loss: `${i}`, color: `var(--loss-${i})` }));
  expect(colorsOf(stripes.slice(0, 4))).toHaveLength(4);
  expect(colorsOf(stripes)).toEqual(['var(--line-strong)']);
});
