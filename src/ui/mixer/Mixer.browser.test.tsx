import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeLoss, makeStrategy } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { columnName } from '../../core/run/columns.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { undo } from '../actions/edit.ts';
import { DragAndDrop } from '../network/DragAndDrop.tsx';
import { store } from '../store.ts';
import { Mixer } from './Mixer.tsx';
import '../page/tokens.css';

const run: Run = {
  ...makeRun('r', 'first run', defaultExperiment),
  status: 'paused',
  train: append(emptyTable, {
    step: Float32Array.of(0, 1),
    [columnName('loss', 'colour')]: Float32Array.of(2, 1.5),
    [columnName('loss', 'size')]: Float32Array.of(1, 0.875),
    [columnName('share', 'colour')]: Float32Array.of(0.6, Number.NaN),
  }),
};

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  store.setState({ experiment: defaultExperiment, runs: [run], shownRunId: 'r', selection: [], hovered: null });
  store.temporal.getState().clear();
  place = document.createElement('div');
  place.style.width = '320px';
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DragAndDrop>
      <Mixer />
    </DragAndDrop>,
  );
  await expect.element(page.getByRole('heading', { name: 'Mixer' })).toBeVisible();
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const faders = () => store.getState().experiment.losses.map(({ fader }) => fader);
const order = () => store.getState().experiment.losses.map(({ id }) => id);

