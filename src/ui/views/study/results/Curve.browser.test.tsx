import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeLoss } from '../../../../core/make.ts';
import { defaultExperiment } from '../../../../core/presets.ts';
import { type KeptStudy, planFor } from '../../../../core/study/keptStudy.ts';
import type { StudyOutcome } from '../../../../core/study/outcomes.ts';
import { makeStudy } from '../../../../core/study/study.ts';
import { undo } from '../../../actions/edit.ts';
import { store } from '../../../store.ts';
import { Results } from './Results.tsx';
import '../../../page/tokens.css';

const l2 = makeLoss('l2', 'l2', { scope: 'all' });
const experiment = {
  ...defaultExperiment,
  losses: [...defaultExperiment.losses.filter(({ id }) => id === 'colour'), l2],
};
const study = makeStudy(experiment, {
  folds: 3,
  variations: [{ kind: 'list', at: ['losses.l2.fader'], join: 'same', values: [0, 0.001, 0.01, 1] }],
});
/** Means by value, and what a fold adds to them. */
const means = [0.7, 0.8, 0.79, 0.2];
const plan = planFor(study);
const outcomes = plan.runs.map(({ id, setup, fold = 1 }): StudyOutcome => {
  if (setup === 3 && fold === 3) return { id, ending: 'diverged', message: 'It ran away.', steps: 7, outcomes: {} };
  const at = { step: 100, value: (means[setup] ?? 0) + (fold - 2) / 50 };
  return { id, ending: 'finished', steps: 100, stepMs: 2, outcomes: { 'accuracy:colour': { final: at, best: at } } };
});
const kept: KeptStudy = { id: 'kept', study, startedAt: 0, status: 'done', outcomes };

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  store.setState({ experiment });
  store.temporal.getState().clear();
  place = document.createElement('main');
  place.style.width = '900px';
  document.body.append(place);
  root = createRoot(place);
  root.render(<Results study={kept} plan={plan} />);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

test('the curve of a cross-validation is read and opened by keyboard, and its choice goes to the desk', async () => {
  await expect
    .element(page.getByText(/^λ of L2 = 0\.01 by the one-standard-error rule: .+ diverged, all at λ of L2 1\.$/))
    .toBeVisible();
  const curve = page.getByRole('group', { name: 'accuracy of colour over λ of L2' });
  // 0 has its place beside the logarithmic axis.
  await expect.element(curve.getByText('0', { exact: true })).toBeVisible();
  const first = curve.getByRole('button').first();
  await expect.element(first).toHaveAccessibleName(/^L2: fader 0: accuracy of colour 0\.700 ± 0\.012/);

  first.element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(page.getByText(/^L2: fader 0\.01: accuracy of colour 0\.790/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  const chosen = page.getByRole('region', { name: 'Runs of L2: fader 0.01' });
  await expect.element(chosen.getByRole('button', { name: 'seed 1, fold 2' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Combinations' });
  await expect.element(table.getByRole('button', { name: 'seed 1, fold 3' })).toBeVisible();

  await page.getByRole('button', { name: 'Use λ of L2 = 0.01' }).first().click();
  const faderOf = () => store.getState().experiment.losses.find(({ id }) => id === 'l2')?.fader;
  expect(faderOf()).toBe(0.01);
  undo();
  expect(faderOf()).toBe(l2.fader);
});

test('the table sorts, opens and names what diverged', async () => {
  const table = page.getByRole('table', { name: 'Combinations' });
  const firstRow = () => table.getByRole('row').nth(1);
  await table.getByRole('button', { name: 'Colour ↑' }).click();
  await expect.element(firstRow()).toHaveTextContent(/^▸ 0\.001/);
  await table.getByRole('button', { name: 'Colour ↑' }).click();
  await expect.element(firstRow()).toHaveTextContent(/^▸ 1/);
  await firstRow().getByRole('button', { name: '1', exact: true }).click();
  await expect.element(table.getByText('diverged: It ran away.')).toBeVisible();
});
