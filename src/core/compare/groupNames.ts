/** What compared runs are called in a sentence: by what differs where that is short, else by their titles. */
import { isolated } from '../plainText.ts';
import { settingText } from '../run/settings.ts';
import { listText, lowered } from '../words.ts';
import { differingColumns, type TraitColumn } from './differing.ts';
import { type SeedGroup, titleOf } from './seeds.ts';
import { type Setup, setupOf, type Trait } from './setup.ts';

/** A name for each group, no two alike. */
export function groupNames(groups: readonly SeedGroup[]): string[] {
  const setups = groups.map(({ members: [run] }) => (run ? setupOf(run) : new Map<string, Trait>()));
  const columns = causes(setups);
  const titles = groups.map((group) => `“${isolated(titleOf(group))}”`);
  const byFirst = (count: number) => setups.map((setup) => traitsText(setup, columns.slice(0, count)));
  const candidates = [byFirst(1), ...(columns.length === 2 ? [byFirst(2)] : []), titles, byFirst(2)];
  return candidates.find(areNames) ?? titles.map((title, i) => `run ${i + 1}, ${title}`);
}

/** What differs among setups and may have made the difference: not the seed, nor what follows from other settings. */
export function causes(setups: readonly Setup[]): TraitColumn[] {
  const all = differingColumns(setups).filter(({ key }) => key !== 'network:parameters' && key !== 'training:seed');
  const isNetwork = ({ key }: TraitColumn) => key.startsWith('network:') || key.startsWith('layer:');
  const network = all.find(isNetwork);
  return all.filter((column) => !isNetwork(column) || column === network);
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
