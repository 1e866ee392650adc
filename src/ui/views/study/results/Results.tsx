/** What came out of a study, drawn by what it varied. */
import { type ComponentType, useMemo } from 'react';
import { type PictureKind, picturesOf } from '../../../../core/study/pictures.ts';
import { resultsOf } from '../../../../core/study/results.ts';
import { Curve } from './Curve.tsx';
import { Finding } from './Finding.tsx';
import { Front } from './front/Front.tsx';
import type { PictureProps } from './picture.ts';
import { ResultTable } from './ResultTable.tsx';
import { Ranking } from './ranking/Ranking.tsx';

const pictures: Readonly<Record<PictureKind, ComponentType<PictureProps>>> = {
  front: Front,
  curve: Curve,
  ranking: Ranking,
  table: ResultTable,
};

export function Results({ study, plan }: Omit<PictureProps, 'results'>) {
  const results = useMemo(() => resultsOf(plan, study.outcomes), [plan, study.outcomes]);
  return (
    <section className="study-results" aria-label="Results of the study">
      <Finding {...{ study, plan, results }} />
      {picturesOf(study.study).map((kind) => {
        const Picture = pictures[kind];
        return <Picture key={kind} {...{ study, plan, results }} />;
      })}
    </section>
  );
}
