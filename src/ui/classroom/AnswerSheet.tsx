/** All answers of a student: to be looked over, copied, and handed in as the class is used to. */
import { questionsOf, type AnswerSheet as Sheet, sheetCsv, sheetText } from '../../core/classroom/answerSheet.ts';
import { CopyButton } from '../forms/CopyButton.tsx';
import { Markdown } from '../lessons/Markdown.tsx';
import { classPart } from '../link/classPart.ts';
import { encodeDesk } from '../link/studyAddress.ts';
import { fileName, saveFile } from '../saveFile.ts';
import { type OpenClass, store } from '../store.ts';
import type { useAnswers } from './answers.ts';

interface Props {
  readonly openClass: OpenClass;
  readonly kept: ReturnType<typeof useAnswers>;
}

export function AnswerSheet({ openClass: { classroom, code }, kept: [{ name, answers }, change] }: Props) {
  const sheet = (): Sheet => ({ classroom, name: name.trim(), answers, link: linkOf(code) });
  const questions = questionsOf(classroom);
  const missing = questions.filter(([page]) => !answers[page]).length;
  return (
    <>
      <h3>My answers</h3>
      <ol className="class-answers">
        {questions.map(([page, { prompt }]) => (
          <li key={page}>
            <span className="lesson-inline" dir="auto">
              <Markdown text={prompt} isForeign />
            </span>
            <b dir="auto">{answers[page]?.text ?? '–'}</b>
          </li>
        ))}
      </ol>
      {missing > 0 && (
        <p className="class-kept">
          Answered: {questions.length - missing} of {questions.length}.
        </p>
      )}
      <label className="class-name">
        Your name, if you like
        <input
          className="text-input"
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <div className="class-buttons">
        <button
          type="button"
          className="button small"
          onClick={() =>
            saveFile(fileName(`${classroom.title} ${name}`, 'csv', 'answers'), [sheetCsv(sheet())], 'text/csv')
          }
        >
          Download
        </button>
        {/* Behind the other one: its words change, and nothing may move under the pointer. */}
        <CopyButton look="small" label="Copy my answers" text={() => sheetText(sheet())} />
      </div>
      <p className="class-kept">
        Nothing is sent: hand them in as your class does. They hold the times and the link of what is on the desk.
      </p>
    </>
  );
}

/** What is on the desk, in the class. */
function linkOf(code: string): string {
  return new URL(encodeDesk(store.getState()) + classPart(code), location.href).href;
}
