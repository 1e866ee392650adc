/**
 * What a teacher adds to the link of an experiment or a study: which controls students see and may use, a title, and pages
 * of text with questions to be answered before the run. Plain JSON, versioned. It keeps a class on one path; it is no
 * security: whoever wants to, opens the experiment without it.
 */
import type { ControlName } from '../controlNames.ts';
import { choice, defaultsOf, flag, group, text, type Values } from '../fields.ts';

export const classroomVersion = 1;

export const classroomLimits = {
  pages: 12,
  /** Characters of all texts together. */
  characters: 20_000,
  answers: 8,
} as const;

export const classroomFields = group({
  title: text({ label: 'Title', help: 'What the class is called.', default: 'Untitled class', max: 200 }),
  isHeld: flag({
    label: 'Wait for Run',
    help: 'The experiment waits until the student presses Run, so that a prediction comes before it.',
    default: true,
  }),
});

export const pageFields = group({
  title: text({ label: 'Title of the page', help: 'Stands above its text.', default: '', max: 200 }),
  text: text({ label: 'Text', help: 'Markdown, with formulas between dollars.', default: '', max: 4000 }),
});

export const questionFields = group({
  kind: choice({
    label: 'Answered by',
    help: 'How the student answers.',
    default: 'choice',
    choices: [
      { value: 'choice', label: 'choosing one answer' },
      { value: 'number', label: 'a number' },
      { value: 'text', label: 'own words' },
    ],
  }),
  prompt: text({ label: 'Question', help: 'What will happen? In Markdown.', default: '', max: 1000 }),
});

/** What one may answer, in plain words. */
export const answerField = text({ label: 'Answer', help: 'One to choose.', default: '', max: 200 });

export interface Question extends Values<typeof questionFields> {
  /** What there is to choose from, two or more; empty for the other kinds. */
  readonly answers: readonly string[];
}

export interface ClassPage extends Values<typeof pageFields> {
  readonly question?: Question;
}

export interface Classroom extends Values<typeof classroomFields> {
  readonly version: typeof classroomVersion;
  /** Shown, but not to be changed. */
  readonly locked: readonly ControlName[];
  /** Not shown, nor reached by a key. */
  readonly hidden: readonly ControlName[];
  readonly pages: readonly ClassPage[];
}

/** One that shows everything and says nothing. */
export const blankClassroom: Classroom = {
  version: classroomVersion,
  ...defaultsOf(classroomFields),
  locked: [],
  hidden: [],
  pages: [],
};
