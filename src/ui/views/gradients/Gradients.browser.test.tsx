import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeLoss } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import { columnName, cosineName, layerCosineName } from '../../../core/run/columns.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { setHoverStep } from '../../charts/hoverStep.ts';
import { store } from '../../store.ts';
import { Charts } from '../Charts.tsx';
import '../../page/tokens.css';

const [colour, size] = defaultExperiment.losses as [
  (typeof defaultExperiment.losses)[number],
  (typeof defaultExperiment.losses)[number],
];
const experiment = {
  ...defaultExperiment,
  losses: [colour, size, makeLoss('again', 'multi-class-hinge', { output: 'head-size', target: 'size' })],
};
const ids = ['colour', 'size', 'again'];
const steps = 20_000;
const column = (f: (step: number) => number) => Float32Array.from({ length: steps }, (_, step) => f(step));
/** Below zero in the second half of the run, worst at step 15,003. */
const cosine = column((step) => (step < 10_000 ? 0.5 : step === 15_003 ? -1 : -0.25));

const train: Record<string, Float32Array> = { step: column((step) => step) };
for (const [i, id] of ids.entries()) {
  train[columnName('norm', id)] = column(() => i + 1);
  train[columnName('share', id)] = column(() => [0.5, 0.25, 0.25][i]!);
  train[columnName('descent', id)] = column(() => 1);
  train[columnName('gain', id)] = column((step) => (id === 'size' && step % 5 === 0 ? -1 : 1));
  for (const other of ids.slice(i + 1)) train[cosineName(id, other)] = cosine;
}
const validation: Record<string, Float32Array> = { step: Float32Array.of(5000, 10_000, 20_000) };
for (const layer of ['conv-1', 'conv-2'])
  validation[layerCosineName(layer, 'colour', 'size')] = Float32Array.of(0.75, 0, layer === 'conv-1' ? -0.5 : 0.25);
validation[layerCosineName('conv-1', 'size', 'again')] = Float32Array.of(1, 1, 1);

const run: Run = {
  ...makeRun('now', 'run now', experiment),
  status: 'finished',
  train: append(emptyTable, train),
  validation: append(emptyTable, validation),
};

let root: Root;
let place: HTMLElement;

async function show(shown: Run): Promise<void> {
  store.setState((state) => ({
    experiment,
    runs: [shown],
    shownRunId: shown.id,
    comparedRunIds: [],
    baselineRunId: null,
    view: { ...state.view, tab: 'gradients', scale: 'auto', smoothing: 0, xAxis: 'step' },
  }));
  const plots = () => place.querySelectorAll('.gradients-grid .recharts-cartesian-grid').length;
  // The script of the tab is fetched first.
  await expect.poll(plots, { timeout: 10_000 }).toBe(6);
}

beforeEach(() => {
  place = document.createElement('div');
  place.style.cssText = 'width: 900px; height: 600px';
  document.body.append(place);
  root = createRoot(place);
  root.render(<Charts />);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const chart = (title: string) => place.querySelector(`figure[aria-label="${title}"]`);
const readout = (title: string) => chart(title)?.querySelector('.chart-readout')?.textContent;
const finding = () => place.querySelector('.gradients-finding')?.textContent;

test('says who is sacrificed, and every map and line says the values at one step', async () => {
  await show(run);
  await expect
    .poll(finding)
    .toBe(
      'No loss is sacrificed on the whole: in the last 100 steps the update went against size (cross-entropy) in 20 % of them. The combined gradient never did: what Adam made of it did.',
    );
  // 20,000 rows are 157 bins of 128 rows.
  expect(readout('Gradient cosine')).toContain('L₁ · L₂ −0.250 worst −0.250');
  expect(readout('Cosine by layer')).toBe('Conv 1 −0.500Conv 2 0.250');
  const slider = page.getByRole('slider', { name: 'Read Gradient cosine at a step' });
  await expect
    .poll(async () => {
      // Charts are drawn in turn: one that comes late may take the slider's place.
      (slider.element() as HTMLElement).focus();
      await userEvent.keyboard('{Home}');
      return readout('Gradient cosine');
    })
    .toContain('0.500 worst 0.500');
  await expect.poll(() => readout('Cosine by layer')).toBe('Conv 1 0.750Conv 2 0.750');
  await expect.poll(finding).toContain('in the first step the update went against size');
  setHoverStep(15_000);
  await expect.poll(() => readout('Gradient cosine')).toMatch(/−0\.256 worst −1\.000/);
});

test('draws maps as few paths, and shares as areas up to one', async () => {
  await show(run);
  const cells = [...(chart('Gradient cosine')?.querySelectorAll('.chart-current path') ?? [])];
  // A row a pair: before step 10,000, after it, and the bin that holds both.
  expect(cells.map((path) => path.getAttribute('d')?.match(/M/g)?.length)).toEqual([3, 3, 3]);
  const areas = chart('Share of the update')?.querySelectorAll('.chart-current path[fill-opacity]');
  expect(areas?.length).toBe(3);
  expect(readout('Ratio of norms')).toMatch(/^colour 1\.000.*2\.000.*3\.000$/);
});

test('shows the layers of the pair that is chosen', async () => {
  await show(run);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Pair of losses' }), 'size:again');
  await expect.poll(() => readout('Cosine by layer')).toBe('Conv 1 1.000');
});

test('says in words what an older run has not recorded', async () => {
  const { train: full, validation: evaluated } = run;
  const without = (table: Run['train'], name: RegExp) => ({
    ...table,
    buffers: Object.fromEntries(Object.entries(table.buffers).filter(([key]) => !name.test(key))),
  });
  await show({ ...run, id: 'old', train: without(full, /^gain/), validation: without(evaluated, /^layer/) });
  await expect.poll(finding).toMatch(/not recorded in this run\. Run it again/);
  expect(chart('Cosine by layer')?.querySelector('.chart-empty')?.textContent).toMatch(/not recorded in this run/);
  expect(chart('Gain')?.querySelector('.chart-empty')?.textContent).toMatch(/not recorded in this run/);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Gain' }), 'descent');
  await expect.poll(() => readout('Gain')).toContain('1.000');
});
