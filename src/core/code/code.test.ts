/** Programs in Python have no error of syntax, whatever is on the desk; and they say what the desk says. */
import { parser } from '@lezer/python';
import { describe, expect, it } from 'vitest';
import { courses } from '../courses.ts';
import type { Experiment } from '../experiment.ts';
import { defaultsOf } from '../fields.ts';
import { graphOf } from '../graphOf.ts';
import { type LossKindName, lossKind, lossKinds } from '../losses/index.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../make.ts';
import { type OptimizerName, optimizerKinds } from '../optimizers.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment, presets } from '../presets.ts';
import { type StrategyKind, strategies, strategyKinds } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { codeOf } from './code.ts';
import { type Framework, frameworkNames, textOf } from './framework.ts';

const { losses } = defaultExperiment;
const [colour, size] = losses as [Experiment['losses'][number], Experiment['losses'][number]];
const schedules = ['joint', 'simultaneous', 'alternating'] as const;

const programOf = (change: Partial<Experiment>, framework: Framework) => {
  const experiment = { ...defaultExperiment, ...change };
  return codeOf(experiment, graphOf(experiment), framework);
};

/** Where the grammar of Python finds an error: the line. */
function errorsIn(code: string): string[] {
  const found: string[] = [];
  parser.parse(code).iterate({
    enter: ({ type, from }) => {
      if (type.isError) found.push(code.slice(code.lastIndexOf('\n', from - 1) + 1).split('\n')[0] ?? '');
    },
  });
  return found;
}

function expectPython(change: Partial<Experiment>): void {
  for (const framework of ['keras', 'pytorch'] as const)
    expect(errorsIn(textOf(programOf(change, framework), framework)), framework).toEqual([]);
}

/** A loss of a kind on a head of the right shape, beside the two that are there. */
function withLoss(kind: LossKindName): Partial<Experiment> {
  const row = lossKind(kind);
  const layers = [
    ...defaultExperiment.network.layers,
    makeLayer('up', 'conv2d', ['image'], { filters: 1 }),
    makeLayer('rgb', 'conv2d', ['image'], { filters: 3 }),
    makeLayer('number', 'dense', ['flatten'], { units: 1 }),
  ];
  const on = {
    category: ['head-colour', 'colour'],
    mask: ['up', 'mask'],
    number: ['number', 'area'],
    image: ['rgb', 'image'],
  };
  const reads =
    row.reads === 'weights'
      ? [{ scope: 'all' }, { scope: 'shared' }, { scope: 'dense' }]
      : row.reads === 'output'
        ? [{ output: 'head-colour' }]
        : row.targets.map((target) => ({ output: on[target][0] ?? '', target: on[target][1] ?? '' }));
  return { network: { layers }, losses: [...losses, ...reads.map((one, i) => makeLoss(`new-${i}`, kind, one))] };
}

describe('a program in Python', () => {
  it('knows an error of syntax when there is one', () => {
    expect(errorsIn('x = (1,\ny = 2')).not.toEqual([]);
  });

  it.each(Object.keys(lossKinds) as LossKindName[])('has no error of syntax with the loss %s', (kind) => {
    for (const schedule of schedules) expectPython({ ...withLoss(kind), schedule: { kind: schedule } });
  });

  it.each(strategyKinds)('has none with the strategy %s', (kind) => {
    for (const penalties of ['added', 'joined'] as const)
      expectPython({
        losses: [...losses, makeLoss('l2', 'l2', { scope: 'all' })],
        strategy: makeStrategy(kind, { penalties }),
      });
  });

  it.each(Object.keys(courses) as (keyof typeof courses)[])('has none with the course %s', (kind) => {
    const course = {
      kind,
      ...defaultsOf(courses[kind].fields),
      ...(kind === 'moves' ? { moves: [[3, 2]] } : { warmUp: 5 }),
    };
    for (const schedule of schedules)
      expectPython({
        losses: [{ ...colour, course: course as typeof colour.course }, size],
        schedule: { kind: schedule },
        training: { ...defaultExperiment.training, learningRateCourse: course as typeof colour.course },
      });
  });

  it.each(Object.keys(optimizerKinds) as OptimizerName[])('has none with the optimizer %s', (kind) => {
    for (const schedule of schedules) expectPython({ optimizer: makeOptimizer(kind), schedule: { kind: schedule } });
  });

  it('has none where a layer is called by a word of Python', () => {
    const renamed = JSON.stringify(defaultExperiment).replaceAll('"head-size"', '"class"');
    const { experiment } = parseExperiment(JSON.parse(renamed));
    const penalty = makeLoss('l2', 'l2', { scope: 'class' });
    expectPython({ ...experiment, losses: [...experiment.losses, penalty] });
  });

  it.each(presets.map(({ id, experiment }) => [id, experiment] as const))(
    'has none for the preset %s',
    (_, experiment) => {
      expectPython(experiment);
    },
  );
});

