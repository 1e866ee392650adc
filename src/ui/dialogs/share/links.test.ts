import { expect, test } from 'vitest';
import { decodeView } from '../../link/view.ts';
import { store } from '../../store.ts';
import { iframeOf } from './EmbedSection.tsx';
import { fragmentOf } from './links.ts';
import { openText } from './viewText.ts';

const fresh = store.getInitialState();
const busy = {
  ...fresh,
  view: { ...fresh.view, tab: 'plane', scale: 'log', xAxis: 'epoch', metric: 'macro-f1' },
  selection: [{ kind: 'loss', id: 'size' }],
} as const;
const lesson = { lesson: 'two-tasks', page: 'related', since: 0, answers: {} };

test('a link holds the desk alone, and what is open only where that is wanted', () => {
  expect(fragmentOf(busy, { withView: false, isHeld: false })).toBe('#1/colour-size');
  const withView = fragmentOf(busy, { withView: true, isHeld: true });
  expect(withView).toMatch(/^#1\/colour-size&view=/);
  expect(decodeView(withView)).toEqual({
    linked: {
      view: { tab: 'plane', scale: 'log', xAxis: 'epoch', metric: 'macro-f1' },
      selection: busy.selection,
      isHeld: true,
    },
    problems: [],
  });
  expect(decodeView(fragmentOf(busy, { withView: false, isHeld: true }))?.linked).toEqual({
    view: {},
    selection: [],
    isHeld: true,
  });
});

test('with what is open goes the page of a lesson; without it, what that has put on the desk', () => {
  const learning = { ...fresh, learning: lesson };
  expect(fragmentOf(learning, { withView: true, isHeld: false })).toMatch(/^#learn\/two-tasks\/related&view=/);
  expect(fragmentOf(learning, { withView: false, isHeld: false })).toBe('#1/colour-size');
});

test('what goes along is said', () => {
  expect(openText(fresh)).toBe('Adds the tab Curves.');
  expect(openText(busy)).toBe(
    'Adds the tab Plane, logarithmic axes, curves by epoch, the chart of macro F1 and the loss size, selected.',
  );
  expect(openText({ ...fresh, learning: lesson })).toBe('Adds the lesson with its own experiment and the tab Curves.');
});

test('a title is no markup in the HTML of an embed', () => {
  expect(iframeOf('https://example.org/?embed&theme=dark#1/colour-size', '"><script>')).toBe(
    '<iframe src="https://example.org/?embed&amp;theme=dark#1/colour-size" title="Loss Mixer: &quot;><script>" width="100%" height="560" loading="lazy" style="border: 0"></iframe>',
  );
});
