/** The card beside the page: the lessons, a page of one, or the glossary. It can be moved and folded, and locks nothing. */
import { useEffect, useRef } from 'react';
import { lessonOf } from '../../core/lessons/index.ts';
import { closeGlossary, closeLearning, openTerm } from '../actions/learn.ts';
import { type Learning, useStore } from '../store.ts';
import { Card } from './Card.tsx';
import { Glossary } from './Glossary.tsx';
import { LessonList } from './LessonList.tsx';
import { LessonPages } from './LessonPages.tsx';
import { useFocusAfter } from './useFocusAfter.ts';

export function Learn() {
  const learning = useStore((state) => state.learning);
  return learning && <Open learning={learning} />;
}

function Open({ learning }: { readonly learning: Learning }) {
  const term = useStore((state) => state.term);
  useFocusAfter();
  const waiting = useRef<HTMLDivElement>(null);
  // The button that led back to the lesson went with the glossary.
  useEffect(() => {
    if (term === null && document.activeElement === document.body) waiting.current?.querySelector('h3')?.focus();
  }, [term]);
  const lesson = learning.lesson === null ? undefined : lessonOf(learning.lesson);
  return (
    <Card
      label={term !== null ? 'Glossary' : lesson ? `Lesson: ${lesson.title}` : 'Lessons'}
      title={term !== null ? 'Glossary' : lesson ? lesson.title : 'Learn by trying'}
      buttons={
        <button type="button" className="button quiet" onClick={closeLearning}>
          {lesson ? 'Leave' : 'Close'}
        </button>
      }
    >
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
      <div ref={waiting} hidden={term !== null}>
        {lesson ? <LessonPages lesson={lesson} learning={learning} /> : <LessonList />}
      </div>
    </Card>
  );
}

function Kinds({ isGlossary }: { readonly isGlossary: boolean }) {
  return (
    <div className="learn-kinds">
      <button type="button" aria-pressed={!isGlossary} data-control="learn" onClick={closeGlossary}>
        Lessons
      </button>
      <button type="button" aria-pressed={isGlossary} onClick={() => openTerm()}>
        Glossary
      </button>
    </div>
  );
}
