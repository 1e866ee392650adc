import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks } from '../../core/edit/blocks.ts';
import { isRefusal } from '../../core/edit/edited.ts';
import { branchFrom, insertOnEdge } from '../../core/edit/layers.ts';
import { addHead } from '../../core/edit/losses.ts';
import { splitTowers } from '../../core/edit/towers.ts';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import type { Box } from './box.ts';
import { neighbour } from './canvasKeys.ts';
import { layOut } from './layout.ts';
import { networkView } from './networkView.ts';
import { framing } from './useFraming.ts';

function arranged(experiment: Experiment) {
  const view = networkView(experiment, analyse(experiment));
  return { view, layout: layOut(view) };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Pairs of nodes that cover each other, and nodes that lie in the frame without being shared. */
function collisions(experiment: Experiment): readonly string[] {
  const { view, layout } = arranged(experiment);
  const boxes = [...layout.boxes];
  expect(boxes).toHaveLength(view.nodes.length);
  const pairs = boxes.flatMap(([a, boxA], i) =>
    boxes.slice(i + 1).flatMap(([b, boxB]) => (overlap(boxA, boxB) ? [`${a} on ${b}`] : [])),
  );
  const { frame } = layout;
  const strangers = boxes.filter(([id, box]) => frame && !view.frame?.layers.includes(id) && overlap(frame, box));
  return [...pairs, ...strangers.map(([id]) => `${id} in the frame`)];
}

/** A chain of so many convolutions, with two heads. */
function chainOf(length: number): Experiment {
  const rest = defaultExperiment.network.layers.filter(
    ({ id }) => !['image', 'conv-1', 'pool-1', 'conv-2'].includes(id),
  );
  const name = (i: number) => `c-${i}`;
  const convs = Array.from({ length }, (_, i) => makeLayer(name(i), 'conv2d', [i === 0 ? 'image' : name(i - 1)]));
  const layers = [
    makeLayer('image', 'input', []),
    ...convs,
    ...rest.map((layer) => (layer.id === 'pool-2' ? { ...layer, inputs: [name(length - 1)] } : layer)),
  ];
  return { ...defaultExperiment, network: { layers } };
}

describe('a chain of forty', () => {
  const long = chainOf(40);

  test('stands in rows that can be read on a screen, nothing on anything', () => {
    expect(collisions(long)).toEqual([]);
    const { width, height } = arranged(long).layout.bounds;
    expect(width / height).toBeGreaterThan(1.4);
    expect(width / height).toBeLessThan(4);
    expect(framing(arranged(long).layout, 843, 335, 0).zoom).toBeGreaterThan(0.35);
  });

  test('goes on from left to right in each row, and back between two', () => {
    const { view, layout } = arranged(long);
    const back = view.edges.filter(({ from, to }) => {
      const [a, b] = [layout.boxes.get(from), layout.boxes.get(to)];
      return (a?.x ?? 0) + (a?.width ?? 0) > (b?.x ?? 0);
    });
    expect(back.length).toBeGreaterThan(0);
    for (const { id, from, to } of back) {
      expect((layout.boxes.get(to)?.y ?? 0) > (layout.boxes.get(from)?.y ?? 0)).toBe(true);
      const [, down, left] = layout.bends.get(id) ?? [];
      expect(down?.y).toBe(left?.y);
      // In the aisle: at the height of no node.
      const inWay = [...layout.boxes.values()].filter(
        (box) => box.y <= (down?.y ?? Number.NaN) && box.y + box.height >= (down?.y ?? Number.NaN),
      );
      expect(inWay).toEqual([]);
    }
  });

  test('has no two things in one place whatever branches off it, and every wire between its ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 22, max: 50 }), fc.array(fc.nat(19), { maxLength: 4 }), (length, places) => {
        const experiment = places.reduce((e, at) => {
          const edited = branchFrom(e, `c-${at}`, 'block:residual');
          return isRefusal(edited) ? e : edited;
        }, chainOf(length));
        expect(collisions(experiment)).toEqual([]);
        const { layout } = arranged(experiment);
        const { x, y, width, height } = layout.bounds;
        for (const point of [...layout.bends.values()].flat()) {
          expect(point.x).toBeGreaterThanOrEqual(x);
          expect(point.x).toBeLessThanOrEqual(x + width);
          expect(point.y).toBeGreaterThanOrEqual(y);
          expect(point.y).toBeLessThanOrEqual(y + height);
        }
      }),
      { numRuns: 12, seed: 3 },
    );
  });

  test('one of ten is a row as before', () => {
    const { view, layout } = arranged(chainOf(10));
    const ys = view.edges.map(({ from, to }) => (layout.boxes.get(to)?.x ?? 0) - (layout.boxes.get(from)?.x ?? 0));
    expect(Math.min(...ys)).toBeGreaterThan(0);
  });
});

