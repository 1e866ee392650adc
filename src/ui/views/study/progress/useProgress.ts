/** How far a study is, as the page knows it now. */
import { useMemo } from 'react';
import { isUnderWay, type KeptStudy } from '../../../../core/study/keptStudy.ts';
import { progressOf, type StudyProgress } from '../../../../core/study/progress.ts';
import { useStore } from '../../../store.ts';
import { progressText } from './texts.ts';

export interface Told {
  readonly progress: StudyProgress;
  readonly text: string;
}

export function useProgress(study: KeptStudy): Told {
  const runs = useStore((state) => state.runs);
  const lanes = useStore((state) => state.studyLanes);
  const isElsewhere = useStore(({ studiesElsewhere }) => studiesElsewhere.includes(study.id));
  const isFirst = useStore(
    ({ studies, studiesElsewhere }) =>
      studies.find(({ id, status }) => isUnderWay(status) && !studiesElsewhere.includes(id))?.id === study.id,
  );
  return useMemo(() => {
    const progress = progressOf(study, runs, lanes);
    return { progress, text: progressText(study, progress, { lanes, isFirst, isElsewhere }) };
  }, [study, runs, lanes, isFirst, isElsewhere]);
}
