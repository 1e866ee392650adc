import { expect, it } from 'vitest';
import { controlNames } from '../../../core/controlNames.ts';
import { groups } from './groups.ts';

it('lists every control once', () => {
  expect(groups.flatMap(([, names]) => names).toSorted()).toEqual([...controlNames].toSorted());
});
