/** What a student sees of a class: its pages, its questions, the way out, and why something cannot be used. */
import { useEffect, useState } from 'react';
import { stepsTaken } from '../../core/run/run.ts';
import { openDialog } from '../actions/look.ts';
import { Card } from '../lessons/Card.tsx';
import { useFocusAfter } from '../lessons/useFocusAfter.ts';
import { Style } from '../Style.tsx';
import { type OpenClass, useStore } from '../store.ts';
import { useAnswers } from './answers.ts';
import { ClassPages } from './ClassPages.tsx';
// What is fetched after first sight brings its style along.
import style from './classroom.css?inline';
import { openFreely } from './enter.ts';
import { HeldNote } from './HeldNote.tsx';

export function ClassCard() {
  const openClass = useStore((state) => state.openClass);
  const learns = useStore((state) => state.learning !== null);
  if (!openClass) return null;
  return (
    <>
      <Style>{style}</Style>
      {/* A lesson or the glossary stands in the same place: the page of the class waits behind it. */}
      <div hidden={learns}>
        <OpenCard key={openClass.code} openClass={openClass} />
      </div>
      <HeldNote />
    </>
  );
}

function OpenCard({ openClass }: { readonly openClass: OpenClass }) {
  const { classroom, code, isPreview } = openClass;
  const kept = useAnswers(isPreview ? '' : code);
  useNotedRun(kept);
  useFocusAfter();
  return (
    <Card
      label={`Class: ${classroom.title}`}
      title={classroom.title}
      buttons={
        isPreview ? (
          <button type="button" className="button primary" onClick={() => openDialog('class')}>
            Back to editing
          </button>
        ) : (
          <button
            type="button"
            className="button quiet"
            title="Leave the class; the experiment stays as it is"
            onClick={openFreely}
          >
            Open freely
          </button>
        )
      }
    >
      {isPreview && <p className="class-preview">As students see it. Their answers are not kept here.</p>}
      <ClassPages openClass={openClass} kept={kept} />
      {!isPreview && (
        <button type="button" className="lesson-link lesson-all" onClick={() => openDialog('class')}>
          Edit this class
        </button>
      )}
    </Card>
  );
}

/** Notes the first step of a run: what is answered from then on is no prediction. */
function useNotedRun([{ hasRun }, change]: ReturnType<typeof useAnswers>): void {
  // What ran before the class was entered is none of its runs.
  const [since] = useState(Date.now);
  const runs = useStore((state) =>
    state.runs.some((run) => run.startedAt >= since && !run.isFromLink && stepsTaken(run) > 0),
  );
  useEffect(() => {
    if (runs && !hasRun) change({ hasRun: true });
  });
}
