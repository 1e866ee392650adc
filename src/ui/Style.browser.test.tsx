import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { Style } from './Style.tsx';

const rules = '.styled { color: rgb(1, 2, 3) }';

test('rules hold from the first frame as long as anything draws them, once', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  const before = document.adoptedStyleSheets.length;
  let seen = '';
  const look = (element: HTMLElement | null) => {
    if (element) seen = getComputedStyle(element).color;
  };
  const draw = (names: readonly string[]) =>
    root.render(
      names.map((name) => (
        <p key={name} className="styled" ref={look}>
          <Style>{rules}</Style>
        </p>
      )),
    );
  draw(['first', 'second']);
  // As the element is put onto the page, before anything is painted.
  await expect.poll(() => seen).toBe('rgb(1, 2, 3)');
  expect(document.adoptedStyleSheets).toHaveLength(before + 1);
  draw(['second']);
  await expect.poll(() => place.children.length).toBe(1);
  expect(getComputedStyle(place.querySelector('p') ?? place).color).toBe('rgb(1, 2, 3)');
  root.unmount();
  await expect.poll(() => document.adoptedStyleSheets.length).toBe(before);
  place.remove();
});
