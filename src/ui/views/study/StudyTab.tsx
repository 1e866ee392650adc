/** The tab "Study": what is varied of the experiment and the studies that were started, or what came out of the one shown. */
import { useStore } from '../../store.ts';
import { Setup } from './Setup.tsx';
import { ShownStudy } from './ShownStudy.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './study.css?inline';

export function StudyTab() {
  const study = useStore(({ studies, shownStudyId }) => studies.find(({ id }) => id === shownStudyId));
  return (
    <div className="study">
      <style>{style}</style>
      {study ? <ShownStudy key={study.id} study={study} /> : <Setup />}
    </div>
  );
}
