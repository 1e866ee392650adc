/** The studies that were started: those whose runs are to come, in their order, then the others, the newest first. */
import type { KeptStudy } from '../../../../core/study/keptStudy.ts';
import { moveStudy, showStudy } from '../../../actions/study.ts';
import { useStore } from '../../../store.ts';
import { fullTimeText, whenText } from '../../compare/when.ts';
import { Actions } from './Actions.tsx';
import { Bar } from './Bar.tsx';
import { isQueued } from './texts.ts';
import { useProgress } from './useProgress.ts';

export function StudyList() {
  const studies = useStore((state) => state.studies);
  if (studies.length === 0) return null;
  const queued = studies.filter(isQueued);
  const others = studies.filter((study) => !isQueued(study)).toReversed();
  return (
    <section className="study-list" aria-labelledby="study-list-title">
      <h3 id="study-list-title" className="study-title">
        Studies
      </h3>
      <ol>
        {[...queued, ...others].map((study) => (
          <Row key={study.id} study={study} queued={queued} all={studies} />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly study: KeptStudy;
  readonly queued: readonly KeptStudy[];
  readonly all: readonly KeptStudy[];
}

function Row({ study, queued, all }: RowProps) {
  const { progress, text } = useProgress(study);
  const { id, startedAt } = study;
  const { title } = study.study;
  return (
    <li className="study-entry">
      <button type="button" className="plain study-entry-title" onClick={() => showStudy(id)}>
        <bdi>{title}</bdi>
      </button>
      <span className="study-entry-text">
        <span title={fullTimeText(startedAt)}>{whenText(startedAt, Date.now())}</span> · {text}
      </span>
      <span className="study-entry-buttons">
        {queued.length > 1 && queued.includes(study) && (
          <>
            <Move {...{ study, all }} to={queued[queued.indexOf(study) - 1]} label="Sooner" />
            <Move {...{ study, all }} to={queued[queued.indexOf(study) + 1]} label="Later" />
          </>
        )}
        <Actions study={study} />
      </span>
      {isQueued(study) && <Bar progress={progress} name={`Progress of ${title}`} />}
    </li>
  );
}

/** Moves a study past the next one whose runs are to come; what is over between them does not count. */
function Move({
  study,
  all,
  to,
  label,
}: Pick<RowProps, 'study' | 'all'> & { to: KeptStudy | undefined; label: 'Sooner' | 'Later' }) {
  const distance = to ? all.indexOf(to) - all.indexOf(study) : 0;
  return (
    <button
      type="button"
      className="plain"
      disabled={distance === 0}
      onClick={() => {
        for (let i = 0; i < Math.abs(distance); i++) moveStudy(study.id, distance < 0 ? -1 : 1);
      }}
    >
      {label}
      <span className="visually-hidden"> {study.study.title}</span>
    </button>
  );
}
