/** The experiment as it acts at one step of a run: its faders and its learning rate with their courses followed. */
import { actingValue, constantCourse, isConstant } from './courses.ts';
import type { Experiment } from './experiment.ts';

/** Whether a fader or the learning rate changes by itself. */
export function hasCourse({ losses, training }: Experiment): boolean {
  return !isConstant(training.learningRateCourse) || losses.some(({ course }) => !isConstant(course));
}

/** With the values of that step in place of those that are set, and no course any more; the same object where none is. */
export function actingAt(experiment: Experiment, step: number): Experiment {
  if (!hasCourse(experiment)) return experiment;
  const { losses, training } = experiment;
  const learningRate = actingValue(training.learningRate, training.learningRateCourse, step);
  return {
    ...experiment,
    losses: losses.map((loss) => ({
      ...loss,
      fader: actingValue(loss.fader, loss.course, step),
      course: constantCourse,
    })),
    training: { ...training, learningRate, learningRateCourse: constantCourse },
  };
}
