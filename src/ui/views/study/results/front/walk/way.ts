/** The way along the front of the weighted sums: what stands where between its points. Pure. */
import type { Experiment } from '../../../../../../core/experiment.ts';
import type { Pair } from '../../../../../../core/study/axes.ts';
import { between, differInFaders, weightsText } from '../../../../../../core/study/between.ts';
import { type KeptStudy, studyRunId } from '../../../../../../core/study/keptStudy.ts';
import type { Plan } from '../../../../../../core/study/plan.ts';
import type { Donor } from '../../../../../actions/walk.ts';
import { mixed } from '../frame.ts';
import type { FrontPoint } from '../points.ts';

export interface Stand {
  /** "a 0.42". */
  readonly label: string;
  /** Where it would be if the front were straight between its points. */
  readonly at: Pair;
  readonly experiment: Experiment;
  /** The runs that it can begin with, the nearest first. */
  readonly donors: readonly Donor[];
}

/** The points between which one can walk: nothing where there are less than two, or they differ in more than faders. */
export function wayOf(front: readonly FrontPoint[]): readonly FrontPoint[] {
  const [first, ...others] = front;
  if (!first || others.length === 0) return [];
  const { experiment } = first.result.setup;
  return others.every(({ result }) => differInFaders(experiment, result.setup.experiment)) ? front : [];
}

/** What stands `place` points from the first: the faders are mixed, the seed is the first of the study. */
export function standAt(
  way: readonly FrontPoint[],
  place: number,
  plan: Plan,
  study: Pick<KeptStudy, 'id'>,
): Stand | undefined {
  const start = Math.min(Math.floor(place), way.length - 2);
  const [from, to] = [way[start], way[start + 1]];
  const runOf = (point: FrontPoint) => plan.runs.find(({ setup }) => setup === point.place);
  const [first, last] = [from && runOf(from), to && runOf(to)];
  if (!from || !to || !first || !last) return undefined;
  const share = place - start;
  const experiment = between(first.experiment, last.experiment, share);
  const nearest = way
    .map((point, i) => ({ point, distance: Math.abs(i - place) }))
    .toSorted((a, b) => a.distance - b.distance);
  return {
    label: weightsText(experiment),
    at: mixed(from.mean, to.mean, share),
    experiment,
    donors: nearest.flatMap(({ point }) => {
      const run = runOf(point);
      return run ? [{ runId: studyRunId(study.id, run), label: point.label }] : [];
    }),
  };
}

/** The place on the way whose drawing is nearest to where the pointer is. */
export function nearestPlace(way: readonly FrontPoint[], to: (point: Pair) => Pair, [x, y]: Pair): number {
  const steps = 40 * (way.length - 1);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i <= steps; i++) {
    const place = i / 40;
    const start = Math.min(Math.floor(place), way.length - 2);
    const [from, next] = [way[start], way[start + 1]];
    if (!from || !next) break;
    const [u, v] = to(mixed(from.mean, next.mean, place - start));
    const distance = Math.hypot(u - x, v - y);
    if (distance < least) [best, least] = [place, distance];
  }
  return best;
}