const linesOf = (change: Partial<Experiment>, framework: Framework) =>
  programOf(change, framework)
    .code.split('\n')
    .map((line) => line.trim());

describe('the three programs of the question', () => {
  it('steps with one optimizer on the sum', () => {
    const lines = linesOf({ losses: [colour, { ...size, fader: 0.5 }] }, 'pytorch');
    expect(lines).toContain('loss = loss_colour + 0.5 * loss_size');
    expect(lines.filter((line) => /optimizer\.step\(\)/.test(line))).toHaveLength(1);
  });

  it('takes both gradients before either of two optimizers steps', () => {
    const { code, notes } = programOf({ schedule: { kind: 'simultaneous' } }, 'keras');
    expect(code.match(/= model\(x/g)).toHaveLength(1);
    expect(code.indexOf('tape.gradient')).toBeLessThan(code.indexOf('.apply('));
    expect(notes[0]).toContain('both gradients are of the same parameters');
  });

  it('goes forward anew for the second optimizer in turn', () => {
    for (const framework of frameworkNames) {
      const { code, notes } = programOf({ schedule: { kind: 'alternating' } }, framework);
      expect(code.match(/= model(\.apply)?\(x/g)).toHaveLength(2);
      expect(notes[0]).toContain('sees the parameters that the first has moved');
    }
  });
});

describe('what a program says', () => {
  it('has a and 1 − a where two faders add up to one', () => {
    const linked = {
      losses: [
        { ...colour, fader: 0.7 },
        { ...size, fader: 0.3 },
      ],
    };
    expect(linesOf(linked, 'pytorch')).toEqual(
      expect.arrayContaining(['a = 0.7', 'loss = a * loss_colour + (1 - a) * loss_size']),
    );
    expect(linesOf(linked, 'keras')).toContain('loss_weights={"head-colour": a, "head-size": 1 - a},');
    expect(linesOf(linked, 'tfjs')).toContain('return lossColour.mul(a).add(lossSize.mul(1 - a));');
  });

  it('leaves out who is muted or at fader 0, and says so', () => {
    for (const framework of frameworkNames) {
      const { code, notes } = programOf({ losses: [{ ...colour, muted: true }, size] }, framework);
      expect(code).not.toMatch(/colour/i);
      expect(notes).toContain('Colour is muted: it takes no part.');
    }
    expect(programOf({ losses: [colour, { ...size, fader: 0 }] }, 'keras').notes).toContain(
      'Size is at fader 0: it takes no part.',
    );
  });

  it('is a comment where nothing is heard', () => {
    for (const framework of frameworkNames) {
      const { code } = programOf({ losses: losses.map((loss) => ({ ...loss, muted: true })) }, framework);
      expect(code).toMatch(/^(#|\/\/) No loss that reads an output is heard/);
    }
  });

  it('asks PyTorch for no gradient of a frozen layer', () => {
    const layers = defaultExperiment.network.layers.map((layer) =>
      layer.id === 'conv-1' ? { ...layer, trained: false } : layer,
    ) as Experiment['network']['layers'];
    const { code } = programOf({ network: { layers }, schedule: { kind: 'simultaneous' } }, 'pytorch');
    expect(code).toContain('parameters = [w for w in model.parameters() if w.requires_grad]');
  });

  it('tells of Keras that weights are fixed at compile() and logged losses are not weighted', () => {
    const { notes } = programOf({ losses: [colour, { ...size, fader: 0.5 }] }, 'keras');
    expect(notes.join(' ')).toMatch(/fixed at compile\(\).*train_step.*logs each loss without its weight/);
  });

  it.each(strategyKinds.filter((kind) => strategies[kind].family !== 'losses'))(
    'has lines for %s, by a library or by hand',
    (kind: StrategyKind) => {
      const change = { strategy: makeStrategy(kind) };
      const isByHand = kind === 'gradnorm' || kind === 'db-mtl';
      expect(/torchjd/.test(programOf(change, 'pytorch').code)).toBe(!isByHand);
      if (isByHand) expect(programOf(change, 'pytorch').notes.join(' ')).toContain('it is written out');
      expect(programOf(change, 'keras').notes.join(' ')).toContain('no library');
      expect(programOf(change, 'tfjs').notes.join(' ')).toContain('no library');
    },
  );

  it('names the paper of every strategy that has one', () => {
    for (const kind of strategyKinds) {
      const { notes } = programOf({ strategy: makeStrategy(kind) }, 'tfjs');
      const { paper }: Strategy = strategies[kind];
      if (paper && kind !== 'sum') expect(notes.join(' '), kind).toContain(paper.title);
    }
  });

  it('is copied with its notes as comments above it', () => {
    const program = programOf({}, 'tfjs');
    const lines = textOf(program, 'tfjs').split('\n');
    expect(lines.slice(0, lines.indexOf('')).every((line) => line.startsWith('// '))).toBe(true);
    expect(textOf(program, 'tfjs')).toContain(program.code);
  });
});
