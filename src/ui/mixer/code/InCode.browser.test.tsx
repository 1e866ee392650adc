/** The code beside the mixer: it opens, follows the desk, is copied, and is found again as it was left. */
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeStrategy } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import { edit, setFader } from '../../actions/edit.ts';
import { store } from '../../store.ts';
import { InCode } from './InCode.tsx';
import '../../page/tokens.css';
import '../../page/controls.css';
import '../mixer.css';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  store.setState({ experiment: defaultExperiment });
  place = document.createElement('div');
  document.body.append(place);
  draw();
});

afterEach(() => {
  root.unmount();
  place.remove();
  vi.restoreAllMocks();
});

function draw() {
  root = createRoot(place);
  root.render(
    <section className="mixer">
      <header className="mixer-head">
        <InCode />
      </header>
    </section>,
  );
}

const button = () => page.getByRole('button', { name: 'In code' });
const region = () => page.getByRole('region', { name: 'The desk in code' });
const lines = () => page.getByRole('region', { name: /^In (Keras|PyTorch|TensorFlow)/ });

test('shows the desk and follows every change of it, while it stays open', async () => {
  await button().click();
  await expect.element(lines()).toHaveTextContent('model.compile(');
  setFader('size', 0.5);
  await expect.element(lines()).toHaveTextContent('loss_weights={"head-colour": 1, "head-size": 0.5}');
  edit((experiment) => ({ ...experiment, strategy: makeStrategy('uncertainty') }));
  await expect.element(lines()).toHaveTextContent('tf.GradientTape()');
  edit((experiment) => ({ ...experiment, losses: experiment.losses.map((loss) => ({ ...loss, muted: true })) }));
  await expect.element(lines()).toHaveTextContent('there is nothing to train');
});

test('is found again open, in the language that was chosen', async () => {
  await button().click();
  await page.getByRole('radio', { name: 'PyTorch' }).click();
  await expect.element(lines()).toHaveTextContent('loss.backward()');
  root.unmount();
  draw();
  await expect.element(lines()).toHaveTextContent('loss.backward()');
  await expect.element(button()).toHaveAttribute('aria-expanded', 'true');
  await button().click();
  await expect.element(region()).not.toBeInTheDocument();
});

test('is copied with what to mind, and says so until it is another', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await button().click();
  const copy = region().getByRole('button');
  await copy.click();
  await expect.element(copy).toHaveTextContent('Copied');
  expect(copied.mock.lastCall?.[0]).toMatch(
    /^# fit\(\) logs each loss without its weight[\s\S]*model\.fit\(x, targets/,
  );
  setFader('size', 0.5);
  await expect.element(copy).toHaveTextContent('Copy');
});

test('is closed by Escape from inside of it, which leads back to the button', async () => {
  await page.viewport(1200, 800);
  (button().element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(region()).toBeVisible();
  await vi.waitFor(() => expect(region().element().contains(document.activeElement)).toBe(true));
  await userEvent.keyboard('{Escape}');
  await expect.element(region()).not.toBeInTheDocument();
  expect(document.activeElement).toBe(button().element());
});

test('leaves Escape to the page while the focus is elsewhere', async () => {
  await page.viewport(1200, 800);
  await button().click();
  await expect.element(region()).toBeVisible();
  (button().element() as HTMLElement).focus();
  const heard = new Promise<boolean>((resolve) => {
    addEventListener('keydown', ({ defaultPrevented }) => resolve(defaultPrevented), { once: true });
  });
  await userEvent.keyboard('{Escape}');
  expect(await heard).toBe(false);
  await expect.element(region()).toBeVisible();
});
