/** What came out of a study, in a sentence, with what can be done at once. */

import type { StudyAction } from '../../../../core/study/finding/action.ts';
import { studyFinding } from '../../../../core/study/finding/studyFinding.ts';
import { openStudy, takeExperiment, takeValues } from '../../../actions/study.ts';
import { Style } from '../../../Style.tsx';
import { TermText } from '../../../TermText.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './finding.css?inline';
import type { PictureProps } from './picture.ts';

export function Finding({ study, plan, results }: PictureProps) {
  const { text, action } = studyFinding({ study: study.study, plan, results });
  if (text === '') return null;
  const act = (chosen: StudyAction) => {
    if (chosen.kind === 'values') takeValues(chosen.pairs);
    else if (chosen.kind === 'experiment') takeExperiment(chosen.experiment);
    else openStudy(chosen.study, []);
  };
  return (
    <div className="study-finding">
      <Style>{style}</Style>
      <p>
        <TermText text={text} />
      </p>
      {action && (
        <button type="button" className="button small" onClick={() => act(action)}>
          {action.label}
        </button>
      )}
    </div>
  );
}
