/** How often the charts are told of a run that goes on. */
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { store } from '../store.ts';
import { useLiveRun } from './liveRun.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  store.setState(store.getInitialState(), true);
});

let drawn: Set<Run>;
function Chart() {
  const run = useLiveRun();
  if (run) drawn.add(run);
  return null;
}

/** How often a chart is drawn in a second in which its run changes all the time. */
async function drawsWhere(isReduced: boolean): Promise<number> {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: isReduced && query === '(prefers-reduced-motion: reduce)',
  }));
  const run = makeRun('a', '', defaultExperiment);
  store.setState({ runs: [run], shownRunId: 'a' });
  drawn = new Set();
  const root = createRoot(document.createElement('div'));
  root.render(<Chart />);
  const end = performance.now() + 1000;
  while (performance.now() < end) {
    store.setState({ runs: [{ ...run }] });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  root.unmount();
  return drawn.size;
}

test('the curves grow at most 16 times a second, and 4 times where less motion is wanted', async () => {
  const usual = await drawsWhere(false);
  const calm = await drawsWhere(true);
  expect(calm).toBeLessThanOrEqual(6);
  expect(calm).toBeGreaterThan(1);
  expect(usual).toBeLessThanOrEqual(18);
  expect(usual).toBeGreaterThan(calm);
});
