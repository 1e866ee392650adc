/** Every key that the help lists for the network does something there; those of the page are bound by their type. */
import { beforeEach, expect, test, vi } from 'vitest';
import { graphOf } from '../../core/graphOf.ts';
import { select } from '../actions/look.ts';
import { onCanvasKey } from '../network/canvasKeys.ts';
import { layOut } from '../network/layout.ts';
import { networkView } from '../network/networkView.ts';
import { livingSelection } from '../network/perform.ts';
import { actionsFor } from '../network/selectionActions.ts';
import { store } from '../store.ts';
import { localKeys, pageKeys, spaceText } from './keyTexts.ts';

const fresh = store.getState();
beforeEach(() => {
  store.setState(fresh, true);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

/** Presses a key, as the help writes it, on a node. */
function press(text: string, node = 'conv-2'): void {
  const { experiment } = store.getState();
  const view = networkView(experiment, graphOf(experiment));
  const parts = text.split(' ');
  const names: Readonly<Record<string, string>> = {
    '←': 'ArrowLeft',
    '→': 'ArrowRight',
    '↑': 'ArrowUp',
    '↓': 'ArrowDown',
    Space: ' ',
  };
  const last = parts.at(-1) ?? '';
  const key = names[last] ?? (last.length === 1 ? last.toLowerCase() : last);
  const held = { ctrlKey: parts.includes('Ctrl'), metaKey: false, shiftKey: parts.includes('Shift') };
  expect(onCanvasKey({ key, ...held }, node, view, layOut(view)), text).toBe(true);
}

const selected = () => livingSelection().map((one) => ('id' in one ? one.id : one.kind));
const layers = () => store.getState().experiment.network.layers.length;

test('every row has keys and words, and no key of the page stands twice', () => {
  const rows = [spaceText, ...Object.values(pageKeys), ...localKeys];
  expect(rows.filter(({ keys, does }) => keys === '' || !/^[A-Z].{3,}/.test(does))).toEqual([]);
  const keys = [spaceText, ...Object.values(pageKeys)].map((row) => row.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the keys of the network do what the help says', () => {
  const rows = localKeys.filter(({ place }) => place === 'Network').map(({ keys }) => keys);
  const tried = new Set<string>();
  const row = (keys: string, tryIt: () => void) => {
    expect(rows).toContain(keys);
    tried.add(keys);
    tryIt();
  };
  row('← → ↑ ↓', () => {
    press('→');
    expect(selected()).toEqual(['pool-2']);
    press('←', 'pool-2');
    expect(selected()).toEqual(['conv-2']);
    press('↓', 'head-colour');
    expect(selected()).toEqual(['head-size']);
    press('↑', 'head-size');
    expect(selected()).toEqual(['head-colour']);
  });
  row('Shift ← →', () => {
    select({ kind: 'layer', id: 'conv-2' });
    press('Shift →');
    expect(selected()).toEqual(['conv-2', 'pool-2']);
    press('Ctrl Space', 'pool-2');
    expect(selected()).toEqual(['conv-2']);
  });
  row('Enter', () => press('Enter'));
  row('Ctrl A', () => {
    press('Ctrl A');
    expect(selected().length).toBeGreaterThan(8);
    press('Escape');
    expect(selected()).toEqual([]);
  });
  row('I', () => {
    const { experiment } = store.getState();
    const choice = actionsFor(experiment, graphOf(experiment), [{ kind: 'layer', id: 'conv-2' }], null);
    expect(choice?.actions.find(({ id }) => id === 'insert')?.key).toBe('i');
  });
  row('Ctrl D', () => {
    const before = layers();
    select({ kind: 'layer', id: 'conv-2' });
    press('Ctrl D');
    expect(layers()).toBe(before + 1);
  });
  row('Delete', () => {
    const before = layers();
    select({ kind: 'layer', id: 'conv-2' });
    press('Delete');
    expect(layers()).toBe(before - 1);
  });
  expect([...tried].sort()).toEqual([...rows].sort());
});
