/** Which losses of two experiments are one and the same, so that what was measured of one may be said of the other. */
import type { Experiment } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';
import { outputOf } from '../losses/index.ts';

const known = new WeakMap<Experiment, WeakMap<Experiment, ReadonlySet<string>>>();

/**
 * Ids of the losses that are the same function of the same layers on the same data in both. How strongly a loss counts
 * (fader, course, mute) and how it is trained makes no difference.
 */
export function sameLosses(a: Experiment, b: Experiment): ReadonlySet<string> {
  const ofA = known.get(a) ?? new WeakMap<Experiment, ReadonlySet<string>>();
  known.set(a, ofA);
  const found = ofA.get(b) ?? compare(a, b);
  ofA.set(b, found);
  return found;
}

/** Whether losses are weighed the same way in both: by one strategy and schedule, their faders on the same courses. */
export function isWeighedAlike(a: Experiment, b: Experiment): boolean {
  const isOnCourse = ({ id, course }: Loss) => {
    const other = b.losses.find((loss) => loss.id === id);
    return !other || isSame(course, other.course);
  };
  return isSame(a.strategy, b.strategy) && a.schedule.kind === b.schedule.kind && a.losses.every(isOnCourse);
}

function compare(a: Experiment, b: Experiment): ReadonlySet<string> {
  if (!isSame(a.dataset, b.dataset)) return new Set();
  const same = a.losses.filter((loss) => {
    const other = b.losses.find(({ id }) => id === loss.id);
    return other && isSame(definition(loss), definition(other)) && isSame(layersOf(a, loss), layersOf(b, other));
  });
  return new Set(same.map(({ id }) => id));
}

function definition({ fader: _, course: __, muted: ___, rate: ____, turns: _____, ...loss }: Loss): object {
  return loss;
}

/** The layers that the loss depends on; all of them for a penalty on weights. */
function layersOf({ network: { layers } }: Experiment, loss: Loss): readonly object[] {
  const output = outputOf(loss);
  if (output === undefined) return layers;
  const reached = new Set([output]);
  // A layer may stand before its inputs: until nothing is added.
  for (let count = 0; count < reached.size; ) {
    count = reached.size;
    for (const { id, inputs } of layers) if (reached.has(id)) for (const input of inputs) reached.add(input);
  }
  return layers.filter(({ id }) => reached.has(id));
}

function isSame(a: object, b: object): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
