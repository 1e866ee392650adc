import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment } from '../../core/presets.ts';
import { columnName } from '../../core/run/columns.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { store } from '../store.ts';
import { Charts } from './Charts.tsx';
import '../page/tokens.css';

const steps = 5000;
const urlOf = URL.createObjectURL.bind(URL);
const column = (f: (step: number) => number) => Float32Array.from({ length: steps }, (_, step) => f(step));
const pixels = new Uint8Array(16 * 16 * 3);

const runOf = (id: string): Run => ({
  ...makeRun(id, `run ${id}`, defaultExperiment),
  status: 'paused',
  train: append(emptyTable, {
    step: column((step) => step),
    [columnName('loss', 'colour')]: column((step) => 2 / (1 + step / 500) + 0.1 * Math.sin(step)),
    [columnName('loss', 'size')]: column((step) => 1 / (1 + step / 900)),
    [columnName('weight', 'colour')]: column(() => 0.7),
    [columnName('weight', 'size')]: column(() => 0.3),
  }),
  validation: append(emptyTable, {
    step: Float32Array.of(0, 2500, 4999),
    [columnName('loss', 'colour')]: Float32Array.of(2, 0.5, 0.25),
    [columnName('loss', 'size')]: Float32Array.of(1, 0.5, 0.375),
    [columnName('accuracy', 'colour')]: Float32Array.of(0.125, 0.75, 0.875),
    [columnName('accuracy', 'size')]: Float32Array.of(0.25, 0.5, 0.75),
  }),
  confusion: {
    size: [
      [5, 1, 0],
      [0, 6, 0],
      [0, 2, 4],
    ],
  },
  dataset: {
    trainCount: 3200,
    validationCount: 800,
    stepsPerEpoch: 50,
    totalSteps: 5000,
    gallery: [{ pixels, truths: { colour: 'Red', size: 'M' } }],
  },
  answers: {
    step: 4999,
    answers: { colour: [{ text: 'Red', isRight: true }], size: [{ text: 'S', isRight: false }] },
  },
  changes: [{ step: 2000, change: { learningRate: 1e-4 } }],
});

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  store.setState((state) => ({
    experiment: defaultExperiment,
    runs: [runOf('before'), runOf('now')],
    shownRunId: 'now',
    comparedRunIds: [],
    baselineRunId: null,
    view: { ...state.view, tab: 'curves', scale: 'auto', smoothing: 0, showsWeighted: false, xAxis: 'step' },
  }));
  place = document.createElement('div');
  place.style.cssText = 'width: 900px; height: 600px';
  document.body.append(place);
  root = createRoot(place);
  root.render(<Charts />);
  await expect.poll(() => place.querySelectorAll('.recharts-cartesian-grid').length).toBe(3);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const chart = (title: string) => place.querySelector(`figure[aria-label="${title}"]`);
const readout = (title: string) => chart(title)?.querySelector('.chart-readout')?.textContent;

