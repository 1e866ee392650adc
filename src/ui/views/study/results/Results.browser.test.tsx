import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment } from '../../../../core/presets.ts';
import { planFor } from '../../../../core/study/keptStudy.ts';
import { raceOf } from '../../../../core/study/race.ts';
import { raced } from '../../../../core/study/testing/raced.ts';
import { undo } from '../../../actions/edit.ts';
import { store, useStore } from '../../../store.ts';
import { Results } from './Results.tsx';
import '../../../page/tokens.css';
import '../../../page/controls.css';

const race = raceOf(defaultExperiment, ['mgda', 'pcgrad'], { seeds: 2 });
const plan = planFor(race);
const outcomes = raced(race);

let root: Root;
let place: HTMLElement;

function Shown() {
  const study = useStore(({ studies }) => studies[0]);
  return study ? <Results study={study} plan={plan} /> : null;
}

beforeEach(() => {
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
  store.setState({ studies: [{ id: 'race', study: race, startedAt: 0, status: 'done', outcomes }] });
  place = document.body.appendChild(document.createElement('div'));
  place.style.width = '900px';
  root = createRoot(place);
  root.render(<Shown />);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const point = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: cross-entropy`) });

test('a point is reached and opened by keyboard, and its method is taken to the desk', async () => {
  await expect.element(point('MGDA')).toHaveAccessibleName(/on the front$/);
  await expect.element(point('PCGrad')).toHaveAccessibleName(/dominated$/);
  const first = place.querySelector<SVGGElement>('.front-point[tabindex="0"]');
  first?.focus();
  await userEvent.keyboard('{Home}');
  await expect.element(point('sum, a 0.95')).toHaveFocus();
  // From the left: a 0.95, a 0.8, a 0.65, MGDA.
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  await expect.element(point('MGDA')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  const panel = page.getByRole('region', { name: 'The point MGDA' });
  await expect.element(panel).toHaveTextContent('To the front of the sums: below it, better: both seeds.');
  await userEvent.click(panel.getByRole('button', { name: 'Use this' }));
  expect(store.getState().experiment.strategy.kind).toBe('mgda');
  undo();
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('the plane is drawn when the first runs end, of a study that was looked at before', async () => {
  store.setState(({ studies }) => ({ studies: studies.map((study) => ({ ...study, outcomes: [] })) }));
  await expect.element(page.getByText('The plane of two measures comes with the first runs.')).toBeVisible();
  store.setState(({ studies }) => ({ studies: studies.map((study) => ({ ...study, outcomes })) }));
  await expect.element(point('MGDA')).toBeInTheDocument();
});

test('the ranking names every method with its side and the cost of its step, and folds the swept sums', async () => {
  const row = (name: RegExp) => page.getByRole('region', { name: 'Ranking' }).getByRole('row', { name });
  await expect.element(row(/^MGDA/)).toHaveTextContent('2.0 ×');
  await expect.element(row(/^MGDA/)).toHaveTextContent('below it, better');
  await expect.element(row(/^PCGrad/)).toHaveTextContent('above it, worse');
  const rows = () => [...place.querySelectorAll('.ranking-table tbody tr')].length;
  expect(rows()).toBe(6);
  await userEvent.click(page.getByRole('button', { name: /^6 other weights of the sum/ }));
  await expect.poll(rows).toBe(12);
});

test('the reference point is moved by the arrow keys, and the hypervolume follows', async () => {
  const handle = page.getByRole('slider', { name: /^Reference point/ });
  await expect.element(handle).toBeInTheDocument();
  const before = handle.element().getAttribute('aria-valuenow');
  const told = place.querySelector('.front-volumes p');
  const text = told?.textContent;
  expect(text).toMatch(/^Hypervolume 0\.\d{3} of the box, 0\.\d{3} by the weighted sums alone\.$/);
  (handle.element() as unknown as SVGGElement).focus();
  await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  await expect.poll(() => handle.element().getAttribute('aria-valuenow')).not.toBe(before);
  expect(Number(handle.element().getAttribute('aria-valuenow'))).toBeLessThan(Number(before));
  await expect.poll(() => told?.textContent).not.toBe(text);
});

test('a walk between two sums says what it would be, and that no run is kept to begin with', async () => {
  await userEvent.click(page.getByRole('button', { name: 'Walk along the front' }));
  const ring = page.getByRole('slider', { name: /^Place on the front of the sums/ });
  // Between a 0.95 and a 0.8.
  await expect.element(ring).toHaveAttribute('aria-valuetext', 'a 0.875');
  (ring.element() as unknown as SVGGElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(ring).toHaveAttribute('aria-valuetext', 'a 0.86');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => store.getState().openProblems[0]?.message).toMatch(/No run of the front is kept/);
});
