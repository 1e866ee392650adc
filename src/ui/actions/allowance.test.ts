import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { barOf, stateOf } from '../../core/classroom/allows.ts';
import type { ControlName } from '../../core/controlNames.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import { bringText } from '../link/bring.ts';
import { perform } from '../network/perform.ts';
import { store } from '../store.ts';
import { allowOnly } from './allowance.ts';
import { edit, redo, setFader, setMuted, undo } from './edit.ts';
import { learn } from './learn.ts';
import { openDialog, setView } from './look.ts';
import { loadEmpty, loadPreset, openParsed } from './open.ts';
import { connect, reset, run, runExperiment, setBackend, step, toggleRun } from './run.ts';
import { startStudy } from './study.ts';
import { vary } from './vary.ts';

/** What was asked for and refused. */
let refused: string[] = [];

function bar(...locked: readonly ControlName[]): void {
  const classroom = { locked, hidden: [] };
  const use = (name: ControlName) => {
    const may = stateOf(classroom, name) === 'shown';
    if (!may) refused.push(name);
    return may;
  };
  allowOnly({
    use,
    change: (before, after) => {
      const name = barOf(classroom, before, after);
      return name === undefined || use(name);
    },
    show: (tab) => use(tab === 'plane' ? 'tab-plane' : 'tab-curves'),
  });
}

beforeEach(() => {
  connect(undefined);
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
  refused = [];
});
afterEach(() => allowOnly());

const fader = () => store.getState().experiment.losses[0]?.fader;
const first = defaultExperiment.losses[0]?.id ?? '';

describe('what is not allowed is asked for, and refused, by every way', () => {
  const other = presets.find(({ experiment }) => experiment.title !== defaultExperiment.title)?.id ?? '';
  const ways: readonly (readonly [ControlName, string, () => unknown])[] = [
    ['faders', 'a fader', () => setFader(first, 0.3)],
    ['mutes', 'a mute', () => setMuted(first, true)],
    ['network', 'removing layers', () => perform((one) => ({ ...one, network: { layers: [] } }))],
    ['presets', 'a preset', () => loadPreset(other)],
    ['presets', 'an empty canvas', () => loadEmpty()],
    ['open', 'a text', () => bringText(JSON.stringify({ ...defaultExperiment, title: 'Mine' }), 'text')],
    ['tab-plane', 'a tab', () => setView({ tab: 'plane' })],
    ['share', 'a dialog', () => openDialog('share')],
    ['learn', 'a lesson', () => learn('one-loss')],
    ['vary', 'a variation', () => vary({ kind: 'list', at: ['training.learningRate'], join: 'same', values: [1, 2] })],
    ['backend', 'a backend', () => setBackend('cpu')],
    ['run', 'a run', () => run()],
    ['run', 'the key Space', () => toggleRun()],
    ['run', 'a study', () => startStudy()],
    ['step', 'a step', () => step()],
    ['reset', 'the key R', () => reset()],
    [
      'learning-rate',
      'a run from the table',
      () => runExperiment({ ...defaultExperiment, training: { ...defaultExperiment.training, learningRate: 0.7 } }),
    ],
  ];
  it.each(ways)('%s bars %s', async (name, _, go) => {
    bar(name);
    const before = store.getState();
    await go();
    expect(refused).toEqual([name]);
    expect({ ...store.getState(), isRefused: false }).toEqual(before);
  });

  it('bars undo and redo past what is locked, and nothing else', () => {
    setFader(first, 0.3);
    bar('faders');
    setMuted(first, true);
    undo();
    expect([fader(), store.getState().experiment.losses[0]?.muted]).toEqual([0.3, false]);
    undo();
    expect([fader(), refused]).toEqual([0.3, ['faders']]);
    redo();
    expect(store.getState().experiment.losses[0]?.muted).toBe(true);
  });

  it('lets a link open whatever it holds', () => {
    bar('faders', 'network', 'presets', 'open');
    openParsed({ experiment: { ...defaultExperiment, losses: [] }, problems: [] }, 'link');
    expect([store.getState().experiment.losses, refused]).toEqual([[], []]);
  });

  it('answers whether an edit was made', () => {
    expect(edit((one) => ({ ...one, title: 'x' }))).toBe(true);
    expect(edit((one) => one)).toBe(false);
    bar('dataset');
    expect(edit((one) => ({ ...one, dataset: { ...one.dataset, count: 64 } }))).toBe(false);
  });
});
