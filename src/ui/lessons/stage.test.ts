/** A lesson sets up what its pages speak of, locks nothing, and gives back what was there. */
import { beforeEach, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { lessons } from '../../core/lessons/index.ts';
import type { Stage } from '../../core/lessons/lesson.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { setFader, undo } from '../actions/edit.ts';
import { connect } from '../actions/run.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { store } from '../store.ts';
import { planeState } from '../views/plane/planeState.ts';
import { enter, giveBack, remember, setUp } from './stage.ts';

const stages = lessons.flatMap(({ pages }) => pages.flatMap(({ stage }) => stage ?? []));
const plane = planeState.getInitialState().setting;

function stageOf<K extends Stage['kind']>(kind: K): Extract<Stage, { kind: K }> {
  const found = stages.find((stage): stage is Extract<Stage, { kind: K }> => stage.kind === kind);
  if (!found) throw new Error(kind);
  return found;
}

const state = () => {
  const { experiment, draft, view } = store.getState();
  return { experiment, draft, tab: view.tab, plane: planeState.getState().setting };
};

beforeEach(() => {
  connect(undefined);
  giveBack();
  store.setState(store.getInitialState(), true);
  planeState.setState(planeState.getInitialState(), true);
  store.temporal.getState().clear();
});

test('entering a page is one step of undo', () => {
  const { experiment } = stageOf('experiment');
  remember();
  setUp(stageOf('experiment'));
  expect(store.getState().experiment).toBe(experiment);
  undo();
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('leaving gives back experiment, study, tab and plane as they were before the first page, whatever was done meanwhile', () => {
  setFader('colour', 0.25);
  const before = { ...state(), plane };
  remember();
  for (const stage of stages) {
    setUp(stage);
    remember();
  }
  setFader('colour', 0.75);
  expect(state()).not.toEqual(before);
  giveBack();
  expect(state()).toEqual(before);
});

test('a page that is entered again leaves alone what stands there already', () => {
  const stage = stageOf('experiment');
  setUp(stage);
  const { length } = store.temporal.getState().pastStates;
  setUp(stage);
  expect(store.temporal.getState().pastStates).toHaveLength(length);
});

test('a study is set up with what it varies, and its tab is shown; a plane with its problem', () => {
  const { study } = stageOf('study');
  setUp(stageOf('study'));
  expect(store.getState().experiment).toBe(study.experiment);
  expect(store.getState().draft.variations).toEqual(study.variations);
  expect(store.getState().view.tab).toBe('study');
  setUp(stageOf('plane'));
  expect(planeState.getState().setting).toEqual(stageOf('plane').setting);
  expect(store.getState().view.tab).toBe('plane');
});

test('a desk that came back with its page is run as it was left, and the next page sets up its own', () => {
  const started: string[] = [];
  connect({ ...quietClient, start: ({ losses }) => `run ${started.push(String(losses[0]?.fader))}` });
  const runs = (experiment: Experiment): Stage => ({ kind: 'experiment', experiment });
  const first = stageOf('experiment');
  const second = stages.find((stage) => stage.kind === 'experiment' && stage.experiment !== first.experiment);
  if (second?.kind !== 'experiment') throw new Error('no other');
  const [loss, ...others] = first.experiment.losses;
  if (!loss) throw new Error('no loss');
  const left = { ...first.experiment, losses: [{ ...loss, fader: 0.3 }, ...others] };
  const learning = { lesson: 'two-tasks', page: '', since: 0, answers: {} };
  store.setState({ experiment: left, learning: { ...learning, hasDesk: true } });
  store.temporal.getState().clear();
  enter(runs(first.experiment));
  expect(store.getState().experiment).toBe(left);
  expect([started, store.temporal.getState().pastStates]).toEqual([['0.3'], []]);
  enter(runs(second.experiment));
  expect(store.getState().experiment).toBe(second.experiment);
  expect(started).toHaveLength(2);
});

test('the very experiment of a page takes the place of its copy that came back: to turn back to the page leaves it alone', () => {
  const stage = stageOf('experiment');
  store.setState({
    experiment: structuredClone(stage.experiment),
    learning: { lesson: 'two-tasks', page: '', since: 0, answers: {}, hasDesk: true },
  });
  store.temporal.getState().clear();
  enter(stage);
  expect(store.getState().experiment).toBe(stage.experiment);
  expect(store.temporal.getState().pastStates).toEqual([]);
});
