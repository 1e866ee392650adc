/** For a class: what students see, lock by lock and page by page, as a link. What is written is kept in this browser. */
import { useEffect, useState } from 'react';
import { stateOf } from '../../../core/classroom/allows.ts';
import { type Classroom, classroomFields, classroomLimits } from '../../../core/classroom/classroom.ts';
import { lengthOf, parseClassroom } from '../../../core/classroom/parse.ts';
import { metaOf } from '../../../core/fields.ts';
import { grouped } from '../../../core/words.ts';
import { openDialog } from '../../actions/look.ts';
import classStyle from '../../classroom/classroom.css?inline';
import { enterClass } from '../../classroom/enter.ts';
import { ProblemItems } from '../../forms/ProblemItems.tsx';
import lessonStyle from '../../lessons/lessons.css?inline';
import { encodeClass, readClass } from '../../link/classLink.ts';
import { classPart } from '../../link/classPart.ts';
import { encodeDesk } from '../../link/studyAddress.ts';
import { Style } from '../../Style.tsx';
import { store } from '../../store.ts';
import { Frame } from '../Frame.tsx';
import { ControlTable } from './ControlTable.tsx';
import style from './class.css?inline';
import { firstDraft, keepDraft, keptDraft, newClass } from './draft.ts';
import { LinkLine } from './LinkLine.tsx';
import { PageList } from './PageList.tsx';

export function ClassDialog() {
  const [classroom, setClassroom] = useState(firstDraft);
  const [before] = useState(keptDraft);
  /** What stood here before it was begun anew. */
  const [cleared, setCleared] = useState<Classroom>();
  useEffect(endPreview, []);
  const change = (part: Partial<Classroom>) => {
    const next = { ...classroom, ...part };
    setClassroom(next);
    keepDraft(next);
  };
  const begin = (next: Classroom, last: Classroom) => {
    change(next);
    setCleared(last);
  };
  const characters = classroom.pages.reduce((sum, page) => sum + lengthOf(page), 0);
  const { classroom: read, problems } = parseClassroom(written(classroom));
  const code = encodeClass(read);
  const waitsInVain = classroom.isHeld && stateOf(classroom, 'run') !== 'shown';
  const isOther = before !== undefined && JSON.stringify(before) !== JSON.stringify(classroom);
  return (
    <Frame
      title="For a class"
      about="A link to what is on the desk, with your own pages and questions; you choose what students see and use. It keeps a class on one path and is no security: everybody can open the experiment freely. Nothing is uploaded; answers stay with the student."
    >
      <Style>{lessonStyle}</Style>
      <Style>{classStyle}</Style>
      <Style>{style}</Style>
      <div className="class-editor">
        {store.getState().openClass && isOther && (
          <button type="button" className="button small" onClick={() => change(before)}>
            Go on with what you wrote last
          </button>
        )}
        <label className="dialog-label" htmlFor="class-title">
          Title
        </label>
        <input
          id="class-title"
          className="text-input"
          placeholder="Which loss wins?"
          maxLength={metaOf(classroomFields.shape.title).max}
          value={classroom.title}
          onChange={(event) => change({ title: event.target.value })}
        />
        <label className="dialog-choice">
          <input
            type="checkbox"
            checked={classroom.isHeld}
            onChange={(event) => change({ isHeld: event.target.checked })}
          />
          {metaOf(classroomFields.shape.isHeld).help}
        </label>
        {waitsInVain && <p role="status">The button Run is not theirs to press: it will start at once.</p>}

        <h3 className="dialog-subtitle">Pages</h3>
        <PageList pages={classroom.pages} onChange={(pages) => change({ pages })} />
        <p className="dialog-about">
          {grouped(characters)} of {grouped(classroomLimits.characters)} characters, {classroom.pages.length} of{' '}
          {classroomLimits.pages} pages.
        </p>

        <h3 className="dialog-subtitle">What students see and use</h3>
        <ControlTable held={classroom} onChange={change} />

        <h3 className="dialog-subtitle">The link</h3>
        {problems.length > 0 && (
          <div className="banner wrong" role="alert">
            <ProblemItems problems={problems} hasPlaces />
          </div>
        )}
        <LinkLine link={code && new URL(encodeDesk(store.getState()) + classPart(code), location.href).href} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => preview(read)}>
            Preview as a student
          </button>
          {cleared ? (
            <button type="button" className="button" onClick={() => begin(cleared, classroom)}>
              Bring the last one back
            </button>
          ) : (
            <button type="button" className="button" onClick={() => begin(newClass, classroom)}>
              Begin anew
            </button>
          )}
        </div>
      </div>
    </Frame>
  );
}

/** Without what was begun and left empty. */
function written(classroom: Classroom): unknown {
  const pages = classroom.pages.filter(({ title, text, question }) => title || text || question);
  return { ...classroom, title: classroom.title.trim() || undefined, pages };
}

function preview(classroom: Classroom): void {
  openDialog(null);
  enterClass({ classroom, code: store.getState().openClass?.code ?? '', isPreview: true });
}

/** Back from the preview: to the class whose link is open, if any. */
function endPreview(): void {
  const { openClass } = store.getState();
  if (openClass?.isPreview) enterClass(openClass.code ? readClass(openClass.code).openClass : null);
}
