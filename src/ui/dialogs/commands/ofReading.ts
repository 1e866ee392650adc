/** Commands that lead to something to look at: tabs, lessons and their pages, terms, kept runs, and ready studies. */
import { entryOf, glossary } from '../../../core/glossary/index.ts';
import { lessons } from '../../../core/lessons/index.ts';
import { readyStudies } from '../../../core/study/setup/ready.ts';
import { learn, openTerm } from '../../actions/learn.ts';
import { setView, showRun } from '../../actions/look.ts';
import { editDraft, showSetup } from '../../actions/vary.ts';
import type { State } from '../../store.ts';
import { tabs } from '../../tabs.ts';
import type { Command } from './command.ts';

export const tabCommands: readonly Command[] = tabs.map(({ id, label }) => ({
  id: `tab/${id}`,
  group: 'Tabs',
  title: label,
  note: entryOf(`tab-${id}`)?.text,
  words: ['tab', 'show'],
  act: () => showTab(id),
}));

export const lessonCommands: readonly Command[] = lessons.flatMap(({ id, title, question, pages }): Command[] => [
  { id: `lesson/${id}`, group: 'Lessons', title, note: question, words: ['lesson', 'learn'], act: () => learn(id) },
  ...pages.map(
    (page): Command => ({
      id: `lesson/${id}/${page.id}`,
      group: 'Lessons',
      title: `${title}: ${page.title}`,
      act: () => learn(id, page.id),
    }),
  ),
]);

export const termCommands: readonly Command[] = glossary.map(({ id, term, text }) => ({
  id: `term/${id}`,
  group: 'Glossary',
  title: term,
  note: text,
  words: ['what is'],
  act: () => openTerm(id),
}));

/** The newest first. */
export function runCommands({ kept, runs, shownRunId }: State): readonly Command[] {
  const unkept = runs.filter(({ id }) => kept.every((one) => one.id !== id));
  return [...kept, ...unkept].reverse().map(({ id, title, note }) => ({
    id: `run/${id}`,
    group: 'Runs',
    title: `Show ${title}`,
    note,
    words: ['run'],
    refusal: id === shownRunId ? 'It is on the charts already.' : undefined,
    act: () => {
      void showRun(id);
      showTab('curves');
    },
  }));
}

export function studyCommands({ experiment }: State): readonly Command[] {
  return readyStudies(experiment).map(({ id, title, question, start }) => ({
    id: `study/${id}`,
    group: 'Studies',
    title,
    note: question,
    words: ['study'],
    refusal: 'missing' in start ? start.missing : undefined,
    act: () => {
      showSetup();
      if ('draft' in start) editDraft(start.draft);
    },
  }));
}

/** On a stacked page the panel may be out of sight. */
function showTab(tab: string): void {
  setView({ tab });
  document.querySelector('[data-part="charts"]')?.scrollIntoView({ block: 'nearest' });
}
