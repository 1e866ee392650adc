import { describe, expect, test } from 'vitest';
import type { Experiment } from '../experiment.ts';
import { limits } from '../experiment.ts';
import { analyse } from '../graph.ts';
import { makeLayer, makeLoss } from '../make.ts';
import { defaultExperiment, presetOf, presets } from '../presets.ts';
import { blocks } from './blocks.ts';
import { chain, type Edited, freeId, isRefusal, newLayers } from './edited.ts';
import { applyFix } from './fixes.ts';
import { copyLayers, pasteLayers } from './fragment.ts';
import {
  addUnconnected,
  appendAfter,
  branchFrom,
  duplicate,
  insertOnEdge,
  moveAfter,
  moveOntoEdge,
  removeLayers,
  takeOut,
} from './layers.ts';
import { addHead, addLoss, moveLoss, removeLoss } from './losses.ts';
import { insertNear, looseEnds } from './places.ts';
import { joinTowers, splitTowers } from './towers.ts';
import { connect, disconnect, setAt, setParam } from './wiring.ts';

const start = defaultExperiment;

function done(edited: Edited): Experiment {
  if (isRefusal(edited)) throw new Error(`${edited.message} ${edited.remedy}`);
  return edited;
}

function refusal(edited: Edited): string {
  if (isRefusal(edited)) return edited.message;
  throw new Error('It was done.');
}

/** The wiring in short: "conv-1<image". */
function wiring({ network }: Experiment): readonly string[] {
  return network.layers.map((layer) => `${layer.id}<${layer.inputs.join('+')}`);
}

/** What an edit adds to the wiring (or takes from it). */
function difference(before: Experiment, after: Experiment): { added: string[]; removed: string[] } {
  const [old, now] = [wiring(before), wiring(after)];
  return { added: now.filter((w) => !old.includes(w)), removed: old.filter((w) => !now.includes(w)) };
}

