/** The effects that the lessons promise: the right answers of their predictions, and what their pages claim besides. */
import type { Effect } from '../promises/effect.ts';
import { lessons } from './index.ts';
import { promiseOf } from './prediction.ts';

export const lessonEffects: readonly Effect[] = lessons.flatMap(({ id, pages }) =>
  pages.flatMap(({ id: page, prediction, promises = [] }): readonly Effect[] => {
    const of = `${id}/${page}`;
    const predicted = prediction && 'cuts' in prediction ? [promiseOf(of, prediction)] : [];
    return [...predicted, ...promises.map((promise) => ({ ...promise, of }))];
  }),
);