describe('the mixer', () => {
  test('moves a fader by keyboard, and undo takes it back', async () => {
    const fader = page.getByRole('slider', { name: 'Fader of colour, cross-entropy', exact: true });
    (fader.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(faders()).toEqual([0.99, 1]);
    await userEvent.keyboard('{Home}');
    expect(faders()).toEqual([0, 1]);
    expect(fader.element().getAttribute('aria-valuetext')).toBe('0');
    undo();
    expect(faders()).toEqual([0.99, 1]);
  });

  test('takes an exact value beyond the scale of the fader', async () => {
    const entry = page.getByRole('spinbutton', { name: 'Exact fader of size, cross-entropy' });
    await userEvent.fill(entry, '123.4');
    await userEvent.keyboard('{Enter}');
    expect(faders()).toEqual([1, 123.4]);
  });

  test('keeps linked faders on a sum of one, with one slider for both', async () => {
    await userEvent.click(page.getByRole('checkbox', { name: 'faders sum to 1' }));
    expect(faders()).toEqual([0.5, 0.5]);
    const trade = page.getByRole('slider', { name: /^a, the fader of colour/ });
    (trade.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(faders()).toEqual([0.51, 0.49]);
  });

  test('mutes and solos, and the equation leaves out what is muted', async () => {
    await userEvent.click(page.getByRole('button', { name: 'Solo size, cross-entropy' }));
    expect(store.getState().experiment.losses.map(({ muted }) => muted)).toEqual([true, false]);
    expect(page.getByRole('button', { name: /times L/ }).elements()).toHaveLength(1);
    await userEvent.click(page.getByRole('button', { name: 'Mute size, cross-entropy' }));
    await expect.element(page.getByTestId('verdict')).toHaveTextContent('No objective.');
  });

  test('lights up the loss of a term that is focused', async () => {
    const term = page.getByRole('button', { name: '1 times L2, size' });
    (term.element() as HTMLElement).focus();
    expect(store.getState().hovered).toEqual({ kind: 'loss', id: 'size' });
    await expect.poll(() => place.querySelector('[data-lit]')?.getAttribute('data-loss')).toBe('size');
  });

  test('reorders and removes channels from the grip by keyboard', async () => {
    const grip = page.getByRole('button', { name: /^Move channel colour/ });
    (grip.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(order()).toEqual(['size', 'colour']);
    await userEvent.keyboard('{Delete}');
    expect(order()).toEqual(['size']);
    await expect.element(page.getByRole('button', { name: /^Move channel size/ })).toHaveFocus();
    undo();
    expect(order()).toEqual(['size', 'colour']);
  });

  test('offers the losses that fit and says why others do not', async () => {
    await userEvent.click(page.getByRole('button', { name: '+ Add a loss' }));
    const palette = page.getByRole('dialog', { name: 'Add a loss' });
    await userEvent.click(palette.getByText(/more do not fit yet/));
    await expect.element(palette).toHaveTextContent('Soft Dice is for a mask; colour is a category.');
    await userEvent.click(palette.getByRole('button', { name: 'all layers' }).nth(1));
    expect(order()).toEqual(['colour', 'size', 'l2']);
  });

  test('shows what the run measured last', async () => {
    const channel = place.querySelector('[data-loss="colour"]');
    expect(channel?.querySelector('.meters-value')?.textContent).toBe('1.500');
    expect(channel?.querySelector('.meters-share')?.textContent).toBe('60 % of update');
  });

  test('shows no value where the run on the charts has another loss of that name', async () => {
    const [colour, size] = defaultExperiment.losses;
    if (!colour || !size) throw new Error('The default experiment has changed.');
    const other = makeLoss('colour', 'multi-class-hinge', { output: 'head-colour', target: 'colour' });
    store.setState({ experiment: { ...defaultExperiment, losses: [other, size] } });
    const value = (id: string) => place.querySelector(`[data-loss="${id}"] .meters-value`)?.textContent;
    await expect.poll(() => value('colour')).toBe('–');
    expect(value('size')).toBe('0.875');
    expect(place.querySelector('[data-loss="colour"] .sparkline path')?.getAttribute('d')).toBe('');
  });

  test('makes the acting weight the large number where the strategy makes it', async () => {
    const strategy = makeStrategy('mgda');
    const experiment = { ...defaultExperiment, strategy };
    const weighed = append(run.train, {
      step: Float32Array.of(2),
      [columnName('weight', 'colour')]: Float32Array.of(0.8125),
    });
    store.setState({ experiment, runs: [{ ...run, experiment, train: weighed }] });
    const weight = page.getByLabelText('Weight of colour, cross-entropy as it acts');
    await expect.element(weight).toHaveTextContent('0.813');
    const entry = page.getByRole('spinbutton', { name: 'Exact fader of colour, cross-entropy' });
    const px = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
    expect(px(weight.element())).toBeGreaterThan(px(entry.element()));
  });

  test.each([4, 6, 12])(
    'lays %i losses as strips that do not overlap, each with its fader inside the desk',
    async (count) => {
      const losses = Array.from({ length: count - 2 }, (_, i) => `more-${i}`).map((id) =>
        makeLoss(id, 'l2', { scope: 'all' }),
      );
      store.setState({ experiment: { ...defaultExperiment, losses: [...defaultExperiment.losses, ...losses] } });
      await expect.poll(() => place.querySelectorAll('.is-strips .channel').length).toBe(count);
      const boxes = [...place.querySelectorAll('.channel')].map((strip) => strip.getBoundingClientRect());
      boxes.forEach((box, i) => {
        expect(box.height).toBeLessThan(56);
        expect(box.top).toBeGreaterThanOrEqual(boxes[i - 1]?.bottom ?? 0);
      });
      for (const part of place.querySelectorAll('.channel :is(.fader, .meters-value, .number-input, button)')) {
        const strip = part.closest('.channel')?.getBoundingClientRect() ?? new DOMRect();
        const box = part.getBoundingClientRect();
        expect(box.left).toBeGreaterThanOrEqual(strip.left);
        expect(box.right).toBeLessThanOrEqual(strip.right);
      }
      const fader = page.getByRole('slider', { name: 'Fader of colour, cross-entropy', exact: true });
      (fader.element() as HTMLElement).focus();
      await userEvent.keyboard('{ArrowDown}');
      expect(faders()[0]).toBe(0.99);
    },
  );

  test('changes the strategy and keeps what all strategies have in common', async () => {
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Strategy' }), 'mgda');
    expect(store.getState().experiment.strategy).toMatchObject({ kind: 'mgda', normalisation: 'none', heads: 'auto' });
  });
});
