/** What every picture of a study's results is given. */
import type { KeptStudy } from '../../../../core/study/keptStudy.ts';
import type { Plan } from '../../../../core/study/plan.ts';
import type { Results } from '../../../../core/study/results.ts';

export interface PictureProps {
  readonly study: KeptStudy;
  readonly plan: Plan;
  readonly results: Results;
}
