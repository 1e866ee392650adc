/** All lessons: the question of each, and how much of it is done; below them the tour and all experiments. */
import { lessons } from '../../core/lessons/index.ts';
import { learn, startTour } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { useProgress } from './progress.ts';

export function LessonList() {
  const isDone = useProgress();
  return (
    <>
      <ol className="lesson-list">
        {lessons.map(({ id, title, question, pages }) => {
          const done = pages.filter((page) => isDone(id, page.id)).length;
          return (
            <li key={id}>
              <button type="button" onClick={() => learn(id)}>
                <b>{title}</b>
                <span>{question}</span>
                <small>
                  {done === pages.length
                    ? 'done'
                    : done > 0
                      ? `${done} of ${pages.length} pages`
                      : `${pages.length} pages`}
                </small>
              </button>
            </li>
          );
        })}
      </ol>
      <p className="lesson-more">
        <button type="button" className="lesson-link" onClick={startTour}>
          Show the tour
        </button>
        <button type="button" className="lesson-link" data-control="presets" onClick={() => openDialog('presets')}>
          All experiments
        </button>
      </p>
    </>
  );
}
