/** The lessons, in order. */
import { conflict } from './conflict.ts';
import type { Lesson } from './lesson.ts';
import { oneLoss } from './oneLoss.ts';
import { optimizers } from './optimizers.ts';
import { lossAndPenalty } from './penalty.ts';
import { trainedWeight } from './trainedWeight.ts';
import { twoLosses } from './twoLosses.ts';
import { twoTasks } from './twoTasks.ts';
import { weights } from './weights.ts';
import { whatIsIt } from './whatIsIt.ts';
import { yourOwn } from './yourOwn.ts';

export const lessons: readonly Lesson[] = [
  oneLoss,
  twoLosses,
  lossAndPenalty,
  twoTasks,
  weights,
  trainedWeight,
  optimizers,
  conflict,
  whatIsIt,
  yourOwn,
];

/** The lesson of that id, or nothing. */
export function lessonOf(id: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
