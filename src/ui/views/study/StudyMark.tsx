/** "12/105" in the tab while a study is under way; says when one is over, wherever the person is on the page. */
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { isUnderWay, type KeptStudy, planFor } from '../../../core/study/keptStudy.ts';
import { progressOf } from '../../../core/study/progress.ts';
import { store, useStore } from '../../store.ts';
import { endText } from './progress/texts.ts';

export function StudyMark() {
  const study = useStore(({ studies }) => studies.find(({ status }) => isUnderWay(status)));
  const said = useEnds();
  return (
    <>
      {study && (
        <span className="charts-mark">
          {' '}
          {study.outcomes.length}/{planFor(study.study).runs.length}
        </span>
      )}
      {createPortal(
        <p className="visually-hidden" role="status">
          {said}
        </p>,
        document.body,
      )}
    </>
  );
}

/** What is said of the study that was over last. */
function useEnds(): string {
  const studies = useStore((state) => state.studies);
  const before = useRef<readonly KeptStudy[]>(studies);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const wasUnderWay = (id: string) => before.current.some((one) => one.id === id && isUnderWay(one.status));
    const ended = studies.find(({ id, status }) => status === 'done' && wasUnderWay(id));
    before.current = studies;
    if (!ended) return;
    const { runs, studyLanes } = store.getState();
    setSaid(endText(ended.study.title, progressOf(ended, runs, studyLanes)));
  }, [studies]);
  return said;
}
