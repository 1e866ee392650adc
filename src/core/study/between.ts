/** Between two weighted sums that differ in their faders alone: the way along a front of sums. */
import type { Experiment } from '../experiment.ts';
import { isOfVector } from '../losses/roles.ts';
import { numberText } from '../words.ts';

/** Whether two experiments are the same but for the faders of what they trade, and the seed. */
export function differInFaders(a: Experiment, b: Experiment): boolean {
  return withoutFaders(a) === withoutFaders(b);
}

function withoutFaders({ title: _, ...experiment }: Experiment): string {
  const losses = experiment.losses.map((loss) =>
    isOfVector(loss, experiment.strategy) ? { ...loss, fader: 1 } : loss,
  );
  return JSON.stringify({ ...experiment, losses, training: { ...experiment.training, seed: 0 } });
}

/** The experiment whose faders are that share of the way from those of one to those of the other. */
export function between(a: Experiment, b: Experiment, share: number): Experiment {
  const losses = a.losses.map((loss) => {
    const other = b.losses.find(({ id }) => id === loss.id);
    if (!other || !isOfVector(loss, a.strategy)) return loss;
    return { ...loss, fader: Number(((1 - share) * loss.fader + share * other.fader).toPrecision(6)) };
  });
  return { ...a, losses };
}

/** "a 0.35" of two losses, else the shares of all: "0.2 : 0.3 : 0.5". */
export function weightsText(experiment: Experiment): string {
  const faders = experiment.losses.filter((loss) => isOfVector(loss, experiment.strategy)).map(({ fader }) => fader);
  const total = faders.reduce((sum, fader) => sum + fader, 0);
  const shares = faders.map((fader) => numberText(total > 0 ? fader / total : 0));
  return shares.length === 2 ? `a ${shares[0]}` : shares.join(' : ');
}