describe('the layout', () => {
  test.each(presets)('of $id has no two things in one place', ({ experiment }) => {
    expect(collisions(experiment)).toEqual([]);
  });

  test.each(presets)('of $id flows from left to right', ({ experiment }) => {
    const { view, layout } = arranged(experiment);
    for (const { from, to } of view.edges) {
      const [a, b] = [layout.boxes.get(from), layout.boxes.get(to)];
      expect((a?.x ?? Number.NaN) + (a?.width ?? 0)).toBeLessThan(b?.x ?? Number.NaN);
    }
  });

  test('frames the trunk of the default network: everything but the image, the heads and the losses', () => {
    const { view, layout } = arranged(defaultExperiment);
    expect(view.frame).toEqual({
      layers: ['conv-1', 'pool-1', 'conv-2', 'pool-2', 'flatten', 'dense'],
      title: 'shared by colour and size · 136,224 parameters (99.5 %)',
    });
    const { x = Number.NaN, y = Number.NaN, width = 0, height = 0 } = layout.frame ?? {};
    const framed = [...layout.boxes].filter(
      ([, box]) => box.x > x && box.x + box.width < x + width && box.y > y && box.y + box.height < y + height,
    );
    expect(framed.map(([id]) => id).toSorted()).toEqual(view.frame?.layers.toSorted());
  });

  test('frames nothing where nothing is shared', () => {
    const split = splitTowers(defaultExperiment);
    if (isRefusal(split)) throw new Error(split.message);
    expect(arranged(split).layout.frame).toBeUndefined();
  });

  test('keeps the losses in the order of the mixer', () => {
    const { layout } = arranged(defaultExperiment);
    expect(layout.boxes.get('#loss-colour')?.y).toBeLessThan(layout.boxes.get('#loss-size')?.y ?? 0);
  });

  test('has no two things in one place whatever is added', () => {
    const step = fc.tuple(fc.nat(2), fc.nat(99), fc.nat(blocks.length - 1));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let experiment = defaultExperiment;
        for (const [what, n, block] of steps) {
          const name = `block:${blocks[block]?.id}` as const;
          const layer = experiment.network.layers[n % experiment.network.layers.length];
          const edited =
            what === 0
              ? insertOnEdge(experiment, layer?.inputs[0] ?? '', layer?.id ?? '', name)
              : what === 1
                ? branchFrom(experiment, layer?.id ?? '', name)
                : addHead(experiment, ['mask', 'area', 'garment'][n % 3] ?? '');
          if (!isRefusal(edited)) experiment = edited;
        }
        expect(collisions(experiment)).toEqual([]);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

describe('the arrow keys', () => {
  const { view, layout } = arranged(defaultExperiment);
  const walk = (start: string, ...keys: readonly string[]) =>
    keys.reduce<string | undefined>((at, key) => (at === undefined ? at : neighbour(at, key, view, layout)), start);

  test('walk along the connections to the mixer and back', () => {
    expect(walk('image', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe('conv-2');
    expect(walk('head-size', 'ArrowRight', 'ArrowRight')).toBe('#mixer');
    expect(walk('head-size', 'ArrowLeft', 'ArrowLeft')).toBe('flatten');
  });

  test('go up and down within a column', () => {
    expect(walk('head-colour', 'ArrowDown')).toBe('head-size');
    expect(walk('#loss-size', 'ArrowUp')).toBe('#loss-colour');
  });

  test('lead nowhere from the ends', () => {
    expect(walk('image', 'ArrowLeft')).toBeUndefined();
    expect(walk('#mixer', 'ArrowRight')).toBeUndefined();
  });
});
