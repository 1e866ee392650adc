import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment, presetOf } from '../../core/presets.ts';
import { edit, undo } from '../actions/edit.ts';
import { loadPreset, openParsed } from '../actions/open.ts';
import { store } from '../store.ts';
import { Introduction } from './Introduction.tsx';
import './mixer.css';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  store.setState({ experiment: defaultExperiment, introduced: null });
  store.temporal.getState().clear();
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <section className="mixer">
      <h2 tabIndex={-1}>Mixer</h2>
      <Introduction />
    </section>,
  );
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const status = () => page.getByRole('status');
const close = () => page.getByRole('button', { name: 'Close the introduction' });

test('a preset that is opened introduces itself in a live region that was there before', async () => {
  await expect.element(status()).toHaveTextContent(/^$/);
  const region = status().element();
  loadPreset('mgda');
  await expect.element(status()).toHaveTextContent(presetOf('mgda')?.intro ?? '');
  expect(status().element()).toBe(region);
});

test('closing puts the introduction away until the next preset, and the focus on the heading', async () => {
  loadPreset('mgda');
  await expect.element(close()).toBeVisible();
  (close().element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(status()).toHaveTextContent(/^$/);
  expect(document.activeElement?.textContent).toBe('Mixer');
  edit((experiment) => ({ ...experiment, training: { ...experiment.training, epochs: 3 } }));
  undo();
  await expect.element(status()).toHaveTextContent(/^$/);
  loadPreset('pcgrad');
  await expect.element(status()).toHaveTextContent(presetOf('pcgrad')?.intro ?? '');
});

test('an introduction stays while its preset is changed, and goes with it', async () => {
  loadPreset('mgda');
  edit((experiment) => ({ ...experiment, training: { ...experiment.training, epochs: 3 } }));
  await expect.element(close()).toBeVisible();
  undo();
  undo();
  await expect.element(close()).not.toBeInTheDocument();
});

test('what is no preset has no introduction', async () => {
  loadPreset('mgda');
  await expect.element(close()).toBeVisible();
  openParsed({ experiment: { ...defaultExperiment, title: 'Mine' }, problems: [] }, 'file');
  await expect.element(close()).not.toBeInTheDocument();
});