describe('putting in', () => {
  test('a layer dropped on a connection comes between', () => {
    const next = done(insertOnEdge(start, 'pool-1', 'conv-2', 'batch-norm'));
    expect(difference(start, next)).toEqual({
      added: ['batch-norm-1<pool-1', 'conv-2<batch-norm-1'],
      removed: ['conv-2<pool-1'],
    });
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('a layer appended takes over everything that read the one before, also losses', () => {
    const next = done(appendAfter(start, 'dense', 'dropout'));
    expect(difference(start, next).added).toEqual(['dropout-1<dense', 'head-colour<dropout-1', 'head-size<dropout-1']);
    const behindHead = done(appendAfter(start, 'head-size', 'dropout'));
    expect(behindHead.losses.map((loss) => 'output' in loss && loss.output)).toEqual(['head-colour', 'dropout-1']);
  });

  test('a branch leaves the readers of the layer where they are', () => {
    const next = done(branchFrom(start, 'pool-1', 'global-pool'));
    expect(difference(start, next)).toEqual({ added: ['global-pool-1<pool-1'], removed: [] });
  });

  test('a layer put on the canvas is a draft and no obstacle', () => {
    const next = done(addUnconnected(start, 'conv2d'));
    expect(difference(start, next).added).toEqual(['conv2d-1<']);
    expect(analyse(next).isRunnable).toBe(true);
  });

  test.each(blocks)('the block $label fits on every connection between images', ({ id }) => {
    const graph = analyse(start);
    const edges = start.network.layers.flatMap((layer) => layer.inputs.map((from) => [from, layer.id] as const));
    const images = edges.filter(([from]) => graph.nodes.get(from)?.shape?.length === 3);
    expect(images.length).toBeGreaterThan(4);
    for (const [from, to] of images) {
      expect(analyse(done(insertOnEdge(start, from, to, `block:${id}`))).problems).toEqual([]);
    }
  });

  test('the up-sampling block stacks the earlier layer of its size', () => {
    const next = done(insertOnEdge(start, 'pool-2', 'flatten', 'block:u-net-up'));
    expect(difference(start, next).added).toEqual([
      'up-sample-1<pool-2',
      'concat-1<up-sample-1+conv-2',
      'conv2d-1<concat-1',
      'flatten<conv2d-1',
    ]);
  });

  test('a second image, an unknown block and a layer that is not there are refused', () => {
    expect([
      refusal(appendAfter(start, 'dense', 'input')),
      refusal(appendAfter(start, 'dense', 'block:nothing')),
      refusal(appendAfter(start, 'nowhere', 'dropout')),
      refusal(insertOnEdge(start, 'image', 'dense', 'dropout')),
    ]).toEqual([
      'The network has its image already.',
      'There is no layer or block "block:nothing".',
      'There is no layer "nowhere".',
      '"dense" does not read "image".',
    ]);
  });

  test('the number of layers has a bound', () => {
    let full: Experiment = start;
    while (full.network.layers.length < limits.layers) full = done(addUnconnected(full, 'dropout'));
    expect(addUnconnected(full, 'dropout')).toMatchObject({ message: expect.stringContaining('100 are allowed') });
  });
});

describe('taking out', () => {
  test('the chain closes around a removed layer', () => {
    const next = done(removeLayers(start, ['pool-1', 'conv-2']));
    expect(difference(start, next)).toEqual({
      added: ['pool-2<conv-1'],
      removed: ['pool-1<conv-1', 'conv-2<pool-1', 'pool-2<conv-2'],
    });
  });

  test('the losses on a removed head and the penalties over a removed layer go with it', () => {
    const penalised = done(addLoss(start, 'l2', { scope: 'head-size' }));
    const next = done(removeLayers(penalised, ['head-size']));
    expect(next.losses).toEqual([start.losses[0]]);
  });

  test('the image cannot be removed', () => {
    expect(removeLayers(start, ['image'])).toMatchObject({ message: 'The image cannot be removed.' });
  });

  test('a layer taken out of its chain stays as a draft', () => {
    const next = done(takeOut(start, 'conv-2'));
    expect(difference(start, next).added).toEqual(['conv-2<', 'pool-2<pool-1']);
    expect(takeOut(next, 'conv-2')).toBe(next);
  });
});

describe('moving and copying', () => {
  test('a layer moved behind another one closes the gap it leaves', () => {
    const next = done(moveAfter(start, 'pool-1', 'conv-2'));
    expect(difference(start, next).added).toEqual(['conv-2<conv-1', 'pool-1<conv-2', 'pool-2<pool-1']);
    expect(moveAfter(start, 'pool-1', 'conv-1')).toBe(start);
  });

  test('a head moved behind another layer stands beside what reads it', () => {
    const next = done(moveAfter(start, 'head-size', 'flatten'));
    expect(difference(start, next)).toEqual({ added: ['head-size<flatten'], removed: ['head-size<dense'] });
    expect(next.losses).toEqual(start.losses);
  });

  test('a layer moved onto a connection comes between', () => {
    const next = done(moveOntoEdge(start, 'pool-1', 'dense', 'head-size'));
    expect(difference(start, next).added).toEqual(['conv-2<conv-1', 'pool-1<dense', 'head-size<pool-1']);
  });

  test('copies of a chain come behind it', () => {
    const next = done(duplicate(start, ['conv-2', 'pool-2', 'image']));
    expect(difference(start, next)).toEqual({
      added: ['conv-3<pool-2', 'pool-3<conv-3', 'flatten<pool-3'],
      removed: ['flatten<pool-2'],
    });
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('copies of two layers that are not connected come each behind its own', () => {
    const next = done(duplicate(start, ['conv-1', 'dense']));
    expect(difference(start, next).added).toEqual([
      'conv-3<conv-1',
      'pool-1<conv-3',
      'dense-1<dense',
      'head-colour<dense-1',
      'head-size<dense-1',
    ]);
  });

  test('the copy of a residual block has its shortcut', () => {
    const block = done(appendAfter(start, 'conv-2', 'block:residual'));
    const added = block.network.layers
      .slice(start.network.layers.findIndex(({ id }) => id === 'conv-2') + 1)
      .slice(0, 4);
    const next = done(
      duplicate(
        block,
        added.map(({ id }) => id),
      ),
    );
    const copy = next.network.layers.find(({ id }) => id === 'add-2');
    expect(copy?.inputs).toEqual(['activation-1', 'conv2d-4']);
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('the copy of a head stands beside it, without its loss', () => {
    const next = done(duplicate(start, ['head-size']));
    expect(difference(start, next)).toEqual({ added: ['head-size-1<dense'], removed: [] });
    expect(next.losses).toEqual(start.losses);
  });

  test('removing everything leaves the image', () => {
    const all = start.network.layers.map(({ id }) => id);
    const next = done(removeLayers(start, all));
    expect(next.network.layers.map(({ id }) => id)).toEqual(['image']);
    expect(next.losses).toEqual([]);
  });

  test('layers can be copied as JSON and pasted into another network', () => {
    const fragment: unknown = JSON.parse(JSON.stringify(copyLayers(start, ['conv-2', 'pool-2'])));
    const next = done(pasteLayers(start, fragment, 'pool-2'));
    expect(difference(start, next)).toEqual({ added: ['conv2d-1<pool-2', 'max-pool-1<conv2d-1'], removed: [] });
    expect(next.network.layers.at(-1)).toEqual(makeLayer('max-pool-1', 'max-pool', ['conv2d-1'], { padding: 'same' }));
  });

  test.each([
    ['nothing', 'This is nothing, not layers.', undefined],
    ['a text', 'This is "conv", not layers.', 'conv'],
    ['no list', 'This is {"lossMixer":"layers","layers":3}, not layers.', { lossMixer: 'layers', layers: 3 }],
    [
      'an unknown kind',
      'Layer "layer-1" is of the kind "quantum".',
      { lossMixer: 'layers', layers: [{ id: 'a', kind: 'quantum', inputs: [] }] },
    ],
    ['null among the layers', 'Layer "layer-1" is of the kind nothing.', { lossMixer: 'layers', layers: [null] }],
    [
      'a circle',
      'The layers dropout-2 → dropout-1 form a circle.',
      {
        lossMixer: 'layers',
        layers: [
          { id: 'a', kind: 'dropout', inputs: ['b'] },
          { id: 'b', kind: 'dropout', inputs: ['a'] },
        ],
      },
    ],
  ])('pasting %s is refused', (_, message, raw) => {
    expect(refusal(pasteLayers(start, raw))).toBe(message);
  });
});

describe('wiring', () => {
  test('a circle cannot be made, and the refusal names it', () => {
    expect(connect(start, 'dense', 'conv-1')).toMatchObject({
      severity: 'error',
      message: 'That would close a circle: pool-1 → conv-2 → pool-2 → flatten → dense → conv-1 → pool-1.',
    });
    expect(connect(start, 'dense', 'dense')).toMatchObject({ message: 'A layer cannot read itself.' });
  });

  test('a layer with one input gives up the one it had; a merge takes one more', () => {
    const rewired = done(connect(start, 'flatten', 'head-size'));
    expect(difference(start, rewired)).toEqual({ added: ['head-size<flatten'], removed: ['head-size<dense'] });
    const merged = done(
      chain(
        addUnconnected(start, 'add'),
        (e) => connect(e, 'conv-1', 'add-1'),
        (e) => connect(e, 'image', 'add-1'),
      ),
    );
    expect(wiring(merged).at(-1)).toBe('add-1<conv-1+image');
    expect(wiring(done(disconnect(merged, 'conv-1', 'add-1'))).at(-1)).toBe('add-1<image');
    expect(connect(merged, 'image', 'add-1')).toBe(merged);
  });

  test('a merge takes no more inputs than are allowed', () => {
    let experiment = done(addUnconnected(start, 'concat'));
    for (let i = 0; i <= limits.inputs; i++) experiment = done(addUnconnected(experiment, 'dropout'));
    for (let i = 1; i <= limits.inputs; i++) experiment = done(connect(experiment, `dropout-${i}`, 'concat-1'));
    expect(refusal(connect(experiment, `dropout-${limits.inputs + 1}`, 'concat-1'))).toBe(
      `Concatenate has ${limits.inputs} inputs; ${limits.inputs} are allowed.`,
    );
  });

  test('the image reads nothing', () => {
    expect(connect(done(addUnconnected(start, 'conv2d')), 'conv2d-1', 'image')).toMatchObject({
      message: 'Image reads nothing: it comes first.',
    });
  });

  test('a parameter is checked before it is set', () => {
    expect(done(setParam(start, 'conv-1', 'filters', 8)).network.layers[1]).toEqual({
      ...start.network.layers[1],
      filters: 8,
    });
    expect(setParam(start, 'conv-1', 'filters', 16)).toBe(start);
    expect(setParam(start, 'conv-1', 'filters', 1_000_000)).toMatchObject({
      message: 'Filters is 1000000.',
      remedy: 'It must be a whole number from 1 to 512.',
    });
    expect(refusal(setParam(start, 'conv-1', 'inputs', []))).toBe('There is no field "inputs" here.');
    expect(refusal(setParam(start, 'conv-1', 'toString', 1))).toBe('There is no field "toString" here.');
    expect(done(setAt(start, ['losses', 'size', 'fader'], 0.5)).losses[1]).toMatchObject({ fader: 0.5 });
    expect(done(setAt(start, ['training', 'batchSize'], 32)).training.batchSize).toBe(32);
  });
});

describe('heads and losses', () => {
  const targets = ['garment', 'colour', 'size', 'pattern', 'mask', 'area', 'image'];

  test.each(presets.flatMap(({ id }) => targets.map((target) => [target, id] as const)))(
    'a head for %s in one click on %s, and it runs',
    (target, id) => {
      const experiment = presetOf(id)?.experiment ?? start;
      const next = done(addHead(experiment, target));
      expect(analyse(next).problems).toEqual([]);
      expect(next.losses.length).toBe(experiment.losses.length + 1);
    },
  );

  test('a head for a category grows beside the others, with as many units as classes', () => {
    const next = done(addHead(start, 'pattern'));
    expect(next.network.layers.at(-1)).toEqual(makeLayer('head-pattern', 'dense', ['dense'], { units: 4 }));
    expect(next.losses.at(-1)).toEqual(
      makeLoss('pattern', 'softmax-cross-entropy', { output: 'head-pattern', target: 'pattern' }),
    );
  });

  test('a head for a mask is a small decoder up to the size of the image', () => {
    const next = done(addHead(start, 'mask'));
    expect(difference(start, next).added).toEqual([
      'up-sample-1<pool-2',
      'conv2d-1<up-sample-1',
      'up-sample-2<conv2d-1',
      'conv2d-2<up-sample-2',
      'head-mask<conv2d-2',
    ]);
  });

  test('a head grown from an image gets a flatten or a global pooling', () => {
    expect(newLayers(start, done(addHead(start, 'area', { from: 'pool-2' })))).toEqual(['flatten-1', 'head-area']);
    expect(newLayers(start, done(addHead(start, 'area', { from: 'conv-1' })))).toEqual(['global-pool-1', 'head-area']);
  });

  test('a loss dropped on a head reads its target', () => {
    const next = done(addLoss(start, 'multi-class-hinge', { output: 'head-size' }));
    expect(next.losses.at(-1)).toEqual(
      makeLoss('size-multi-class-hinge', 'multi-class-hinge', { output: 'head-size', target: 'size' }),
    );
  });

  test('a loss dropped on the desk takes a fitting head, or grows one', () => {
    expect(done(addLoss(start, 'softmax-focal')).losses.at(-1)).toMatchObject({ output: 'head-colour' });
    const grown = done(addLoss(start, 'dice'));
    expect(grown.losses.at(-1)).toMatchObject({ kind: 'dice', id: 'mask', target: 'mask', output: 'head-mask' });
    expect(analyse(grown).isRunnable).toBe(true);
  });

  test('a loss for several kinds of targets takes the kind that it fits best', () => {
    const bare = { ...start, network: { layers: start.network.layers.slice(0, 1) }, losses: [] };
    expect(done(addLoss(bare, 'mse')).losses).toEqual([
      makeLoss('area', 'mse', { output: 'head-area', target: 'area' }),
    ]);
    const both = done(
      chain(
        addHead(start, 'mask'),
        (e) => addHead(e, 'area'),
        (e) => addLoss(e, 'mse'),
      ),
    );
    expect(both.losses.at(-1)).toMatchObject({ output: 'head-area', target: 'area' });
  });

  test('a head for a number reads the last dense layer of the others, also beside a mask', () => {
    const next = done(chain(addHead(start, 'mask'), (e) => addHead(e, 'area')));
    expect(next.network.layers.at(-1)).toEqual(makeLayer('head-area', 'dense', ['dense'], { units: 1 }));
  });

  test('a head beside towers leaves the dense layers to their losses', () => {
    const towers = presetOf('colour-size-separate')?.experiment ?? start;
    expect(newLayers(towers, done(addHead(towers, 'pattern')))).toEqual(['flatten-1', 'head-pattern']);
  });

  test('a penalty dropped on the desk is over the shared layers', () => {
    expect(done(addLoss(start, 'l2')).losses.at(-1)).toEqual(
      makeLoss('l2', 'l2', { scope: 'shared' }, { fader: 1e-4 }),
    );
    const separate = presetOf('colour-size-separate')?.experiment ?? start;
    expect(done(addLoss(separate, 'l1')).losses.at(-1)).toMatchObject({ scope: 'all' });
    expect(done(addLoss(start, 'l1', { output: 'conv-1' })).losses.at(-1)).toMatchObject({ scope: 'conv-1' });
  });

  test('a loss that does not fit says what it needs', () => {
    expect(addLoss(start, 'dice', { output: 'head-size' })).toMatchObject({
      message: 'Soft Dice does not fit size, a category.',
      remedy: 'It reads a mask.',
    });
    expect(refusal(addLoss(start, 'dice', { output: 'flatten' }))).toBe(
      'Soft Dice needs a mask; it does not fit what "flatten" gives.',
    );
  });

  test('a loss can be moved and removed', () => {
    expect(done(moveLoss(start, 'size', { output: 'head-colour', target: 'colour' })).losses[1]).toMatchObject({
      output: 'head-colour',
      target: 'colour',
    });
    expect(moveLoss(start, 'size', { output: 'head-size' })).toBe(start);
    expect(refusal(moveLoss(start, 'size', { target: 'mask' }))).toBe('Cross-entropy does not fit mask, a mask.');
    expect(done(removeLoss(start, 'size')).losses).toEqual([start.losses[0]]);
    expect(removeLoss(start, 'nothing')).toBe(start);
  });
});

describe('towers', () => {
  test('splitting the default network shares nothing and stays runnable', () => {
    const next = done(splitTowers(start));
    const graph = analyse(next);
    expect(graph.problems).toEqual([]);
    const shared = [...graph.nodes.values()].filter((node) => node.reachedBy.length > 1);
    expect(shared.map((node) => node.layer.id)).toEqual(['image']);
  });

  test.each(presets)('joining undoes splitting: $id', ({ experiment }) => {
    const split = splitTowers(experiment);
    if (isRefusal(split)) return expect(split.message).toBe('No layer is shared by two losses.');
    expect(joinTowers(split)).toEqual(experiment);
  });

  test('two separate networks that are equal become one trunk', () => {
    const separate = presetOf('colour-size-separate')?.experiment ?? start;
    expect(wiring(done(joinTowers(separate)))).toEqual(wiring(start));
  });

  test('three losses that share in stages are split apart and joined again', () => {
    const staged = done(
      chain(
        addHead(start, 'garment', { from: 'dense' }),
        (e) => insertOnEdge(e, 'dense', 'head-garment', 'dense'),
        (e) => connect(e, 'dense-1', 'head-size'),
      ),
    );
    const split = done(splitTowers(staged));
    expect([...analyse(split).nodes.values()].filter((n) => n.reachedBy.length > 1).length).toBe(1);
    expect(joinTowers(split)).toEqual(staged);
  });

  test('a penalty on a shared layer comes with every copy of it, and joining leaves one', () => {
    const penalties = [
      makeLoss('decay', 'l2', { scope: 'dense' }, { fader: 0.01 }),
      makeLoss('sparse', 'activity-l1', { output: 'conv-2' }),
      makeLoss('head', 'l1', { scope: 'head-size' }),
      makeLoss('wide', 'l2', { scope: 'all' }),
    ];
    const restrained = { ...start, losses: [...start.losses, ...penalties] };
    const split = done(splitTowers(restrained));
    expect(
      split.losses
        .filter((loss) => !('target' in loss))
        .map((loss) => [loss.id, 'output' in loss ? loss.output : loss.scope]),
    ).toEqual([
      ['decay', 'dense'],
      ['decay-1', 'dense-1'],
      ['sparse', 'conv-2'],
      ['sparse-1', 'conv-4'],
      ['head', 'head-size'],
      ['wide', 'all'],
    ]);
    expect(analyse(split).problems).toEqual([]);
    expect(joinTowers(split)).toEqual(restrained);
  });

  test('penalties that two towers were given with different factors are both kept', () => {
    const decay = makeLoss('decay', 'l2', { scope: 'dense' }, { fader: 0.01 });
    const split = done(splitTowers({ ...start, losses: [...start.losses, decay] }));
    const losses = split.losses.map((loss) => (loss.id === 'decay-1' ? { ...loss, fader: 0.1 } : loss));
    expect(done(joinTowers({ ...split, losses })).losses.slice(2)).toEqual([
      decay,
      { ...decay, id: 'decay-1', fader: 0.1 },
    ]);
  });

  test('there is nothing to join in one trunk, and nothing to split in two networks', () => {
    expect(refusal(joinTowers(start))).toBe('There are no two towers that start with equal layers.');
    expect(refusal(splitTowers(done(splitTowers(start))))).toBe('No layer is shared by two losses.');
  });
});

describe('one-click fixes', () => {
  const fixed = (experiment: Experiment) => {
    const { problems } = analyse(experiment);
    const fix = problems.find((problem) => problem.fix)?.fix;
    if (!fix) throw new Error(`no fix among ${problems.map((problem) => problem.message).join(' ')}`);
    return done(applyFix(experiment, fix));
  };

  test('insert Flatten', () => {
    const broken = done(removeLayers(start, ['flatten']));
    expect(analyse(fixed(broken)).isRunnable).toBe(true);
  });

  test('set the units of a head', () => {
    expect(fixed(done(setParam(start, 'head-size', 'units', 5)))).toEqual(start);
  });

  test.each([
    ['pool-1', 'conv-2'],
    ['conv-1', 'pool-2'],
  ])('project the shortcut from %s to behind %s with a 1×1 convolution', (from, to) => {
    const broken = done(chain(appendAfter(start, to, 'add'), (e) => connect(e, from, 'add-1')));
    expect(analyse(broken).isRunnable).toBe(false);
    expect(analyse(fixed(broken)).isRunnable).toBe(true);
  });

  test('connect what lacks an input to the loose end', () => {
    const cut = done(disconnect(start, 'conv-2', 'pool-2'));
    expect(analyse(cut).isRunnable).toBe(false);
    expect(fixed(cut)).toEqual(start);
  });

  test('remove a draft that fits nowhere', () => {
    expect(fixed(done(addUnconnected(start, 'conv2d')))).toEqual(start);
  });

  test('cut the connection that closes a circle', () => {
    const layers = start.network.layers.map((layer) =>
      layer.id === 'conv-1' ? { ...layer, inputs: ['pool-2'] } : layer,
    );
    const circle = { ...start, network: { layers } };
    const next = fixed(circle);
    expect(next.network.layers.find(({ id }) => id === 'conv-1')?.inputs).toEqual([]);
    expect(fixed(next)).toEqual(start);
  });

  test('move a convolution from behind Flatten to the last image', () => {
    const layers = start.network.layers.map((layer) => {
      if (layer.id === 'conv-2') return { ...layer, inputs: ['flatten'] };
      if (layer.id === 'pool-2') return { ...layer, inputs: ['pool-1'] };
      return layer.id === 'dense' ? { ...layer, inputs: ['conv-2'] } : layer;
    });
    const next = fixed({ ...start, network: { layers } });
    expect(next.network.layers.find(({ id }) => id === 'conv-2')?.inputs).toEqual(['pool-2']);
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('give a loss a head of its own where the output has another shape', () => {
    const wrong = done(moveLoss(start, 'size', { output: 'pool-2' }));
    const next = fixed(wrong);
    expect(next.losses.find(({ id }) => id === 'size')).toMatchObject({ output: 'head-size-2' });
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('pad where a window is larger than what is left', () => {
    const layers = ['conv-1', 'pool-1', 'conv-2', 'pool-2'].reduce<Experiment>(
      (e, id) => (id.startsWith('pool') ? done(setParam(e, id, 'size', 8)) : e),
      start,
    );
    const narrow = done(chain(layers, (e) => setParam(e, 'pool-2', 'padding', 'valid')));
    const tight = done(chain(narrow, (e) => setParam(e, 'pool-1', 'stride', 8)));
    expect(analyse(tight).problems.map(({ message }) => message)).toEqual(['Max-pool 2 needs at least 8×8, gets 4×4.']);
    expect(analyse(fixed(tight)).isRunnable).toBe(true);
  });

  test('read what comes before a dropout of the answers', () => {
    const dropped = done(appendAfter(start, 'head-size', 'dropout'));
    expect(dropped.losses.find(({ id }) => id === 'size')).toMatchObject({ output: 'dropout-1' });
    expect(fixed(dropped).losses).toEqual(start.losses);
  });

  test('unmute, and add the first head', () => {
    const muted = { ...start, losses: start.losses.map((loss) => ({ ...loss, muted: true })) };
    expect(fixed(muted).losses.map((loss) => loss.muted)).toEqual([false, true]);
    const none = { ...start, losses: [] };
    expect(analyse(fixed(none)).isRunnable).toBe(true);
  });

  test('put a penalty that is over no kernel on all layers', () => {
    const nowhere = { ...start, losses: [...start.losses, makeLoss('l2', 'l2', { scope: 'flatten' })] };
    expect(fixed(nowhere).losses.at(-1)).toMatchObject({ scope: 'all' });
  });

  test('remove a loss that reads nothing', () => {
    const dangling = { ...start, losses: [...start.losses, makeLoss('l2', 'l2', { scope: 'nowhere' })] };
    expect(fixed(dangling)).toEqual(start);
  });
});

test('free ids count on from a name, stay short, and are ids whatever they are made of', () => {
  expect(freeId('conv2d', ['conv2d-1'])).toBe('conv2d-2');
  expect(freeId('conv-2', ['conv-1', 'conv-2'])).toBe('conv-3');
  expect(freeId('size', [], false)).toBe('size');
  expect(freeId('size', ['size'], false)).toBe('size-2');
  expect(freeId('9 Lives!', [])).toMatch(/^[a-z][a-z0-9-]*-1$/);
  expect(freeId('x'.repeat(60), []).length).toBeLessThanOrEqual(40);
});

describe('where it fits', () => {
  const empty = done(
    removeLayers(
      { ...start, losses: [] },
      start.network.layers.map(({ id }) => id),
    ),
  );

  test('a chain grows piece by piece, and Dense brings its Flatten', () => {
    const near = (experiment: Experiment) => experiment.network.layers.at(-1)?.id ?? '';
    const next = done(
      chain(
        empty,
        (e) => insertNear(e, near(e), 'conv2d'),
        (e) => insertNear(e, near(e), 'max-pool'),
        (e) => insertNear(e, near(e), 'dense'),
      ),
    );
    expect(next.network.layers.map(({ id, inputs }) => [id, ...inputs])).toEqual([
      ['image'],
      ['conv2d-1', 'image'],
      ['max-pool-1', 'conv2d-1'],
      ['flatten-1', 'max-pool-1'],
      ['dense-1', 'flatten-1'],
    ]);
    expect(analyse(next).problems.filter(({ at }) => at.length > 1)).toEqual([]);
  });

  test.each([
    ['conv2d', 'dense', 'pool-2'],
    ['conv2d', 'head-size', 'pool-2'],
    ['dense', 'image', 'flatten'],
    ['dense', 'head-size', 'dense'],
    ['batch-norm', 'conv-1', 'conv-1'],
    ['block:residual', 'flatten', 'pool-2'],
  ] as const)('%s near %s comes behind %s', (name, near, after) => {
    const next = done(insertNear(start, near, name));
    expect(next).toEqual(done(appendAfter(start, after, name)));
    expect(analyse(next).isRunnable).toBe(true);
  });

  test('the loose ends are what nothing reads, behind the image', () => {
    expect(looseEnds(start)).toEqual([]);
    expect(looseEnds(empty)).toEqual(['image']);
    const branched = done(chain(branchFrom(start, 'conv-1', 'max-pool'), (e) => addUnconnected(e, 'dense')));
    expect(looseEnds(branched)).toEqual(['max-pool-1']);
  });
});
