/** What of an edit can be changed while a run goes on, and whether the rest makes the run an earlier version. */
import type { Course } from '../courses.ts';
import type { Experiment } from '../experiment.ts';
import type { Change } from './protocol.ts';
import type { Run } from './run.ts';

/**
 * The live part of the step from one experiment to the next, for a run; undefined where there is none. A fader that
 * changes together with its course is not moved: it is written down anew.
 */
export function liveChange(before: Experiment, after: Experiment, run: Pick<Run, 'experiment'>): Change | undefined {
  const faders: Record<string, number> = {};
  const muted: Record<string, boolean> = {};
  for (const loss of after.losses) {
    const old = before.losses.find(({ id }) => id === loss.id);
    if (!old || !run.experiment.losses.some(({ id, kind }) => id === loss.id && kind === loss.kind)) continue;
    if (old.fader !== loss.fader && isSameCourse(old.course, loss.course)) faders[loss.id] = loss.fader;
    if (old.muted !== loss.muted) muted[loss.id] = loss.muted;
  }
  const { learningRate, learningRateCourse } = after.training;
  const isRateMoved =
    before.training.learningRate !== learningRate &&
    isSameCourse(before.training.learningRateCourse, learningRateCourse);
  const change: Change = {
    ...(Object.keys(faders).length > 0 ? { faders } : {}),
    ...(Object.keys(muted).length > 0 ? { muted } : {}),
    ...(isRateMoved ? { learningRate } : {}),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

function isSameCourse(a: Course, b: Course): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The experiment with a change made to its run. */
export function withChange(experiment: Experiment, change: Change): Experiment {
  return {
    ...experiment,
    losses: experiment.losses.map((loss) => ({
      ...loss,
      fader: change.faders?.[loss.id] ?? loss.fader,
      muted: change.muted?.[loss.id] ?? loss.muted,
    })),
    training: { ...experiment.training, learningRate: change.learningRate ?? experiment.training.learningRate },
  };
}

/** Two changes as one; where both set a value, the second wins. */
export function mergeChanges(first: Change | undefined, second: Change): Change {
  return {
    ...first,
    ...second,
    ...(first?.faders || second.faders ? { faders: { ...first?.faders, ...second.faders } } : {}),
    ...(first?.muted || second.muted ? { muted: { ...first?.muted, ...second.muted } } : {}),
  };
}

/** The experiment with the changes made to a run while it went on. */
export function withChanges(experiment: Experiment, changes: Run['changes']): Experiment {
  return changes.reduce((changed, { change }) => withChange(changed, change), experiment);
}

/** Whether the page's experiment differs from the run's by more than what can be changed live. */
export function isOutdated(run: Pick<Run, 'experiment'>, experiment: Experiment): boolean {
  return run.experiment !== experiment && stripped(run.experiment) !== stripped(experiment);
}

const texts = new WeakMap<Experiment, string>();

function stripped(experiment: Experiment): string {
  let text = texts.get(experiment);
  if (text === undefined) {
    const losses = experiment.losses.map((loss) => ({ ...loss, fader: 1, muted: false }));
    text = JSON.stringify({ ...experiment, title: '', losses, training: { ...experiment.training, learningRate: 1 } });
    texts.set(experiment, text);
  }
  return text;
}
