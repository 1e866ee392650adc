import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FieldMeta } from '../../core/fields.ts';
import { NumberInput } from './NumberInput.tsx';

const meta: FieldMeta = { control: 'integer', label: 'Kernel', help: '', default: 3, min: 1, max: 11, step: 1 };
let root: Root;

function Kernel() {
  const [value, setValue] = useState(3);
  return <NumberInput id="kernel" label="Kernel" meta={meta} value={value} onChange={setValue} />;
}

beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <>
      <Kernel />
      <button type="button">Next</button>
    </>,
  );
});
afterEach(() => root.unmount());

const input = () => page.getByRole('spinbutton', { name: 'Kernel' });
const remark = () => page.getByRole('alert');

test('a number above the range becomes the most, and that is said until the next press', async () => {
  await userEvent.fill(input(), '13');
  await userEvent.keyboard('{Enter}');
  await expect.element(input()).toHaveValue('11');
  await expect.element(remark()).toHaveTextContent('11 is the most.');
  await userEvent.click(page.getByRole('button', { name: 'Next' }));
  await expect.element(remark()).not.toBeInTheDocument();
});

test('what is typed and left with Tab is remarked on, and the focus goes on', async () => {
  await userEvent.fill(input(), '0');
  await userEvent.keyboard('{Tab}');
  await expect.element(remark()).toHaveTextContent('1 is the least.');
  await expect.element(page.getByRole('button', { name: 'Next' })).toHaveFocus();
});

test('an arrow key at the end of the range says that it is the end', async () => {
  await userEvent.fill(input(), '11');
  await userEvent.keyboard('{Enter}{ArrowUp}');
  await expect.element(remark()).toHaveTextContent('11 is the most.');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(input()).toHaveValue('10');
  await expect.element(remark()).not.toBeInTheDocument();
});
