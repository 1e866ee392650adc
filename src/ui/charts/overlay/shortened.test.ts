import { expect, test } from 'vitest';
import { endLabels } from './shortened.ts';

test('a run is called by what it has, and by both ends of its title where that is not enough', () => {
  expect(endLabels(['Tiny', 'Weighted sum → PCGrad', 'CAGrad → Uncertainty weighting', 'A title of my own'])).toEqual([
    'Tiny',
    'PCGrad',
    'Uncertainty…',
    'A titl…y own',
  ]);
  expect(endLabels(['Learning rate 0.1 → 0.2', 'Batch size 0.5 → 0.2', 'Epochs 1 → 2, batch size 8 → 4'])).toEqual([
    'Learni…→ 0.2',
    'Batch…→ 0.2',
    'Epochs…8 → 4',
  ]);
});
