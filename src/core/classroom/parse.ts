/**
 * `unknown → { classroom, problems }`, without ever throwing. What cannot be read is left out and said: a class with less in
 * it is still one.
 */
import { type ControlName, isControlName } from '../controlNames.ts';
import { group, own, parseFields } from '../fields.ts';
import { oneLine, plainText } from '../plainText.ts';
import { error, type Place, type Problem, show, warning } from '../problem.ts';
import {
  answerField,
  blankClassroom,
  type ClassPage,
  type Classroom,
  classroomFields,
  classroomLimits,
  classroomVersion,
  pageFields,
  type Question,
  questionFields,
} from './classroom.ts';

export interface ParsedClassroom {
  /** Always complete and within bounds. */
  readonly classroom: Classroom;
  readonly problems: readonly Problem[];
}

/** Reads a class from anything. */
export function parseClassroom(raw: unknown): ParsedClassroom {
  const problems: Problem[] = [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    problems.push(error([], `This is ${show(raw)}, not a class.`, 'Copy the whole link again.'));
    return { classroom: blankClassroom, problems };
  }
  const version = own(raw, 'version');
  if (version !== classroomVersion) {
    const message = `The class has version ${show(version)}; ${classroomVersion} is read here.`;
    problems.push(error(['version'], message, 'Load the newest Loss Mixer, or ask for the link again.'));
    return { classroom: blankClassroom, problems };
  }
  const { title, isHeld } = parseFields(classroomFields, raw, [], problems, ['version', 'locked', 'hidden', 'pages']);
  const hidden = parseNames(own(raw, 'hidden'), ['hidden'], problems);
  const locked = parseNames(own(raw, 'locked'), ['locked'], problems).filter((name) => !hidden.includes(name));
  const pages = parsePages(own(raw, 'pages'), problems);
  return { classroom: { version: classroomVersion, title: oneLine(title), isHeld, locked, hidden, pages }, problems };
}

/** Unknown names that are reported one by one. */
const reportedNames = 10;

function parseNames(raw: unknown, at: Place, problems: Problem[]): readonly ControlName[] {
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) {
    problems.push(warning(at, `The ${at.join()} controls are ${show(raw)}, not a list of names.`, 'All are shown.'));
    return [];
  }
  const names = new Set<ControlName>();
  const strangers: unknown[] = [];
  for (const item of raw as readonly unknown[]) {
    if (typeof item === 'string' && isControlName(item)) names.add(item);
    else strangers.push(item);
  }
  for (const stranger of strangers.slice(0, reportedNames))
    problems.push(warning(at, `There is no control ${show(stranger)} here.`, 'It was ignored.'));
  if (strangers.length > reportedNames) {
    const rest = strangers.length - reportedNames;
    problems.push(warning(at, `There are ${rest} more unknown controls.`, 'They were ignored.'));
  }
  return [...names];
}

function parsePages(raw: unknown, problems: Problem[]): readonly ClassPage[] {
  if (raw === undefined) return [];
  const at = ['pages'];
  if (!Array.isArray(raw)) {
    problems.push(warning(at, `The pages are ${show(raw)}, not a list.`, 'They were left out.'));
    return [];
  }
  if (raw.length > classroomLimits.pages) {
    const message = `There are ${raw.length} pages; ${classroomLimits.pages} are read.`;
    problems.push(warning(at, message, 'The others were left out.'));
  }
  const pages: ClassPage[] = [];
  let characters = 0;
  for (const [i, item] of raw.slice(0, classroomLimits.pages).entries()) {
    const page = parsePage(item, [...at, i], problems);
    characters += lengthOf(page);
    if (characters > classroomLimits.characters) {
      const message = `The pages have more than ${classroomLimits.characters} characters in all.`;
      problems.push(warning([...at, i], message, 'This page and those behind it were left out.'));
      break;
    }
    pages.push(page);
  }
  return pages;
}

/** Characters of the texts of a page. */
export function lengthOf({ title, text, question }: ClassPage): number {
  const ofQuestion = question ? question.prompt.length + question.answers.join('').length : 0;
  return title.length + text.length + ofQuestion;
}

function parsePage(raw: unknown, at: Place, problems: Problem[]): ClassPage {
  const { title, text } = parseFields(pageFields, raw, at, problems, ['question']);
  const asked = own(raw, 'question');
  const question = asked === undefined ? undefined : parseQuestion(asked, [...at, 'question'], problems);
  return { title: oneLine(title), text: plainText(text), ...(question && { question }) };
}

function parseQuestion(raw: unknown, at: Place, problems: Problem[]): Question | undefined {
  const { kind, prompt } = parseFields(questionFields, raw, at, problems, ['answers']);
  const given = own(raw, 'answers');
  const answers = kind === 'choice' ? parseAnswers(given, [...at, 'answers'], problems) : [];
  if (kind === 'choice' && answers.length < 2) {
    const message = `The question has ${answers.length} of the two answers that a choice needs.`;
    problems.push(warning(at, message, 'It is answered in own words.'));
    return { kind: 'text', prompt: plainText(prompt), answers: [] };
  }
  return { kind, prompt: plainText(prompt), answers };
}

function parseAnswers(raw: unknown, at: Place, problems: Problem[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
  if (!Array.isArray(raw) || list.length > classroomLimits.answers) {
    const found = Array.isArray(raw) ? `${list.length} answers` : show(raw);
    const message = `The answers are ${found}; it must be a list of 2 to ${classroomLimits.answers} texts.`;
    problems.push(warning(at, message, 'What cannot be read was left out.'));
  }
  const read = list.slice(0, classroomLimits.answers).map((item, i) => {
    const { answer } = parseFields(group({ answer: answerField }), { answer: item }, [...at, i], problems);
    return oneLine(answer);
  });
  return [...new Set(read.filter((answer) => answer !== ''))];
}
