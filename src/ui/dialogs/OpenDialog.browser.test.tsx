import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment } from '../../core/presets.ts';
import { connect } from '../actions/run.ts';
import { encodeLink } from '../link/url.ts';
import { store } from '../store.ts';
import { OpenDialog } from './OpenDialog.tsx';

let root: Root;

beforeEach(() => {
  connect(undefined);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(<OpenDialog />);
});
afterEach(() => root.unmount());

const text = () => page.getByRole('textbox', { name: 'Text or link' });

/** Pastes as the clipboard would; returns whether the page took care of it itself. */
function paste(content: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', content);
  return !text()
    .element()
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

test('the dialog to open an experiment leads to the JSON Schema beside the page', async () => {
  await expect
    .element(page.getByRole('link', { name: 'JSON Schema' }))
    .toHaveAttribute('href', './experiment.schema.json');
});

test('a text too long to be read is refused before it is laid out', async () => {
  await expect.element(text()).toBeVisible();
  expect(paste('x'.repeat(10_000_000))).toBe(true);
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The text has 10000000 characters; 2000000 are read.');
  await expect.element(text()).toHaveValue('');
  expect(paste('short')).toBe(false);
});

test('a link in angle brackets is opened, and bytes are not shown', async () => {
  await userEvent.fill(text(), 'PK\u0003\u0004');
  await userEvent.click(page.getByRole('button', { name: 'Open' }));
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is not text.');
  const link = encodeLink({ ...defaultExperiment, title: 'Sent by mail' });
  await userEvent.fill(text(), `Have a look: <https://example.org/${link}>.`);
  await userEvent.click(page.getByRole('button', { name: 'Open' }));
  await expect.poll(() => store.getState().experiment.title).toBe('Sent by mail');
});
