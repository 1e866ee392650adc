/** The answers of one student to a class, as text and as a table: to be copied and handed in. Nothing is sent. */
import { toCsv } from '../compare/copy.ts';
import type { Classroom, Question } from './classroom.ts';

export interface Answer {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether no run had taken a step by then. */
  readonly isBefore: boolean;
}

export interface AnswerSheet {
  readonly classroom: Classroom;
  /** As the student wants to be called; may be empty. */
  readonly name: string;
  /** By the index of the page, as a decimal. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Of what is on the desk. */
  readonly link: string;
}

/** The questions of a class with the indices of their pages. */
export function questionsOf({ pages }: Classroom): readonly (readonly [page: number, question: Question])[] {
  return pages.flatMap(({ question }, i) => (question ? [[i, question] as const] : []));
}

/** For a message or a document. */
export function sheetText(sheet: AnswerSheet): string {
  const { classroom, name, answers, link } = sheet;
  const parts = questionsOf(classroom).map(([page, { prompt }], i) => {
    const answer = answers[page];
    return `${i + 1}. ${prompt.trim()}\n${answer ? `${answer.text}\n(${whenOf(answer)})` : '(not answered)'}`;
  });
  return `${[[classroom.title, ...(name ? [name] : [])].join('\n'), ...parts, link].join('\n\n')}\n`;
}

/** A row a question, so that the sheets of a class can be put below each other. */
export function sheetCsv({ classroom, name, answers, link }: AnswerSheet): string {
  const rows = questionsOf(classroom).map(([page, { prompt }], i) => {
    const { text, at, isBefore } = answers[page] ?? {};
    const when = at === undefined ? [undefined, undefined] : [timeOf(at), isBefore ? 'yes' : 'no'];
    return [classroom.title, name, i + 1, prompt.trim(), text, ...when, link];
  });
  return toCsv(['class', 'name', 'number', 'question', 'answer', 'answered at', 'before the run', 'link'], rows);
}

function whenOf({ at, isBefore }: Answer): string {
  return `${timeOf(at)}, ${isBefore ? 'before' : 'after'} the first run`;
}

function timeOf(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
