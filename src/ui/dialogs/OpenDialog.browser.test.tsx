import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { OpenDialog } from './OpenDialog.tsx';

test('the dialog to open an experiment leads to the JSON Schema beside the page', async () => {
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(<OpenDialog />);
  await expect
    .element(page.getByRole('link', { name: 'JSON Schema' }))
    .toHaveAttribute('href', './experiment.schema.json');
  root.unmount();
});
