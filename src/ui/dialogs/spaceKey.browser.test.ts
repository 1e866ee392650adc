import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { listenToSpace, spaceRuns } from './spaceKey.ts';

const toggleRun = vi.hoisted(() => vi.fn());
vi.mock('../actions/run.ts', () => ({ toggleRun }));

let stop: () => void;
const pressed = vi.fn();

beforeEach(() => {
  toggleRun.mockClear();
  pressed.mockClear();
  document.body.innerHTML = `
    <button id="button">Step</button> <input id="text" /> <input id="fader" type="range" /> <input id="box" type="checkbox" />
    <div id="node" tabindex="0">Conv</div> <button id="tab" role="tab">Curves</button>
    <div role="menu"><div id="row" role="menuitem" tabindex="0">Conv</div></div>`;
  find('button').addEventListener('click', pressed);
  stop = listenToSpace();
});
afterEach(() => stop());

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No ${id}.`);
  return element;
}

test.each(['fader', 'node', 'tab'])('Space runs where a %s has the focus', async (id) => {
  find(id).focus();
  await userEvent.keyboard(' ');
  expect(toggleRun).toHaveBeenCalledOnce();
});

test('a button that was reached by keyboard keeps Space', async () => {
  find('button').focus();
  await userEvent.keyboard(' ');
  expect([toggleRun.mock.calls.length, pressed.mock.calls.length]).toEqual([0, 1]);
});

test('a button that was pressed by mouse gives Space back, until the focus has been elsewhere', async () => {
  await userEvent.click(find('button'));
  await userEvent.keyboard(' ');
  expect([toggleRun.mock.calls.length, pressed.mock.calls.length]).toEqual([1, 1]);
  find('fader').focus();
  find('button').focus();
  await userEvent.keyboard(' ');
  expect([toggleRun.mock.calls.length, pressed.mock.calls.length]).toEqual([1, 2]);
});

test('text and menus keep Space, and so do check boxes', async () => {
  find('text').focus();
  await userEvent.keyboard('a b');
  expect((find('text') as HTMLInputElement).value).toBe('a b');
  find('box').focus();
  await userEvent.keyboard(' ');
  expect((find('box') as HTMLInputElement).checked).toBe(true);
  expect(toggleRun).not.toHaveBeenCalled();
  expect(spaceRuns(find('row'), null)).toBe(false);
});
