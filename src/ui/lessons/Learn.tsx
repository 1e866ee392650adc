/** The card beside the page: the list of lessons, or a page of one. It can be moved and folded, and locks nothing. */
import { useState } from 'react';
import { lessonOf } from '../../core/lessons/index.ts';
import { closeLearning } from '../actions/learn.ts';
import { Style } from '../Style.tsx';
import { type Learning, useStore } from '../store.ts';
import { LessonList } from './LessonList.tsx';
import { LessonPages } from './LessonPages.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './lessons.css?inline';
import { useMoving } from './useMoving.ts';

export function Learn() {
  const learning = useStore((state) => state.learning);
  return learning && <Card learning={learning} />;
}

function Card({ learning }: { readonly learning: Learning }) {
  const [isFolded, setFolded] = useState(false);
  const moving = useMoving();
  const lesson = learning.lesson === null ? undefined : lessonOf(learning.lesson);
  return (
    <aside
      className="lesson-card"
      data-docked={!isFolded && !moving.isMoved}
      aria-label={lesson ? `Lesson: ${lesson.title}` : 'Lessons'}
      style={moving.style}
    >
      <Style>{style}</Style>
      <header className="lesson-head">
        <button
          type="button"
          className="lesson-move"
          aria-label="Move the card: arrow keys"
          title="Drag to move"
          {...moving.handle}
        >
          <span aria-hidden="true">⠿</span>
        </button>
        <h2 className="lesson-name">{lesson ? lesson.title : 'Learn by trying'}</h2>
        <button type="button" className="button quiet" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
          {isFolded ? 'Unfold' : 'Fold'}
        </button>
        <button type="button" className="button quiet" onClick={closeLearning}>
          {lesson ? 'Leave' : 'Close'}
        </button>
      </header>
      <div hidden={isFolded} className="lesson-body">
        {lesson ? <LessonPages lesson={lesson} learning={learning} /> : <LessonList />}
      </div>
    </aside>
  );
}
