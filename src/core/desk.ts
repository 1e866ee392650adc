/** What can be done to the mixer: add, remove and move channels, change the strategy. Each returns a new experiment, or the very same. */
import { type Experiment, limits, type StrategySection, strategyFields } from './experiment.ts';
import { defaultsOf, type Fields } from './fields.ts';
import { type Loss, type LossKindName, lossKind } from './losses/index.ts';
import { makeLoss } from './presets.ts';
import { type StrategyKind, strategies } from './strategies/index.ts';

/** What a new loss reads: an output and a target, an output alone, or a scope. */
export type Reading = Readonly<Record<string, string>>;

/** The experiment with a new loss at the end, and the id of that loss; without an id where there are too many. */
export function addLoss(
  experiment: Experiment,
  kind: LossKindName,
  reading: Reading,
): { readonly experiment: Experiment; readonly id?: string } {
  if (experiment.losses.length >= limits.losses) return { experiment };
  const id = freeId(experiment, reading.target ?? kind);
  const weight = lossKind(kind).reads === 'target' ? 1 : 1e-4;
  const loss = makeLoss(id, kind, reading, { weight });
  return { experiment: { ...experiment, losses: [...experiment.losses, loss] }, id };
}

/** The experiment without that loss. */
export function removeLoss(experiment: Experiment, lossId: string): Experiment {
  const losses = experiment.losses.filter((loss) => loss.id !== lossId);
  return losses.length === experiment.losses.length ? experiment : { ...experiment, losses };
}

/** The experiment with that loss at another place among the channels (0 is the first). */
export function moveLoss(experiment: Experiment, lossId: string, place: number): Experiment {
  const from = experiment.losses.findIndex((loss) => loss.id === lossId);
  const to = Math.min(experiment.losses.length - 1, Math.max(0, place));
  if (from < 0 || from === to) return experiment;
  const losses: Loss[] = [...experiment.losses];
  losses.splice(to, 0, ...losses.splice(from, 1));
  return { ...experiment, losses };
}

/** A strategy with its own options at their defaults and what all strategies have in common as before. */
export function makeStrategy(kind: StrategyKind, before: StrategySection): StrategySection {
  const names = Object.keys(strategyFields.shape);
  const common = Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
  return { kind, ...defaultsOf(strategies[kind].options as Fields), ...common } as StrategySection;
}

function freeId(experiment: Experiment, base: string): string {
  const taken = new Set(experiment.losses.map((loss) => loss.id));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
