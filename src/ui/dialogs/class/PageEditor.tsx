/** One page of a class: its title, text and question, with the page as students see it beside them. */
import { useId } from 'react';
import {
  type ClassPage,
  classroomLimits,
  pageFields,
  type Question,
  questionFields,
} from '../../../core/classroom/classroom.ts';
import { type FieldMeta, metaOf } from '../../../core/fields.ts';
import { PageText } from '../../classroom/ClassPages.tsx';
import { ClassQuestion } from '../../classroom/ClassQuestion.tsx';

interface Props {
  readonly page: ClassPage;
  readonly onChange: (page: ClassPage) => void;
}

/** What the row of a field says of its control. */
function described({ label, help, max }: FieldMeta) {
  return { maxLength: max, 'data-help': help, 'data-title': label };
}

const kinds = metaOf(questionFields.shape.kind).choices ?? [];
const isKind = (text: string): text is Question['kind'] => kinds.some(({ value }) => value === text);

export function PageEditor({ page, onChange }: Props) {
  const id = useId();
  const { question } = page;
  const ask = (kind: string) => {
    const { question: before, ...rest } = page;
    if (!isKind(kind)) return onChange(rest);
    onChange({ ...rest, question: { prompt: '', ...before, kind, answers: before?.answers ?? [] } });
  };
  return (
    <div className="class-page-editor">
      <div>
        <label className="dialog-label" htmlFor={`${id}-title`}>
          Title of the page
        </label>
        <input
          id={`${id}-title`}
          className="text-input"
          {...described(metaOf(pageFields.shape.title))}
          value={page.title}
          onChange={(event) => onChange({ ...page, title: event.target.value })}
        />
        <label className="dialog-label" htmlFor={`${id}-text`}>
          Text, in Markdown, with formulas between dollars
        </label>
        <textarea
          id={`${id}-text`}
          className="text-area"
          rows={6}
          {...described(metaOf(pageFields.shape.text))}
          value={page.text}
          onChange={(event) => onChange({ ...page, text: event.target.value })}
        />
        <label className="dialog-label" htmlFor={`${id}-kind`}>
          Question, answered by
        </label>
        <select
          id={`${id}-kind`}
          className="select"
          value={question?.kind ?? ''}
          onChange={(event) => ask(event.target.value)}
        >
          <option value="">no question</option>
          {kinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {question && (
          <QuestionFields id={id} question={question} onChange={(next) => onChange({ ...page, question: next })} />
        )}
      </div>
      <section className="class-page-preview" aria-label="As students see it">
        <p className="dialog-about" aria-hidden="true">
          As students see it
        </p>
        <div className="lesson-page class-page">
          <PageText page={page} />
          {question && (
            <ClassQuestion
              question={{ ...question, answers: question.answers.filter((answer) => answer.trim() !== '') }}
              answer={undefined}
              onAnswer={() => {}}
            />
          )}
        </div>
      </section>
    </div>
  );
}

interface QuestionProps {
  readonly id: string;
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}

function QuestionFields({ id, question, onChange }: QuestionProps) {
  return (
    <>
      <label className="dialog-label" htmlFor={`${id}-prompt`}>
        What will happen?
      </label>
      <textarea
        id={`${id}-prompt`}
        className="text-area"
        rows={2}
        {...described(metaOf(questionFields.shape.prompt))}
        value={question.prompt}
        onChange={(event) => onChange({ ...question, prompt: event.target.value })}
      />
      {question.kind === 'choice' && (
        <>
          <label className="dialog-label" htmlFor={`${id}-answers`}>
            Answers to choose from, one a line, 2 to {classroomLimits.answers}
          </label>
          <textarea
            id={`${id}-answers`}
            className="text-area"
            rows={4}
            value={question.answers.join('\n')}
            onChange={(event) =>
              onChange({ ...question, answers: event.target.value.split('\n').slice(0, classroomLimits.answers) })
            }
          />
        </>
      )}
    </>
  );
}
