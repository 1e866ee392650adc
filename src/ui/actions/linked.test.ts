import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { columnName } from '../../core/run/columns.ts';
import type { LinkedRun } from '../../core/run/linkedRun.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import type { RunStatus } from '../../core/run/protocol.ts';
import { makeRun } from '../../core/run/run.ts';
import type { Client } from '../runs/client.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { store } from '../store.ts';
import { dismissLinked, openLinked, runLinked } from './linked.ts';
import { connect, run, runFirst } from './run.ts';

let calls: string[];
const fake: Client = {
  ...quietClient,
  start(experiment, { title }) {
    const id = `run ${calls.length}`;
    calls.push(`start at ${experiment.training.learningRate}`);
    const train = append(emptyTable, { step: Float32Array.of(0, 1) });
    store.setState(({ runs }) => ({
      runs: [...runs, { ...makeRun(id, title, experiment), status: 'training', train }],
    }));
    return id;
  },
  stop(runId) {
    calls.push(`stop ${runId}`);
    end(runId, 'stopped');
  },
};

function end(runId: string, status: RunStatus) {
  store.setState(({ runs }) => ({ runs: runs.map((one) => (one.id === runId ? { ...one, status } : one)) }));
}

const linked = (title: string, learningRate: number, over: Partial<LinkedRun> = {}): LinkedRun => ({
  title,
  experiment: { ...defaultExperiment, training: { ...defaultExperiment.training, learningRate } },
  isBaseline: false,
  ...over,
});
const three = [linked('a', 0.1), linked('b', 0.2, { isBaseline: true }), linked('c', 0.3)];
const chosen = () => {
  const { shownRunId, comparedRunIds, baselineRunId } = store.getState();
  return { shownRunId, comparedRunIds, baselineRunId };
};
/** Lets what waits for the end of a run go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  calls = [];
  store.setState(store.getInitialState(), true);
  connect(fake);
});

test('a link of runs starts nothing; its first experiment comes on the desk of a page that it opened, and of no other', () => {
  openLinked({ runs: three, problems: [] }, true);
  runFirst();
  expect([calls, store.getState().experiment.training.learningRate]).toEqual([[], 0.1]);
  store.setState({ experiment: defaultExperiment });
  openLinked({ runs: three, problems: [] }, false);
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('its runs are run one after the other and compared, each under its title', async () => {
  openLinked({ runs: three, problems: [] }, true);
  const all = runLinked();
  expect([calls, store.getState().linked?.at]).toEqual([['start at 0.1'], 0]);
  await runLinked();
  expect(calls).toHaveLength(1);
  end('run 0', 'finished');
  await settle();
  end('run 1', 'failed');
  await settle();
  expect(store.getState().linked?.at).toBe(2);
  end('run 2', 'finished');
  await all;
  expect([store.getState().linked, store.getState().runs.map(({ title }) => title)]).toEqual([null, ['a', 'b', 'c']]);
  expect(chosen()).toEqual({ shownRunId: 'run 2', comparedRunIds: ['run 0', 'run 1'], baselineRunId: 'run 1' });
});

test('none follows a run that a person stopped, left for another, or put away', async () => {
  for (const turnAway of [() => fake.stop('run 0'), () => void run(), dismissLinked]) {
    calls = [];
    store.setState(store.getInitialState(), true);
    openLinked({ runs: three, problems: [] }, true);
    const all = runLinked();
    turnAway();
    await all;
    expect(calls.filter((call) => call.includes('0.2') || call.includes('0.3'))).toEqual([]);
    expect(store.getState().linked).toBeNull();
  }
});

test('curves of a link are on the charts at once, say where they are from, and go with the next link', () => {
  const curves = {
    train: append(emptyTable, { step: Float32Array.of(0, 9), [columnName('loss', 'colour')]: Float32Array.of(2, 1) }),
    validation: emptyTable,
  };
  openLinked(
    {
      runs: [linked('a', 0.1), linked('b', 0.2, { curves, isBaseline: true }), linked('c', 0.3, { curves })],
      problems: [],
    },
    true,
  );
  const { runs } = store.getState();
  expect(runs.map(({ title, note, isFromLink, train }) => [title, note, isFromLink, train.length])).toEqual([
    ['b', 'from the link', true, 2],
    ['c', 'from the link', true, 2],
  ]);
  expect(chosen()).toEqual({ shownRunId: runs[0]?.id, comparedRunIds: [runs[1]?.id], baselineRunId: runs[0]?.id });
  openLinked({ runs: three, problems: [] }, false);
  expect(store.getState().runs).toEqual([]);
});
