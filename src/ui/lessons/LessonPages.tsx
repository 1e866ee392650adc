/** A page of a lesson: it sets up what it speaks of, points at controls, asks, and ticks itself off. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ControlName } from '../../core/controlNames.ts';
import type { Experiment } from '../../core/experiment.ts';
import { lessonOf } from '../../core/lessons/index.ts';
import type { Lesson, LessonPage } from '../../core/lessons/lesson.ts';
import { missingArms, outcomeOf } from '../../core/lessons/prediction.ts';
import type { Arm } from '../../core/promises/effect.ts';
import { essenceOf } from '../../core/promises/essence.ts';
import { learn } from '../actions/learn.ts';
import { controls } from '../controls.ts';
import { showLinkedPage } from '../link/view.ts';
import { type Learning, store } from '../store.ts';
import { Markdown } from './Markdown.tsx';
import { markDone, useProgress } from './progress.ts';
import { Question } from './Question.tsx';
import { enter, giveBack, setUp } from './stage.ts';
import { usePointed } from './usePointed.ts';
import { useSeen } from './useSeen.ts';

export function LessonPages({ lesson, learning }: { readonly lesson: Lesson; readonly learning: Learning }) {
  useEffect(() => giveBack, []);
  const found = lesson.pages.findIndex(({ id }) => id === learning.page);
  const index = Math.max(0, found);
  const page = lesson.pages[index];
  if (!page) return null;
  const turn = (to: number) => {
    const next = lesson.pages[to];
    if (next) store.setState({ learning: { ...learning, page: next.id } });
  };
  return (
    <>
      {index === 0 && <p className="lesson-question">{lesson.question}</p>}
      <Page key={`${lesson.id}/${page.id}`} lesson={lesson} page={page} learning={{ ...learning, page: page.id }} />
      <nav className="lesson-turn" aria-label="Pages">
        <button type="button" className="button" disabled={index === 0} onClick={() => turn(index - 1)}>
          Back
        </button>
        <span>
          {index + 1} of {lesson.pages.length}
        </span>
        {index < lesson.pages.length - 1 ? (
          <button type="button" className="button primary" onClick={() => turn(index + 1)}>
            Next
          </button>
        ) : (
          <button type="button" className="button primary" onClick={() => learn(lesson.next[0] ?? null)}>
            {lesson.next[0] === undefined ? 'All lessons' : (lessonOf(lesson.next[0])?.title ?? 'All lessons')}
          </button>
        )}
      </nav>
      <button type="button" className="lesson-link lesson-all" onClick={() => learn()}>
        All lessons
      </button>
    </>
  );
}

interface PageProps {
  readonly lesson: Lesson;
  readonly page: LessonPage;
  readonly learning: Learning;
}

const nothing = [] as const;

function Page({ lesson, page, learning }: PageProps) {
  const { stage, prediction } = page;
  const seen = useSeen(learning);
  const points = usePoints(page, seen.predicted !== undefined);
  const title = useRef<HTMLHeadingElement>(null);
  const isDone = useProgress()(lesson.id, page.id);
  usePointed(points);
  useEffect(() => {
    enter(stage);
    showLinkedPage();
    title.current?.focus();
  }, [stage]);

  const outcome = prediction && outcomeOf(prediction, seen);
  const isMet = page.isDone
    ? page.isDone(seen)
    : !prediction || (outcome !== undefined && seen.predicted !== undefined);
  // The condition may hold for a moment only: to have met it counts.
  const [wasMet, setWasMet] = useState(false);
  if (isMet && !wasMet) setWasMet(true);
  useEffect(() => {
    if (wasMet) markDone(lesson.id, page.id);
  }, [wasMet, lesson.id, page.id]);

  return (
    <article className="lesson-page">
      <h3 ref={title} tabIndex={-1}>
        {page.title}
      </h3>
      <Markdown text={page.text} />
      {prediction && (
        <Question
          prediction={prediction}
          predicted={seen.predicted}
          outcome={outcome}
          onAnswer={(answer) =>
            store.setState({ learning: { ...learning, answers: { ...learning.answers, [page.id]: answer } } })
          }
        />
      )}
      {prediction && seen.predicted !== undefined && outcome === undefined && (
        <Missing arms={missingArms(prediction, seen.runs)} onDesk={seen.experiment} />
      )}
      <p className="lesson-task" role="status" data-done={isDone || wasMet}>
        <span aria-hidden="true">{isDone || wasMet ? '✓ ' : '○ '}</span>
        {isDone || wasMet ? 'Done: ' : ''}
        {page.task}
        {points.length > 0 && (
          <span className="visually-hidden"> Look at {points.map((name) => controls[name].label).join(', ')}.</span>
        )}
      </p>
    </article>
  );
}

/** What a page points at: the verdict only once a question that it answers is answered. */
function usePoints({ points = nothing, prediction }: LessonPage, isAnswered: boolean): readonly ControlName[] {
  const isTold = prediction === undefined || !('kinds' in prediction) || isAnswered;
  return useMemo(() => (isTold ? points : points.filter((name) => name !== 'verdict')), [points, isTold]);
}

/** Runs that are compared with and are not there, as where an earlier page was left before its end. */
function Missing({ arms, onDesk }: { readonly arms: readonly Arm[]; readonly onDesk: Experiment }) {
  return arms
    .filter(({ experiment }) => essenceOf(experiment) !== essenceOf(onDesk))
    .map(({ experiment, steps }) => (
      <p key={experiment.title} className="lesson-task">
        The comparison needs “{experiment.title}” too, for {steps} steps.{' '}
        <button
          type="button"
          className="lesson-link"
          onClick={() => setUp({ kind: 'experiment', experiment, isHeld: true })}
        >
          Put it on the desk
        </button>
      </p>
    ));
}
