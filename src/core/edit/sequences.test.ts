/** Whatever is done in whatever order: the experiment can be written, read and analysed, and nothing old was changed. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeData } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { analyse } from '../graph.ts';
import { type LayerKindName, layerKinds } from '../layers/index.ts';
import { type LossKindName, lossKinds } from '../losses/index.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment, presets } from '../presets.ts';
import { blocks } from './blocks.ts';
import { type Edited, isRefusal } from './edited.ts';
import { applyFix } from './fixes.ts';
import { copyLayers, pasteLayers } from './fragment.ts';
import * as layerEdits from './layers.ts';
import * as lossEdits from './losses.ts';
import { insertNear } from './places.ts';
import { joinTowers, splitTowers } from './towers.ts';
import { connect, disconnect, setParam } from './wiring.ts';

const pieces: readonly layerEdits.PieceName[] = [
  ...(Object.keys(layerKinds) as LayerKindName[]),
  ...blocks.map(({ id }) => `block:${id}` as const),
];
const kinds = Object.keys(lossKinds) as LossKindName[];
const targets = describeData(defaultExperiment).targets.map(({ id }) => id);

/** Three numbers choose what an edit is about, so that a sequence is plain data and shrinks well. */
type Numbers = readonly [a: number, b: number, c: number];
type Choose = <T>(items: readonly T[], n: number) => T;

const edits: readonly ((experiment: Experiment, numbers: Numbers, choose: Choose) => Edited)[] = [
  (e, [a, , c], choose) => layerEdits.appendAfter(e, layer(e, a, choose), choose(pieces, c)),
  (e, [a, , c], choose) => layerEdits.branchFrom(e, layer(e, a, choose), choose(pieces, c)),
  (e, [, , c], choose) => layerEdits.addUnconnected(e, choose(pieces, c)),
  (e, [a, , c], choose) => insertNear(e, layer(e, a, choose), choose(pieces, c)),
  (e, [a, b, c], choose) => {
    const to = choose(e.network.layers, a);
    return layerEdits.insertOnEdge(e, to.inputs[b % Math.max(1, to.inputs.length)] ?? '', to.id, choose(pieces, c));
  },
  (e, [a, b], choose) => layerEdits.removeLayers(e, [layer(e, a, choose), layer(e, b, choose)]),
  (e, [a, b], choose) => layerEdits.duplicate(e, [layer(e, a, choose), layer(e, b, choose)]),
  (e, [a], choose) => layerEdits.takeOut(e, layer(e, a, choose)),
  (e, [a, b], choose) => layerEdits.moveAfter(e, layer(e, a, choose), layer(e, b, choose)),
  (e, [a, b, c], choose) => {
    const to = choose(e.network.layers, a);
    return layerEdits.moveOntoEdge(e, layer(e, c, choose), to.inputs[b % Math.max(1, to.inputs.length)] ?? '', to.id);
  },
  (e, [a, b], choose) => connect(e, layer(e, a, choose), layer(e, b, choose)),
  (e, [a, b], choose) => disconnect(e, layer(e, a, choose), layer(e, b, choose)),
  (e, [a, b, c], choose) => setParam(e, layer(e, a, choose), choose(['filters', 'units', 'kernel', 'stride'], b), c),
  (e, [a, b], choose) => pasteLayers(e, copyLayers(e, [layer(e, a, choose), layer(e, b, choose)]), layer(e, a, choose)),
  (e, [, b, c], choose) => lossEdits.addLoss(e, choose(kinds, c), b % 2 ? { output: layer(e, b, choose) } : {}),
  (e, [a, , c], choose) => lossEdits.addHead(e, choose(targets, c), a % 2 ? { from: layer(e, a, choose) } : {}),
  (e, [a], choose) => lossEdits.removeLoss(e, e.losses.length === 0 ? '' : choose(e.losses, a).id),
  (e, [a, b], choose) =>
    lossEdits.moveLoss(e, e.losses.length === 0 ? '' : choose(e.losses, a).id, { output: layer(e, b, choose) }),
  (e) => splitTowers(e),
  (e) => joinTowers(e),
  (e, [a], choose) => {
    const fixes = analyse(e).problems.flatMap((problem) => problem.fix ?? []);
    return fixes.length === 0 ? e : applyFix(e, choose(fixes, a));
  },
];

const choose: Choose = (items, n) => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('Nothing to choose from.');
  return item;
};

function layer(experiment: Experiment, n: number, pick: Choose): string {
  return pick(experiment.network.layers, n).id;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const step = fc.record({
  edit: fc.nat(edits.length - 1),
  numbers: fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)),
});

test('any sequence of edits leaves an experiment that parses to itself and can be analysed', () => {
  fc.assert(
    fc.property(fc.nat(presets.length - 1), fc.array(step, { maxLength: 25 }), (first, steps) => {
      let experiment = freeze(choose(presets, first).experiment);
      for (const { edit, numbers } of steps) {
        const edited = choose(edits, edit)(experiment, numbers, choose);
        if (isRefusal(edited)) {
          expect(edited.message).not.toBe('');
          expect(edited.remedy).not.toBe('');
          continue;
        }
        experiment = freeze(edited);
        analyse(experiment);
      }
      const parsed = parseExperiment(JSON.parse(JSON.stringify(experiment)));
      expect(parsed).toEqual({ experiment, problems: [] });
    }),
    { numRuns: 150, seed: 5 },
  );
});

test('whatever was done, removing everything leaves the image, and a repair that is done ends its Problem', () => {
  fc.assert(
    fc.property(fc.nat(presets.length - 1), fc.array(step, { maxLength: 12 }), (first, steps) => {
      let experiment = choose(presets, first).experiment;
      for (const { edit, numbers } of steps) {
        const edited = choose(edits, edit)(experiment, numbers, choose);
        if (!isRefusal(edited)) experiment = edited;
      }
      for (const { fix, ...problem } of analyse(experiment).problems) {
        const mended = fix && applyFix(experiment, fix);
        if (!mended || isRefusal(mended)) continue;
        expect(
          analyse(mended).problems.filter(
            ({ at, message }) => `${at} ${message}` === `${problem.at} ${problem.message}`,
          ),
        ).toEqual([]);
      }
      const all = experiment.network.layers.map(({ id }) => id);
      const bare = all.length === 1 ? experiment : layerEdits.removeLayers({ ...experiment, losses: [] }, all);
      expect('severity' in bare ? bare : bare.network.layers.map(({ kind }) => kind)).toEqual(['input']);
    }),
    { numRuns: 100, seed: 11 },
  );
});

test('every kind of edit is done somewhere, the last one where there is a Problem to repair', () => {
  const broken = layerEdits.takeOut(defaultExperiment, 'flatten');
  if (isRefusal(broken)) throw new Error(broken.message);
  const done = new Set<number>();
  for (const experiment of [...presets.map((preset) => preset.experiment), broken]) {
    for (const [index, edit] of edits.entries()) {
      for (let n = 0; n < 40; n++) {
        const edited = edit(experiment, [n, n * 7 + 1, n * 3], choose);
        if (isRefusal(edited) || edited === experiment) continue;
        done.add(index);
        break;
      }
    }
  }
  expect([...done].sort((a, b) => a - b)).toEqual(edits.map((_, index) => index));
});
