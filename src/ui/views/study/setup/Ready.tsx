/** Studies that are ready to be set up, each with its question; those for which the experiment lacks something say what. */
import { readyStudies } from '../../../../core/study/setup/ready.ts';
import { editDraft } from '../../../actions/vary.ts';
import { useStore } from '../../../store.ts';

export function Ready() {
  const experiment = useStore((state) => state.experiment);
  return (
    <ul className="study-ready">
      {readyStudies(experiment).map(({ id, title, question, start }) => (
        <li key={id}>
          {'draft' in start ? (
            <button type="button" className="study-ready-button" onClick={() => editDraft(start.draft)}>
              <b>{title}</b>
              <span>{question}</span>
            </button>
          ) : (
            <div className="study-ready-missing">
              <b>{title}</b>
              <span>{start.missing}</span>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
