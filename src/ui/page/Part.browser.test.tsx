import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Part } from './Part.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  // What a boundary catches is printed, too; here it is expected.
  root = createRoot(place, { onCaughtError: () => {} });
});

afterEach(() => {
  vi.useRealTimers();
  root.unmount();
  place.remove();
});

const Content = () => <p>here</p>;

let isBroken: boolean;
function Fragile() {
  if (isBroken) throw new Error('no such layer');
  return <p>mended</p>;
}

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

test('a part that cannot be loaded is asked for twice and says so; the one behind it comes, and Try again brings it', async () => {
  let attempts = 0;
  const load = async () => {
    attempts += 1;
    if (attempts < 3) throw new Error('offline');
    return Content;
  };
  root.render(
    <>
      <Part name="The desk" rank={1} load={load} />
      <Part name="The charts" rank={2} load={async () => () => <p>charts</p>} />
    </>,
  );
  const alert = page.getByRole('alert');
  await expect.element(alert).toHaveTextContent('The desk could not be loaded.');
  expect(attempts).toBe(2);
  await expect.element(page.getByText('charts')).toBeVisible();
  for (const name of ['Copy link', 'Save as a file', 'Load the page again'])
    await expect.element(page.getByRole('button', { name })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await expect.element(page.getByText('here')).toBeVisible();
  await expect.element(alert).not.toBeInTheDocument();
});

test('a part that throws while it is drawn leaves the others, and the page without it', async () => {
  isBroken = true;
  root.render(
    <>
      <Part name="The desk" rank={1} load={async () => Fragile} />
      <Part name="The charts" rank={2} load={async () => Content} />
    </>,
  );
  await expect.element(page.getByRole('alert')).toHaveTextContent('The desk could not be drawn.');
  await expect.element(page.getByRole('alert')).toHaveTextContent('no such layer');
  await expect.element(page.getByText('here')).toBeVisible();
  isBroken = false;
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await expect.element(page.getByText('mended')).toBeVisible();
});

test('nobody waits for long behind a part that hangs', async () => {
  // Its seconds are given to the page.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  root.render(
    <>
      <Part name="The desk" rank={1} load={() => new Promise(() => {})} />
      <Part name="The charts" rank={2} load={async () => Content} />
    </>,
  );
  await expect.poll(() => place.textContent).toBe('The desk …The charts …');
  await expect.poll(() => vi.advanceTimersByTimeAsync(500).then(() => place.textContent)).toBe('The desk …here');
});
