/** What came out of a study, drawn by what it varied. */
import { resultsOf } from '../../../../core/study/results.ts';
import type { PictureProps } from './picture.ts';
import { ResultTable } from './ResultTable.tsx';

export function Results({ study, plan }: Omit<PictureProps, 'results'>) {
  const results = resultsOf(plan, study.outcomes);
  return (
    <section aria-label="Results of the study">
      <ResultTable {...{ study, plan, results }} />
    </section>
  );
}
