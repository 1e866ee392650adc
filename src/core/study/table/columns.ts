/** The columns of the table of a study that say what was varied. */
import type { Cell } from '../../compare/copy.ts';
import { own } from '../../fields.ts';
import { settingLabel, settingText } from '../../run/settings.ts';
import { capitalised, numberText } from '../../words.ts';
import { settingAt } from '../assign.ts';
import { variedNumbers } from '../curve/variedNumber.ts';
import type { Plan, Setup } from '../plan.ts';
import type { Study, Turned } from '../study.ts';

export interface VariedColumn {
  /** Index of the variation, and of draws together the place. */
  readonly variation: number;
  readonly place: string;
  readonly isDrawn: boolean;
  readonly label: string;
}

/** A column a variation, or a field of those drawn together; nothing where nothing is varied. */
export function variedColumns(study: Study, plan: Plan): VariedColumn[] {
  const numbers = variedNumbers(study, plan);
  const columnOf = (turned: Turned, variation: number, isDrawn: boolean): VariedColumn => {
    const [place = ''] = turned.at;
    const number = numbers.find((one) => one.variation === variation && one.place === place);
    const label = number?.name ?? placeLabel(turned, plan);
    return { variation, place, isDrawn, label: /^\p{L}\p{L}/u.test(label) ? capitalised(label) : label };
  };
  return study.variations.flatMap((variation, i) =>
    variation.kind === 'random'
      ? variation.draws.map((draw) => columnOf(draw, i, true))
      : columnOf(variation, i, false),
  );
}

/** "Strategy", "Colour: muted"; of several places with a value each, "Combination". */
function placeLabel({ at: [place = ''], join }: Turned, { setups }: Plan): string {
  if (join === 'each') return 'Combination';
  if (join === 'shares') return 'a';
  const setting = setups.flatMap(({ experiment }) => settingAt(experiment, place) ?? [])[0];
  return setting ? settingLabel(setting) : place;
}

/** What a combination has in the column, a number or words; nothing where it lacks the place. */
export function variedCell({ values, experiment }: Setup, { variation, place, isDrawn }: VariedColumn): Cell {
  const varied = values[variation];
  if (!varied) return undefined;
  const value = isDrawn ? own(varied.value, place) : varied.value;
  if (typeof value === 'number') return value;
  const setting = settingAt(experiment, place);
  // A section is told with what of its fields is not usual; a field by its value alone, for its name heads the column.
  const isField = setting !== undefined && place.includes('.') && (isDrawn || typeof value !== 'object');
  return isField ? settingText(setting) : varied.label;
}

/** The same for a person. */
export function variedText(setup: Setup, column: VariedColumn): string {
  const cell = variedCell(setup, column);
  return typeof cell === 'number' ? numberText(cell) : (cell ?? '–');
}
