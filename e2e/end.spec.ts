import { makeOptimizer } from '../src/core/make.ts';
import { expect, open, status, test, tiny } from './lab.ts';

test('the end of a run is a sentence, whose button tries the remedy, and undo takes it back', async ({ page }) => {
  await open(page, {
    ...tiny,
    optimizer: makeOptimizer('sgd'),
    training: { ...tiny.training, learningRate: 10, epochs: 4 },
  });
  const end = page.getByRole('region', { name: 'What came out of the run' });
  await expect(end).toContainText(/the learning rate of 10 is too high for SGD\. Try 0\.1\./);
  await end.getByRole('button', { name: 'Run with learning rate 0.1' }).click();
  await expect(status(page)).toContainText('Finished');
  await expect(end).toContainText(/^On the validation images: accuracy of colour 0\.\d+ \(.+\) and accuracy of size/);
  await expect(end).not.toContainText('too high');
  const rate = page.getByRole('spinbutton', { name: 'Learning rate', exact: true });
  await expect(rate).toHaveValue('0.1');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rate).toHaveValue('10');
  await end.getByRole('button', { name: 'Close' }).click();
  await expect(end).toBeHidden();
});
