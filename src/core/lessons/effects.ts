/** The effects that the lessons promise: the right answers of their predictions. */
import type { Effect } from '../promises/effect.ts';
import { lessons } from './index.ts';
import { promiseOf } from './prediction.ts';

export const lessonEffects: readonly Effect[] = lessons.flatMap(({ id, pages }) =>
  pages.flatMap(({ id: page, prediction }) =>
    prediction && 'cuts' in prediction ? [promiseOf(`${id}/${page}`, prediction)] : [],
  ),
);
