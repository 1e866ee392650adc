/** The pages of a class, one at a time, and the student's answers behind them. */
import { useEffect, useRef, useState } from 'react';
import { questionsOf } from '../../core/classroom/answerSheet.ts';
import type { ClassPage } from '../../core/classroom/classroom.ts';
import { Markdown } from '../lessons/Markdown.tsx';
import type { OpenClass } from '../store.ts';
import { AnswerSheet } from './AnswerSheet.tsx';
import type { useAnswers } from './answers.ts';
import { ClassQuestion } from './ClassQuestion.tsx';

interface Props {
  readonly openClass: OpenClass;
  readonly kept: ReturnType<typeof useAnswers>;
}

export function ClassPages({ openClass, kept }: Props) {
  const { classroom } = openClass;
  const [at, setAt] = useState(0);
  const [{ answers, hasRun }, change] = kept;
  const top = useRef<HTMLElement>(null);
  const [isTurned, setTurned] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the page
  useEffect(() => {
    if (isTurned) top.current?.focus();
  }, [isTurned, at]);
  const asks = questionsOf(classroom).length > 0;
  const count = classroom.pages.length + (asks ? 1 : 0);
  const index = Math.min(at, Math.max(0, count - 1));
  const page = classroom.pages[index];
  const turn = (by: number) => {
    setTurned(true);
    setAt(index + by);
  };
  return (
    <>
      <article ref={top} tabIndex={-1} className="lesson-page class-page" aria-label={`Page ${index + 1} of ${count}`}>
        {page && (
          <>
            <PageText page={page} />
            {page.question && (
              <ClassQuestion
                key={index}
                question={page.question}
                answer={answers[index]}
                hasRun={hasRun}
                onAnswer={(text) => change({ answers: withAnswer(answers, index, text, !hasRun) })}
              />
            )}
          </>
        )}
        {!page && asks && <AnswerSheet openClass={openClass} kept={kept} />}
      </article>
      {count > 1 && (
        <nav className="lesson-turn" aria-label="Pages">
          <button type="button" className="button" disabled={index === 0} onClick={() => turn(-1)}>
            Back
          </button>
          <span>
            {index + 1} of {count}
          </span>
          <button type="button" className="button primary" disabled={index === count - 1} onClick={() => turn(1)}>
            {index === count - 2 && asks ? 'My answers' : 'Next'}
          </button>
        </nav>
      )}
    </>
  );
}

export function PageText({ page: { title, text } }: { readonly page: ClassPage }) {
  return (
    <div dir="auto">
      {title !== '' && <h3>{title}</h3>}
      <Markdown text={text} isForeign />
    </div>
  );
}

function withAnswer(answers: Props['kept'][0]['answers'], page: number, text: string, isBefore: boolean) {
  if (text.trim() !== '') return { ...answers, [page]: { text, at: Date.now(), isBefore } };
  return Object.fromEntries(Object.entries(answers).filter(([one]) => one !== String(page)));
}
