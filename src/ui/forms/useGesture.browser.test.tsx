import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment } from '../../core/presets.ts';
import { edit, undo } from '../actions/edit.ts';
import { store } from '../store.ts';
import { Field } from './Field.tsx';
import { type GestureKind, useGesture } from './useGesture.ts';
import '../page/controls.css';

let root: Root;
let place: HTMLElement;
let begin: (kind: GestureKind) => void;

function Control() {
  begin = useGesture();
  return <input />;
}

beforeEach(async () => {
  store.setState({ experiment: defaultExperiment });
  store.temporal.getState().clear();
  place = document.createElement('div');
  document.body.append(place);
  // Whoever stops an event on its way up does not keep a gesture from ending.
  for (const type of ['pointerup', 'pointercancel', 'keyup', 'focusout'])
    place.addEventListener(type, (event) => event.stopPropagation());
  root = createRoot(place);
  root.render(<Control />);
  await expect.poll(() => place.querySelector('input')).not.toBe(null);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const input = () => place.querySelector('input') as HTMLInputElement;
const title = (text: string) => edit((experiment) => ({ ...experiment, title: text }));
const steps = () => store.temporal.getState().pastStates.length;
const endAt = (type: string) => input().dispatchEvent(new Event(type, { bubbles: true }));

const endings: readonly (readonly [GestureKind, string, () => void])[] = [
  ['pointer', 'the pointer is lifted', () => endAt('pointerup')],
  ['pointer', 'the browser takes the pointer', () => endAt('pointercancel')],
  ['key', 'the key is released', () => endAt('keyup')],
  ['key', 'the control loses the focus', () => endAt('focusout')],
  ['text', 'the control loses the focus', () => endAt('focusout')],
  ...(['pointer', 'key', 'text'] as const).flatMap((kind) => [
    [kind, 'the window loses the focus', () => dispatchEvent(new Event('blur'))] as const,
    [kind, 'the control is gone', () => root.render(null)] as const,
  ]),
];

test.each(endings)('a gesture by %s is one step of undo and ends when %s', async (kind, _, end) => {
  for (const text of ['a', 'b', 'c']) {
    begin(kind);
    title(text);
  }
  expect(steps()).toBe(1);
  end();
  await expect.poll(() => store.temporal.getState().isTracking).toBe(true);
  title('d');
  expect(steps()).toBe(2);
  undo();
  expect(store.getState().experiment.title).toBe('c');
});

test('a drag goes on while another control loses the focus, as a press takes it away', () => {
  begin('pointer');
  title('a');
  endAt('focusout');
  title('b');
  expect(steps()).toBe(1);
});

test('undo in the middle of a held key ends the step; the key goes on as another', () => {
  begin('key');
  title('a');
  undo();
  for (const text of ['b', 'c']) {
    begin('key');
    title(text);
  }
  expect(steps()).toBe(1);
  undo();
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('a number dragged on its slider is one step of undo, and so is a text that is typed', async () => {
  const values: unknown[] = [];
  const change = (value: unknown) => {
    values.push(value);
    title(String(value));
  };
  root.render(
    <>
      <Field
        meta={{ label: 'Rate', control: 'number', help: '', default: 0, min: 0, max: 1 }}
        value={0}
        onChange={change}
      />
      <Field meta={{ label: 'Title', control: 'text', help: '', default: '', max: 20 }} value="" onChange={change} />
    </>,
  );
  await expect.poll(() => place.querySelector('.slider')).not.toBe(null);
  const slider = place.querySelector('.slider') as HTMLElement;
  const { left, top, width } = slider.getBoundingClientRect();
  const press = (type: string, x: number) =>
    slider.dispatchEvent(
      new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: left + width * x, clientY: top, buttons: 1 }),
    );
  slider.setPointerCapture = () => {};
  slider.hasPointerCapture = () => true;
  slider.releasePointerCapture = () => {};
  for (const x of [0.2, 0.4, 0.6]) press(x === 0.2 ? 'pointerdown' : 'pointermove', x);
  press('pointerup', 0.6);
  expect(values).toEqual([0.2, 0.4, 0.6]);
  expect(steps()).toBe(1);
  await userEvent.type(page.getByRole('textbox', { name: 'Title' }), 'abc');
  expect(values.slice(3)).toEqual(['a', 'b', 'c']);
  expect(steps()).toBe(2);
});