describe('the charts', () => {
  test('draw no line from more than 500 points', () => {
    const counts = [...place.querySelectorAll('.chart-current path[fill=none]')].map(
      (path) => path.getAttribute('d')?.match(/[ML]/g)?.length ?? 0,
    );
    expect(counts.length).toBe(6);
    expect(Math.max(...counts)).toBeLessThanOrEqual(500);
    expect(Math.max(...counts)).toBeGreaterThan(100);
  });

  test('say the last values, and with the slider those of any step in every chart', async () => {
    expect(readout('Accuracy')).toBe('colour 0.875size 0.750');
    const slider = page.getByRole('slider', { name: 'Read Accuracy at a step' });
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.poll(() => readout('Accuracy')).toBe('colour 0.125size 0.250');
    expect(readout('Losses')).toBe('colour 2.000 (2.000)size 1.000 (1.000)');
    expect(slider.element().getAttribute('aria-valuetext')).toBe('Step 0: colour 0.125, size 0.250');
  });

  test('have their values in a table', async () => {
    await userEvent.click(page.getByText('table').first(), { force: true });
    const table = page.getByRole('table', { name: 'Losses' });
    await expect.element(table.getByRole('columnheader', { name: 'size, validation' })).toBeInTheDocument();
    expect(table.getByRole('row').elements()).toHaveLength(14);
  });

  test('mark the step at which something was changed', () => {
    expect(place.querySelectorAll('.recharts-reference-line').length).toBe(3);
  });

  test('fold the weights away while they are constant, and say them', async () => {
    await expect.poll(() => readout('Weights')).toBe('colour 0.700size 0.300');
    expect(chart('Weights')?.querySelector('svg')).toBeNull();
  });

  test('fill the panel, the plots of a row on one line', async () => {
    const boxes = ['Losses', 'Accuracy', 'Gradient cosine'].map((title) => {
      const { top, bottom } = chart(title)?.querySelector('.chart-plot')?.getBoundingClientRect() ?? new DOMRect();
      return { top, bottom };
    });
    expect(boxes[0]).toEqual(boxes[1]);
    const end = () => chart('Weights')?.getBoundingClientRect().bottom ?? 0;
    const panel = place.querySelector('.charts-content:not([hidden])')?.getBoundingClientRect().bottom ?? 0;
    await expect.poll(() => Math.abs(panel - end())).toBeLessThan(20);
  });

  test('are enlarged by a button, also by keyboard, and put back with Escape', async () => {
    const small = chart('Accuracy')?.getBoundingClientRect().width ?? 0;
    (page.getByRole('button', { name: 'Enlarge Accuracy' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => chart('Accuracy')?.getBoundingClientRect().width ?? 0).toBeGreaterThan(small * 1.8);
    await expect.element(page.getByRole('figure', { name: 'Losses' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => chart('Accuracy')?.getBoundingClientRect().width).toBe(small);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Enlarge Accuracy');
  });

  test('are logarithmic where a person says so', async () => {
    const ticks = () =>
      [...(chart('Losses')?.querySelectorAll('.recharts-yAxis-tick-labels .chart-tick') ?? [])].map(
        (t) => t.textContent,
      );
    expect(ticks()).toEqual(['0', '1', '2', '3']);
    await userEvent.selectOptions(page.getByLabelText('scale'), 'log');
    await expect.poll(ticks).toEqual(['0.01', '0.1', '1', '10']);
  });

  test('weigh the losses', async () => {
    await userEvent.click(page.getByRole('button', { name: 'weighted' }));
    await expect.poll(() => readout('Losses × weights')).toContain('(0.175)');
  });

  test('draw compared runs over each other, each with its dash and name, and say their values at one step', async () => {
    await userEvent.click(page.getByRole('tab', { name: 'Compare' }));
    await userEvent.click(page.getByRole('checkbox', { name: /run before/ }));
    await userEvent.click(page.getByRole('tab', { name: 'Curves' }));
    store.setState({ baselineRunId: 'before' });
    const lines = () => [...(chart('Losses')?.querySelectorAll('.chart-overlay path[fill=none]') ?? [])];
    // Each loss of each run once: in training, or in validation.
    await expect
      .poll(() => lines().map((line) => line.getAttribute('stroke-dasharray')))
      .toEqual(['7 4', '7 4', null, null]);
    const names = () => [...(chart('Losses')?.querySelectorAll('.chart-end') ?? [])].map((name) => name.textContent);
    expect(names()).toEqual(expect.arrayContaining(['run before', 'run now']));
    await expect
      .element(page.getByRole('list', { name: 'Runs on the charts' }))
      .toHaveTextContent(/run before\s*baseline/);
    const slider = page.getByRole('slider', { name: 'Read Accuracy at a step' });
    await expect
      .poll(async () => {
        // Charts are drawn in turn: this one may come after that of the losses.
        (slider.query() as HTMLElement | null)?.focus();
        await userEvent.keyboard('{Home}');
        return slider.query()?.getAttribute('aria-valuetext');
      })
      .toBe('Step 0: colour, run now 0.125, colour, run before 0.125, size, run now 0.250, size, run before 0.250');
    const hovered = () =>
      [...(chart('Accuracy')?.querySelectorAll('.chart-hover tbody tr') ?? [])].map((row) => row.textContent);
    await expect.poll(hovered).toEqual(['run nowthe same experiment0.12500.2500', 'run before0.125–0.250–']);
  });

  test('are saved as a drawing that needs no style sheet, as a picture twice as large, and as numbers', async () => {
    store.setState({ comparedRunIds: ['before'], baselineRunId: 'before' });
    await expect.poll(() => chart('Losses')?.querySelector('.chart-overlay')).not.toBeNull();
    const blobs: Blob[] = [];
    const names: string[] = [];
    const makeUrl = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return urlOf(blob);
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const save = async (item: RegExp) => {
      blobs.length = 0;
      await userEvent.click(page.getByRole('button', { name: 'Save Losses' }));
      await userEvent.click(page.getByRole('menuitem', { name: item }));
      await expect.poll(() => names.length).toBe(1);
      return [names.pop(), blobs.at(-1)] as const;
    };
    const [svgName, svgBlob] = await save(/SVG/);
    const svg = (await svgBlob?.text()) ?? '';
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect([svgName, drawing.querySelector('parsererror')]).toEqual(['losses.svg', null]);
    expect(svg.match(/var\(|oklab|class=|light-dark/)).toBeNull();
    const texts = [...drawing.querySelectorAll('text')].map((text) => text.textContent);
    expect(texts).toEqual(
      expect.arrayContaining(['Losses', 'run now', 'run before (baseline)', 'step', 'losses', '4000']),
    );
    expect(
      [...drawing.querySelectorAll('path')].some((path) => path.getAttribute('stroke-dasharray') === '7px, 4px'),
    ).toBe(true);
    const [pngName, png] = await save(/PNG/);
    const pixels = await createImageBitmap(png ?? new Blob());
    const size = Number(drawing.documentElement.getAttribute('width'));
    expect([pngName, pixels.width]).toEqual(['losses.png', 2 * size]);
    const [csvName, csv] = await save(/CSV/);
    const [head, first] = ((await csv?.text()) ?? '').split('\r\n');
    expect([csvName, head]).toEqual([
      'losses.csv',
      'step,"colour, run now","colour, run before","size, run now","size, run before"',
    ]);
    expect(first).toBe('0,2,2,1,1');
    makeUrl.mockRestore();
    click.mockRestore();
  });

  test('say where they are of another experiment than the desk, and are dim as long', async () => {
    // As the run was in the end.
    const changed = { ...defaultExperiment, training: { ...defaultExperiment.training, learningRate: 1e-4 } };
    store.setState({ experiment: changed });
    await expect.poll(() => place.querySelector('.charts-stale')).toBeNull();
    store.setState({ experiment: { ...changed, training: { ...changed.training, batchSize: 32 } } });
    await expect.element(page.getByRole('note')).toHaveTextContent(/On the desk: Batch size 64 → 32\./);
    const opacity = () => getComputedStyle(chart('Losses')?.querySelector('svg') ?? place).opacity;
    expect(opacity()).toBe('0.4');
    store.setState({ experiment: changed });
    await expect.poll(() => place.querySelector('.charts-stale')).toBeNull();
    expect(opacity()).toBe('1');
  });

  test('show what every head says of the images, and what it takes for what', async () => {
    await userEvent.click(page.getByRole('tab', { name: 'Predictions' }));
    const image = page.getByRole('img', { name: 'Image 1. colour: Red, right. size: S, wrong, it is M' });
    await expect.element(image).toBeVisible();
    await expect.element(page.getByTitle('L taken for M: 2 of 6')).toHaveTextContent('2');
  });
});
