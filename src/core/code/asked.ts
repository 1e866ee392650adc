/** What a strategy is asked about, from the desk. */
import { isOfVector } from '../losses/roles.ts';
import { strategies } from '../strategies/index.ts';
import type { Desk, Term } from './desk.ts';
import type { Draft } from './draft.ts';
import type { Asked } from './mixing/mixing.ts';

/** `scaled` writes a loss times its fader, `plain` the loss alone. */
export function askedOf(
  desk: Desk,
  draft: Draft,
  scaled: (term: Term) => string,
  plain = ({ name }: Term) => name,
): Asked {
  const { weighed, experiment, stepsPerEpoch } = desk;
  const { strategy, losses } = experiment;
  const isPreference = strategies[strategy.kind].reads === 'preference';
  const sum = weighed.reduce((total, { loss }) => total + loss.fader, 0);
  const all = losses.filter((loss) => isOfVector(loss, strategy)).map(({ id }) => id);
  return {
    m: weighed.length,
    terms: weighed.map((term) => (isPreference ? plain(term) : scaled(term))),
    preference: weighed.map(({ loss }) => loss.fader / sum),
    each: (values) =>
      weighed.map(({ loss }) => values[all.indexOf(loss.id)] ?? (values.length === 1 ? (values[0] ?? 0) : 0)),
    stepsPerEpoch,
    draft,
  };
}
