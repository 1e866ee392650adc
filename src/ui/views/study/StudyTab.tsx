/** The tab "Study": what is varied of the experiment and the studies that were started, or what came out of the one shown. */
import { useEffect, useRef } from 'react';
import { Style } from '../../Style.tsx';
import { useStore } from '../../store.ts';
import { Setup } from './Setup.tsx';
import { ShownStudy } from './ShownStudy.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './study.css?inline';

export function StudyTab() {
  const study = useStore(({ studies, shownStudyId }) => studies.find(({ id }) => id === shownStudyId));
  const tab = useKeptFocus();
  return (
    <div ref={tab} className="study" tabIndex={-1}>
      <Style>{style}</Style>
      {study ? <ShownStudy key={study.id} study={study} /> : <Setup />}
    </div>
  );
}

/** Takes the focus where what had it is gone: a study that was started or deleted, a field that is not varied any more. */
function useKeptFocus() {
  const tab = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  const content = useStore(
    ({ shownStudyId, studies, draft }) => `${shownStudyId} ${studies.length} ${draft.variations.length}`,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is looked after when the content has changed
  useEffect(() => {
    if (!isFirst.current && document.activeElement === document.body) tab.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [content]);
  return tab;
}
