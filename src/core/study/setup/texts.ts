/** Variations in words, before any of them has run. */
import type { Experiment } from '../../experiment.ts';
import { capitalised, fieldText, listText, lowered, numberText } from '../../words.ts';
import { settingAt } from '../assign.ts';
import { countOf } from '../places.ts';
import type { Drawn, Listed, Turned, Variation } from '../study.ts';
import { choicesOf } from '../variations.ts';
import { labelOf } from './offer.ts';

/** How many values are told one by one. */
const told = 6;

/** "Learning rate"; "Learning rate and batch size", which are drawn together. */
export function variationLabel(variation: Variation, experiment: Experiment): string {
  if (variation.kind !== 'random') return turnedLabel(variation, experiment);
  const labels = variation.draws.map((draw) => lowered(turnedLabel(draw, experiment)));
  return capitalised(listText(labels));
}

function turnedLabel(turned: Turned, experiment: Experiment): string {
  return labelOf(experiment, turned) ?? turned.at.join(', ');
}

/** "5 values: 1e-4, 3.16e-4, 0.001, 0.00316, 0.01"; "20 draws: learning rate 1e-4 to 0.01". */
export function variationText(variation: Variation, experiment: Experiment): string {
  if (variation.kind === 'random') {
    const parts = variation.draws.map((draw) => drawText(draw, experiment, variation.draws.length > 1));
    return `${countOf(variation)} random ${countOf(variation) === 1 ? 'draw' : 'draws'}: ${parts.join('; ')}`;
  }
  const texts = choicesOf(variation, experiment).map(
    ({ value, label }) => label ?? valueText(variation, experiment, value),
  );
  return `${texts.length} ${texts.length === 1 ? 'value' : 'values'}: ${shortened(texts)}`;
}

function shortened(texts: readonly string[]): string {
  const comma = texts.some((text) => text.includes(',')) ? '; ' : ', ';
  return texts.length > told ? `${texts.slice(0, told - 1).join(comma)}${comma}… ${texts.at(-1)}` : texts.join(comma);
}

function valueText({ at: [place = ''], join }: Turned, experiment: Experiment, value: unknown): string {
  const meta = settingAt(experiment, place)?.meta;
  if (typeof value === 'number' || join === 'shares') return numberText(Number(value));
  return meta ? fieldText(meta, kindOf(value)) : 'other';
}

/** A section by its kind, for the words of the choice among them. */
function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : value;
}

function drawText(draw: Listed | Drawn, experiment: Experiment, isNamed: boolean): string {
  const name = isNamed ? `${lowered(turnedLabel(draw, experiment))} ` : '';
  if (draw.kind === 'between') return `${name}${numberText(draw.from)} to ${numberText(draw.to)}`;
  return `${name}one of ${listText(
    draw.values.map((value) => valueText(draw, experiment, value)),
    'or',
  )}`;
}
