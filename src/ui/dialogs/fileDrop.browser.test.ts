import { beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { connect } from '../actions/run.ts';
import { store } from '../store.ts';
import { takeDroppedFiles } from './fileDrop.ts';

beforeAll(() => takeDroppedFiles(window));
beforeEach(() => {
  connect(undefined);
  store.setState(store.getInitialState(), true);
});

/** Drags over the page; answers whether the page takes it. */
function drag(type: 'dragover' | 'drop', ...items: readonly (File | string)[]): boolean {
  const dataTransfer = new DataTransfer();
  for (const item of items) {
    if (typeof item === 'string') dataTransfer.setData('text/plain', item);
    else dataTransfer.items.add(item);
  }
  return !document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}

const sign = () => document.querySelector('.file-drop')?.textContent ?? '';
const problems = () => store.getState().openProblems.map(({ message }) => message);

test('a file over the page is announced, and opened where it is dropped', async () => {
  const file = new File([JSON.stringify({ ...defaultExperiment, title: 'Dropped' })], 'a.json');
  store.setState({ dialog: 'help' });
  expect([drag('dragover', file), sign()]).toEqual([true, expect.stringContaining('Drop it to open it')]);
  expect([drag('drop', file), sign()]).toEqual([true, '']);
  await expect.poll(() => store.getState().experiment.title).toBe('Dropped');
  expect([problems(), store.getState().dialog]).toEqual([[], null]);
});

test('what cannot be read is said, file by file, and changes nothing', async () => {
  drag('drop', new File(['a,b'], 'a.csv'), new File([Uint8Array.of(0, 255)], 'b.png'));
  await expect.poll(() => problems().length).toBe(2);
  expect(problems()).toEqual([expect.stringMatching(/^a\.csv: This is not JSON/), 'b.png: This is not text.']);
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('a text that is dragged is left alone', () => {
  expect([drag('dragover', 'text'), drag('drop', 'text'), sign()]).toEqual([false, false, '']);
});
