/** What has happened on the page since a lesson was entered: all that its pages wait for. */
import type { Experiment } from '../experiment.ts';
import type { Run } from '../run/run.ts';
import type { KeptStudy } from '../study/keptStudy.ts';
import type { PlaneSetting } from '../study/plane/setting.ts';

export interface Seen {
  /** On the desk. */
  readonly experiment: Experiment;
  /** The runs started since, oldest first. */
  readonly runs: readonly Run[];
  /** The studies started since. */
  readonly studies: readonly KeptStudy[];
  readonly tab: string;
  /** What is set on the plane. */
  readonly plane: { readonly setting: PlaneSetting };
  /** Index of the answer that was predicted. */
  readonly predicted: number | undefined;
}
