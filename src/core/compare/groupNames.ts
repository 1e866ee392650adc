/** What compared runs are called in a sentence: by the one or two things that differ, else by their titles. */
import { settingText } from '../run/settings.ts';
import { listText, lowered } from '../words.ts';
import { differingColumns } from './differing.ts';
import type { SeedGroup } from './seeds.ts';
import { type Setup, setupOf, type Trait } from './setup.ts';

/** Differences by which runs are named at most; of more, their titles say it better. */
const namingTraits = 2;

/** A name for each group, no two alike. */
export function groupNames(groups: readonly SeedGroup[]): string[] {
  const setups = groups.map(({ members: [run] }) => (run ? setupOf(run) : new Map<string, Trait>()));
  // What follows from another difference, as the number of parameters does, names nothing.
  const columns = differingColumns(setups).filter(({ key }) => key !== 'network:parameters' && key !== 'training:seed');
  const titles = groups.map(({ members: [run] }) => `“${run?.title ?? ''}”`);
  const traits = setups.map((setup) => traitsText(setup, columns.slice(0, namingTraits)));
  const candidates = columns.length <= namingTraits ? [traits, titles] : [titles, traits];
  return candidates.find(areNames) ?? titles.map((title, i) => `run ${i + 1}, ${title}`);
}

function areNames(names: readonly string[]): boolean {
  return names.every((name) => name !== '') && new Set(names).size === names.length;
}

/** "PCGrad", "learning rate 3e-4 and batch size 32". */
function traitsText(setup: Setup, columns: readonly { readonly key: string }[]): string {
  const texts = columns.flatMap(({ key }) => {
    const trait = setup.get(key);
    return trait ? [traitText(trait)] : [];
  });
  return listText(texts);
}

/** A method or a set of losses says by itself what it is; a number needs its label. */
function traitText(trait: Trait): string {
  const text = settingText(trait);
  return namesItself.has(trait.key) ? text : `${lowered(trait.label)} ${text}`;
}

const namesItself = new Set(['strategy', 'optimizer', 'losses', 'network:sharing']);
