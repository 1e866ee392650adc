/** Finding commands by what is typed: loosely by name and words, word by word in what is said of them. */
import { defaultFilter } from 'cmdk';
import { type Command, groupNames } from './command.ts';

/** Below it letters only happen to stand in that order. */
const leastFit = 0.03;
/** Words in another order than they stand fit a little less. */
const anyOrderFit = 0.9;
/** What is found by its note alone comes last. */
const noteFit = 0.001;

/** From 0, no fit, to 1. */
export function fitOf({ id, title, group, note = '', words = [] }: Command, search: string): number {
  const sought = search.trim();
  const partFit = (part: string) => defaultFilter(`${title} ${id}`, part, [group, ...words]);
  const inAnyOrder = Math.min(...sought.split(/\s+/).map(partFit));
  const fit = Math.max(partFit(sought), anyOrderFit * inAnyOrder);
  if (fit >= leastFit) return fit;
  return note.toLowerCase().includes(sought.toLowerCase()) ? noteFit : 0;
}

export interface Found {
  readonly name: string;
  readonly commands: readonly Command[];
}

/** What is found, in groups, the best first; without a search all, in the order of the groups. */
export function find(commands: readonly Command[], search: string): readonly Found[] {
  const isAll = search.trim() === '';
  const fits = commands
    .map((command) => ({ command, fit: isAll ? 1 : fitOf(command, search) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  return groupNames
    .map((name) => ({ name, own: fits.filter(({ command }) => command.group === name) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => (b.own[0]?.fit ?? 0) - (a.own[0]?.fit ?? 0))
    .map(({ name, own }) => ({ name, commands: own.map(({ command }) => command) }));
}
