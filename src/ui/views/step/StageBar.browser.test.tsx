import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultExperiment } from '../../../core/presets.ts';
import type { Stage } from '../../../core/run/stages.ts';
import { StageBar } from './StageBar.tsx';
import { goTo } from './stepState.ts';

const stages: readonly Stage[] = [
  { kind: 'batch', pass: 0, isBroken: false },
  { kind: 'forward', pass: 0, isBroken: false },
];
const told = {
  experiment: defaultExperiment,
  dissection: { step: 0, batch: { size: 0, images: [] }, passes: [], untold: 0 },
};

test('the focus stays in the bar where a button has led to an end and is off', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  goTo(0);
  root.render(<StageBar stages={stages} told={told} />);
  for (const [name, stage] of [
    ['One stage on', 'Forward'],
    ['One stage back', 'Batch'],
  ] as const) {
    const button = page.getByRole('button', { name });
    await expect.element(button).toBeEnabled();
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('option', { name: stage })).toHaveFocus();
  }
  root.unmount();
  place.remove();
});
