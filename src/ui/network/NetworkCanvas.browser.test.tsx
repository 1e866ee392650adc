import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { analyse } from '../../core/graph.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment, presetOf } from '../../core/presets.ts';
import { undo } from '../actions/edit.ts';
import { store } from '../store.ts';
import { canvasStore } from './canvasState.ts';
import { DragAndDrop } from './DragAndDrop.tsx';
import { NetworkCanvas } from './NetworkCanvas.tsx';
import { Palette } from './Palette.tsx';
import '../page/tokens.css';

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  await page.viewport(1200, 700);
  store.setState({ experiment: defaultExperiment, runs: [], shownRunId: null, selection: [], hovered: null });
  store.temporal.getState().clear();
  canvasStore.setState({ edge: null, menu: null, notice: null, focus: null, unfolded: new Set() });
  place = document.createElement('div');
  place.style.cssText = 'display: grid; grid-template-columns: 220px 900px; height: 400px';
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DragAndDrop>
      <div style={{ overflow: 'auto' }}>
        <Palette />
      </div>
      <NetworkCanvas />
    </DragAndDrop>,
  );
  await expect.element(node('Conv 1')).toBeVisible();
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const node = (title: string) => page.getByRole('group', { name: new RegExp(`^${title}`) });
const wiring = () => store.getState().experiment.network.layers.map(({ id, inputs }) => `${id}<${inputs.join('+')}`);
const focused = () => document.activeElement?.getAttribute('data-id');

/** Presses keys one after the other, with the focus where it is by then. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key.length > 1 ? `{${key}}` : key);
}

/** A letter of the toolbar, the first letters of a choice in the menu it opens, Enter; then the new node has the focus. */
async function choose(menu: string, choice: string, next: string): Promise<void> {
  await press(menu);
  await expect.element(page.getByRole('menu')).toBeVisible();
  await press(...choice, 'Enter');
  await expect.poll(focused).toBe(next);
}

describe('the canvas', () => {
  test('says of every node what it is and which losses reach it', async () => {
    await expect
      .element(node('Conv 1'))
      .toHaveAccessibleName('Conv 1, 3×3 · 16 · ReLU, output 32 by 32 by 16, 448 parameters, every loss reaches it.');
    await expect
      .element(node('Head: size'))
      .toHaveAccessibleName('Head: size, 3 units, output 3, 195 parameters, only size reaches it.');
  });

  test('shows a problem at its node and mends it with one press', async () => {
    const layers = defaultExperiment.network.layers.map((layer) =>
      layer.id === 'head-size' ? { ...layer, units: 5 } : layer,
    );
    store.setState({ experiment: { ...defaultExperiment, network: { layers } } });
    await page.getByText('1 problem before it can run').click();
    await page.getByRole('button', { name: 'Set units to 3' }).first().click();
    expect(analyse(store.getState().experiment).problems).toEqual([]);
  });

  test('builds a residual network with two heads from the image alone by keyboard, and undo takes all back', async () => {
    await page.getByRole('button', { name: 'More for the network' }).click();
    await page.getByRole('menuitem', { name: /Start from the image/ }).click();
    await expect.poll(() => wiring()).toEqual(['image<']);

    (node('Image').element() as HTMLElement).focus();
    await choose('i', 'c', 'conv2d-1');
    await choose('i', 'm', 'max-pool-1');
    await choose('i', 'r', 'activation-1');
    await choose('h', 'c', '#loss-colour');
    await press('ArrowLeft');
    await expect.poll(focused).toBe('head-colour');
    await choose('h', 's', '#loss-size');

    expect(wiring()).toEqual([
      'image<',
      'conv2d-1<image',
      'max-pool-1<conv2d-1',
      'conv2d-2<max-pool-1',
      'conv2d-3<conv2d-2',
      'add-1<max-pool-1+conv2d-3',
      'activation-1<add-1',
      'flatten-1<activation-1',
      'head-colour<flatten-1',
      'head-size<flatten-1',
    ]);
    expect(analyse(store.getState().experiment).isRunnable).toBe(true);
    for (let i = 0; i < 6; i++) undo();
    expect(store.getState().experiment).toBe(defaultExperiment);
  });

  test('removes the selected layer and closes its chain', async () => {
    await node('Conv 2').click();
    await press('Delete');
    expect(wiring()).toContain('pool-2<pool-1');
    await expect.poll(focused).toBe('pool-1');
  });

  test('puts a piece of the palette behind the selected layer when it is pressed', async () => {
    await node('Max-pool 1').click();
    await page.getByRole('button', { name: 'Dropout', exact: true }).first().click();
    expect(wiring()).toContain('dropout-1<pool-1');
    expect(store.getState().selection).toEqual([{ kind: 'layer', id: 'dropout-1' }]);
  });

  test('takes a piece that is dropped between two layers', async () => {
    const piece = page.getByRole('button', { name: 'Batch norm' }).element();
    // Edges are drawn once the nodes have been measured.
    const edge = () => document.querySelector('[data-zone="edge:pool-1→conv-2"]');
    await expect.poll(edge).toBeTruthy();
    const gap = edge()?.getBoundingClientRect() ?? new DOMRect();
    const [x, y] = [gap.left + gap.width / 2, gap.top + gap.height / 2];
    const from = piece.getBoundingClientRect();
    const fire = (type: string, target: EventTarget, at: { clientX: number; clientY: number }) =>
      target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...at }));
    fire('mousedown', piece, { clientX: from.left + 5, clientY: from.top + 5 });
    fire('mousemove', document, { clientX: from.left + 30, clientY: from.top + 30 });
    await expect.element(page.getByText('Batch norm', { exact: true }).nth(1)).toBeInTheDocument();
    fire('mousemove', document, { clientX: x, clientY: y });
    await expect.element(page.getByText('between Max-pool 1 and Conv 2').first()).toBeInTheDocument();
    fire('mouseup', document, { clientX: x, clientY: y });
    await expect.poll(wiring).toContain('conv-2<batch-norm-1');
  });

  test('takes the first letter typed into a menu for its first row too, and the next ones for others', async () => {
    await node('Conv 1').click();
    for (const [letters, row] of [
      ['c', 'Conv'],
      ['conc', 'Concatenate'],
    ] as const) {
      (document.querySelector('[data-id="conv-1"]') as HTMLElement).focus();
      await press('i');
      await expect.poll(() => document.activeElement?.textContent).toBe('Conv');
      await press(...letters);
      await expect.poll(() => document.activeElement?.textContent).toBe(row);
      await press('Escape');
    }
  });

  test('says what a loss has brought along, until something else is done', async () => {
    await page.getByText('for other targets').click();
    await page.getByRole('button', { name: 'Mean squared error' }).click();
    await expect.element(page.getByText('Mean squared error added for area, with a new head.')).toBeVisible();
    store.setState({ experiment: presetOf('lenet-5')?.experiment ?? defaultExperiment });
    await expect.poll(() => canvasStore.getState().notice).toBe(null);
  });

  test('splits the trunk into towers and joins them again', async () => {
    await page.getByRole('button', { name: 'Split into towers' }).click();
    expect(store.getState().experiment.network.layers.length).toBe(15);
    await page.getByRole('button', { name: 'Join the towers' }).click();
    expect(store.getState().experiment).toEqual(defaultExperiment);
  });

  test('refuses to close a circle and says why', async () => {
    store.setState({ experiment: presetOf('lenet-5')?.experiment ?? defaultExperiment });
    const { perform } = await import('./perform.ts');
    const { connect } = await import('../../core/edit/wiring.ts');
    expect(perform((experiment) => connect(experiment, 'dense-2', 'conv-1'))).toBe(false);
    await expect.element(page.getByText(/That would close a circle/)).toBeVisible();
  });
});

