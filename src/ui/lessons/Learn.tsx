/** The card beside the page: the lessons, a page of one, or the glossary. It can be moved and folded, and locks nothing. */
import { useState } from 'react';
import { lessonOf } from '../../core/lessons/index.ts';
import { closeGlossary, closeLearning, openTerm } from '../actions/learn.ts';
import { Style } from '../Style.tsx';
import { type Learning, useStore } from '../store.ts';
import { Glossary } from './Glossary.tsx';
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
  const term = useStore((state) => state.term);
  const lesson = learning.lesson === null ? undefined : lessonOf(learning.lesson);
  return (
    <aside
      className="lesson-card"
      data-docked={!isFolded && !moving.isMoved}
      aria-label={term !== null ? 'Glossary' : lesson ? `Lesson: ${lesson.title}` : 'Lessons'}
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
        <h2 className="lesson-name">{term !== null ? 'Glossary' : lesson ? lesson.title : 'Learn by trying'}</h2>
        <button type="button" className="button quiet" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
          {isFolded ? 'Unfold' : 'Fold'}
        </button>
        <button type="button" className="button quiet" onClick={closeLearning}>
          {lesson ? 'Leave' : 'Close'}
        </button>
      </header>
      <div hidden={isFolded} className="lesson-body">
        {lesson ? (
          term !== null && (
            <button type="button" className="lesson-link lesson-back" onClick={closeGlossary}>
              Back to “{lesson.title}”
            </button>
          )
        ) : (
          <Kinds isGlossary={term !== null} />
        )}
        {term !== null && <Glossary id={term} />}
        {/* A lesson waits as it is: leaving it would give back what was on the page before. */}
        <div hidden={term !== null}>
          {lesson ? <LessonPages lesson={lesson} learning={learning} /> : <LessonList />}
        </div>
      </div>
    </aside>
  );
}

function Kinds({ isGlossary }: { readonly isGlossary: boolean }) {
  return (
    <div className="learn-kinds">
      <button type="button" aria-pressed={!isGlossary} onClick={closeGlossary}>
        Lessons
      </button>
      <button type="button" aria-pressed={isGlossary} onClick={() => openTerm()}>
        Glossary
      </button>
    </div>
  );
}
