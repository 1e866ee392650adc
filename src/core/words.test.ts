import { expect, test } from 'vitest';
import { anyOf, counted, listText, withArticle } from './words.ts';

test('lists are read aloud: commas, and a word before the last', () => {
  const words = ['colour', 'size', 'mask'];
  expect([0, 1, 2, 3].map((count) => listText(words.slice(0, count)))).toEqual([
    '',
    'colour',
    'colour and size',
    'colour, size and mask',
  ]);
  expect(anyOf(['category', 'mask', 'image'])).toBe('a category, a mask or an image');
});

test('one thing is singular, every other number plural, and the article goes by the sound', () => {
  expect([0, 1, 2, 12_500].map((count) => counted(count, 'layer'))).toEqual([
    '0 layers',
    '1 layer',
    '2 layers',
    '12,500 layers',
  ]);
  expect(['number', 'image', 'Activation'].map(withArticle)).toEqual(['a number', 'an image', 'an Activation']);
});
