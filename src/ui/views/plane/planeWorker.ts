/** The worker of the plane: walks a setting and posts each path as it is done. One job at a time; the page ends it early by ending the worker. */
import { type Outing, outings } from '../../../core/study/plane/outing.ts';
import { type PlaneSetting, walksOf } from '../../../core/study/plane/setting.ts';

/** What the page asks. */
export interface Job {
  readonly id: number;
  readonly setting: PlaneSetting;
}

/** What the worker posts: all paths of a job, in the order of the strategies. */
export interface Walked {
  readonly id: number;
  readonly outings: readonly Outing[];
}

self.onmessage = ({ data: { id, setting } }: MessageEvent<Job>) => {
  self.postMessage({ id, outings: [...outings(walksOf(setting))] } satisfies Walked);
};
