import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Part } from './Part.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const Content = () => <p>here</p>;

test('a part says that it comes, then is there, and is there at once when it comes back', async () => {
  let arrive = () => {};
  const load = () =>
    new Promise<typeof Content>((resolve) => {
      arrive = () => resolve(Content);
    });
  root.render(<Part key="first" name="Desk" rank={1} load={load} />);
  await expect.poll(() => place.textContent).toBe('Desk …');
  expect(place.querySelector('.still')?.hasAttribute('inert')).toBe(true);
  arrive();
  await expect.poll(() => place.innerHTML).toBe('<p>here</p>');
  root.render(<Part key="second" name="Desk" rank={1} load={load} />);
  const seen: string[] = [];
  const observer = new MutationObserver(() => seen.push(place.innerHTML));
  observer.observe(place, { childList: true, subtree: true });
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  observer.disconnect();
  expect(new Set(seen)).toEqual(new Set(['<p>here</p>']));
});

test('a part that cannot be loaded says so, and the one behind it comes all the same', async () => {
  root.render(
    <>
      <Part name="Desk" rank={1} load={() => Promise.reject(new Error('offline'))} />
      <Part name="Charts" rank={2} load={async () => Content} />
    </>,
  );
  await expect.element(page.getByRole('alert')).toHaveTextContent('Desk could not be loaded (offline).');
  await expect.element(page.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  await expect.element(page.getByText('here')).toBeVisible();
});
