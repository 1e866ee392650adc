/** The worker of the plane: walks a setting, or all starts of a tour. One job at a time; the page ends it early by ending the worker. */
import { type Outing, outings } from '../../../core/study/plane/outing.ts';
import { type PlaneSetting, walksOf } from '../../../core/study/plane/setting.ts';
import { type Leg, tour } from '../../../core/study/plane/tour.ts';

/** What the page asks: the walks from the start that is set, answered by `Walked` … */
export interface WalkJob {
  readonly kind: 'walks';
  readonly id: number;
  readonly setting: PlaneSetting;
}

/** … or those from all starts, answered by a `Leg` at a time. */
export interface TourJob {
  readonly kind: 'tour';
  readonly setting: PlaneSetting;
}

/** All paths of a job, in the order of the strategies. */
export interface Walked {
  readonly id: number;
  readonly outings: readonly Outing[];
}

self.onmessage = ({ data: job }: MessageEvent<WalkJob | TourJob>) => {
  if (job.kind === 'walks')
    self.postMessage({ id: job.id, outings: [...outings(walksOf(job.setting))] } satisfies Walked);
  else for (const leg of tour(job.setting)) self.postMessage(leg satisfies Leg);
};
