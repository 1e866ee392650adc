import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../edit/edited.ts';
import { addLoss, removeLoss } from '../edit/losses.ts';
import type { Experiment } from '../experiment.ts';
import { defaultExperiment } from '../presets.ts';
import { anyExperiment } from '../testing/arbitraries.ts';
import { barOf, stateOf } from './allows.ts';
import { sheetCsv, sheetText } from './answerSheet.ts';
import { blankClassroom, type Classroom } from './classroom.ts';
import { parseClassroom } from './parse.ts';
import { settersOf } from './setters.ts';

const given = { ...blankClassroom, title: 'Two losses' };
const problemsOf = (raw: unknown) => parseClassroom(raw).problems.map(({ message }) => message);

describe('reading a class', () => {
  it('gives back what was written', () => {
    const classroom: Classroom = {
      ...given,
      isHeld: false,
      locked: ['network', 'presets'],
      hidden: ['verdict'],
      pages: [
        { title: 'First', text: 'Look at $L_1$.' },
        { title: '', text: '', question: { kind: 'choice', prompt: 'Which?', answers: ['one', 'two'] } },
        { title: '', text: '', question: { kind: 'number', prompt: 'How many?', answers: [] } },
      ],
    };
    expect(parseClassroom(JSON.parse(JSON.stringify(classroom)))).toEqual({ classroom, problems: [] });
  });

  it('names a control that is not there, and a field that is not there', () => {
    expect(problemsOf({ ...given, hidden: ['fadres', '__proto__', 7], script: 1 })).toEqual([
      'There is no field "script" here.',
      'There is no control "fadres" here.',
      'There is no control "__proto__" here.',
      'There is no control 7 here.',
    ]);
  });

  it('hides what is both locked and hidden', () => {
    const { classroom } = parseClassroom({ ...given, locked: ['run', 'step'], hidden: ['run'] });
    expect([classroom.locked, classroom.hidden]).toEqual([['step'], ['run']]);
  });

  it('cuts what is too long and says so', () => {
    const pages = Array.from({ length: 14 }, () => ({ title: 't'.repeat(300), text: 'x'.repeat(5000) }));
    const { classroom, problems } = parseClassroom({ ...given, pages });
    expect(classroom.pages).toHaveLength(4);
    expect(classroom.pages[0]).toMatchObject({ title: 't'.repeat(200), text: 'x'.repeat(4000) });
    expect(problems.map(({ message }) => message)).toContain('There are 14 pages; 12 are read.');
    expect(problems.at(-1)?.message).toBe('The pages have more than 20000 characters in all.');
  });

  it('asks for own words where a choice has too few answers', () => {
    const question = { kind: 'choice', prompt: 'Which?', answers: ['same', ' same ', ''] };
    const { classroom, problems } = parseClassroom({ ...given, pages: [{ text: 'a', question }] });
    expect(classroom.pages[0]?.question).toEqual({ kind: 'text', prompt: 'Which?', answers: [] });
    expect(problems).toHaveLength(1);
  });

  it('refuses what is none, and other versions', () => {
    for (const raw of [undefined, null, 'a', 7, [], { version: 2 }, { title: 'x' }]) {
      const { classroom, problems } = parseClassroom(raw);
      expect(classroom).toEqual(blankClassroom);
      expect(problems.map(({ severity }) => severity)).toEqual(['error']);
    }
  });
});

describe('what students may use', () => {
  it('holds of what lies within a control, the strictest first', () => {
    const classroom = { locked: ['desk', 'run'] as const, hidden: ['faders', 'palette'] as const };
    expect(stateOf(classroom, 'mutes')).toBe('locked');
    expect(stateOf(classroom, 'trade-slider')).toBe('hidden');
    expect(stateOf(classroom, 'palette-heads')).toBe('hidden');
    expect(stateOf(classroom, 'step')).toBe('shown');
  });

  const [first, ...rest] = defaultExperiment.losses;
  if (!first) throw new Error('no loss');
  const { training, network } = defaultExperiment;
  const withLoss = addLoss(defaultExperiment, 'l2', { scope: 'shared' });
  const withoutLoss = removeLoss(defaultExperiment, first.id);
  if (isRefusal(withLoss) || isRefusal(withoutLoss)) throw new Error('refused');
  const changes: readonly (readonly [string, Experiment, readonly string[]])[] = [
    ['a fader', { ...defaultExperiment, losses: [{ ...first, fader: 0.3 }, ...rest] }, ['faders']],
    ['a mute', { ...defaultExperiment, losses: [{ ...first, muted: true }, ...rest] }, ['mutes']],
    ['a loss more', withLoss, ['add-loss']],
    ['a loss less', withoutLoss, ['add-loss']],
    ['another order', { ...defaultExperiment, losses: [...defaultExperiment.losses].reverse() }, ['desk']],
    ['a rate of a loss', { ...defaultExperiment, losses: [{ ...first, rate: 0.5 }, ...rest] }, ['schedule']],
    ['the rate', { ...defaultExperiment, training: { ...training, learningRate: 0.5 } }, ['learning-rate']],
    ['the seed', { ...defaultExperiment, training: { ...training, seed: 77 } }, ['training']],
    ['a layer', { ...defaultExperiment, network: { layers: network.layers.slice(0, 2) } }, ['network']],
    ['the title', { ...defaultExperiment, title: 'x' }, []],
    ['a copy', JSON.parse(JSON.stringify(defaultExperiment)) as Experiment, []],
  ];
  it.each(changes)('knows who sets %s', (_, after, names) => {
    expect(settersOf(defaultExperiment, after)).toEqual(names);
    for (const name of names)
      expect(barOf({ locked: [], hidden: [name as 'faders'] }, defaultExperiment, after)).toBe(name);
  });

  it('knows somebody for every difference but that of titles', () => {
    fc.assert(
      fc.property(anyExperiment, anyExperiment, (a, b) => {
        const isOther = JSON.stringify({ ...a, title: '' }) !== JSON.stringify({ ...b, title: '' });
        expect(settersOf(a, b).length > 0).toBe(isOther);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the answers of a student', () => {
  const classroom: Classroom = {
    ...given,
    pages: [
      { title: '', text: 'Read.' },
      { title: '', text: '', question: { kind: 'choice', prompt: 'Which wins?', answers: ['colour', 'size'] } },
      { title: '', text: '', question: { kind: 'number', prompt: 'How low, in nats?', answers: [] } },
    ],
  };
  const answers = { 1: { text: '=HYPERLINK("x")', at: 1_796_000_000_000, isBefore: true } };
  const sheet = { classroom, name: 'Ada', answers, link: 'https://example.org/#1/colour-size' };

  it('are a text with times and the link', () => {
    expect(sheetText(sheet)).toBe(
      `Two losses\nAda\n\n1. Which wins?\n=HYPERLINK("x")\n(2026-11-30 00:53:20 UTC, before the first run)\n\n2. How low, in nats?\n(not answered)\n\nhttps://example.org/#1/colour-size\n`,
    );
  });

  it('are a table in which nothing is a formula', () => {
    const [, first, second] = sheetCsv(sheet).split('\r\n');
    expect(first).toBe(
      `Two losses,Ada,1,Which wins?,"'=HYPERLINK(""x"")",2026-11-30 00:53:20 UTC,yes,https://example.org/#1/colour-size`,
    );
    expect(second).toBe('Two losses,Ada,2,"How low, in nats?",,,,https://example.org/#1/colour-size');
  });
});