describe('a chain of forty', () => {
  const name = (i: number) => (i < 0 ? 'image' : `c-${i}`);
  const convs = Array.from({ length: 40 }, (_, i) => makeLayer(name(i), 'conv2d', [name(i - 1)]));
  const [image, , , , pool, ...rest] = defaultExperiment.network.layers;
  const layers = [...(image ? [image] : []), ...convs, ...(pool ? [{ ...pool, inputs: ['c-39'] }] : []), ...rest];
  const card = () => page.getByRole('button', { name: /^Conv × 40:/ });
  const network = () => document.querySelector('.net')?.getBoundingClientRect();

  beforeEach(async () => {
    store.setState({ experiment: { ...defaultExperiment, network: { layers } } });
    await expect.element(card()).toBeVisible();
  });

  test('is one card, and the network is seen whole', async () => {
    await expect.poll(() => document.querySelector('.net-more')).toBe(null);
    // The view glides there.
    const right = () => document.querySelector('.net-mixer')?.getBoundingClientRect().right;
    await expect.poll(right).toBeLessThan(network()?.right ?? 0);
    await expect.element(node('Conv 1')).not.toBeInTheDocument();
  });

  test('is opened by a press and folded by its button', async () => {
    await card().click();
    await expect.element(node('Conv 20')).toBeVisible();
    await page.getByRole('button', { name: 'Fold' }).click();
    await expect.element(card()).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Fold' })).not.toBeInTheDocument();
  });

  test('is opened by keyboard, and the arrows go on from its first layer', async () => {
    (node('Image').element() as HTMLElement).focus();
    await press('ArrowRight');
    await expect.poll(focused).toBe('#fold-c-0');
    await press('Enter');
    await expect.poll(focused).toBe('c-0');
    await press('ArrowRight');
    await expect.poll(focused).toBe('c-1');
  });

  test('shows the layer that is selected elsewhere', async () => {
    store.setState({ selection: [{ kind: 'layer', id: 'c-30' }] });
    await expect.element(node('Conv 31')).toBeVisible();
    store.setState({ selection: [] });
    await expect.element(node('Conv 31')).toBeVisible();
  });

  test('goes with everything when all is removed', async () => {
    (node('Image').element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    await press('Delete');
    await expect.poll(wiring).toEqual(['image<']);
  });
});
