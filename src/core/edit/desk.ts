/** What can be done to the desk beyond its faders: the order of the channels, and another strategy. */
import { type Experiment, type StrategySection, strategyFields } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';
import { makeStrategy } from '../make.ts';
import type { StrategyKind } from '../strategies/index.ts';

/** The experiment with that loss at another place among the channels (0 is the first), or the very same one. */
export function moveChannel(experiment: Experiment, lossId: string, place: number): Experiment {
  const from = experiment.losses.findIndex((loss) => loss.id === lossId);
  const to = Math.min(experiment.losses.length - 1, Math.max(0, place));
  if (from < 0 || from === to) return experiment;
  const losses: Loss[] = [...experiment.losses];
  losses.splice(to, 0, ...losses.splice(from, 1));
  return { ...experiment, losses };
}

/** Another strategy: its own options are at their defaults, what all strategies have in common is as before. */
export function changeStrategy(before: StrategySection, kind: StrategyKind): StrategySection {
  const names = Object.keys(strategyFields.shape);
  const common = Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
  return makeStrategy(kind, common);
}
