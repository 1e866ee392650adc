/**
 * What a loss is called on the page. A channel has two lines, the title and the subtitle; everywhere else a loss is
 * called by its name.
 */
import { targetName } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { headLabel, titlesOf } from '../titles.ts';
import { lowered } from '../words.ts';
import { type Loss, lossKind } from './index.ts';
import { isPenalty } from './roles.ts';

/** "colour", or "size (hinge)" where another loss has the same title. No two losses have one name. An id that is none is given back. */
export function lossName(experiment: Experiment, lossId: string): string {
  const loss = experiment.losses.find(({ id }) => id === lossId);
  if (!loss) return lossId;
  const title = lossTitle(experiment, loss);
  const isShared = experiment.losses.some((other) => other !== loss && lossTitle(experiment, other) === title);
  return isShared ? `${title} (${lossSubtitle(experiment, loss)})` : title;
}

/** The target that it reads, "colour", or its kind where it reads none, "L2". */
export function lossTitle(experiment: Experiment, loss: Loss): string {
  if (!('target' in loss)) return lossKind(loss.kind).label.replace(/ penalty$/, '');
  return targetName(experiment, loss.target);
}

/**
 * Its kind, "cross-entropy", or what it is over where it reads no target, "shared layers". What that leaves alike is told
 * apart by the head, "cross-entropy, head 2", and at last by number: "cross-entropy, L₂", "all layers, 2".
 */
export function lossSubtitle(experiment: Experiment, loss: Loss): string {
  const kind = plainSubtitle(experiment, loss);
  const title = lossTitle(experiment, loss);
  const alike = experiment.losses.filter(
    (other) => lossTitle(experiment, other) === title && plainSubtitle(experiment, other) === kind,
  );
  if (alike.length < 2) return kind;
  if (!('target' in loss)) return `${kind}, ${alike.indexOf(loss) + 1}`;
  const isAlone = !alike.some((other) => other !== loss && 'output' in other && other.output === loss.output);
  const head = isAlone ? headLabel(experiment, loss.output)?.match(/ (\d+)$/)?.[1] : undefined;
  return `${kind}, ${head === undefined ? lossSymbol(experiment, loss) : `head ${head}`}`;
}

function plainSubtitle(experiment: Experiment, loss: Loss): string {
  if (!('target' in loss)) return placeName(experiment, 'output' in loss ? loss.output : loss.scope);
  return lowered(lossKind(loss.kind).label);
}

/** What a penalty is over: "all layers", "shared layers", or the title of a layer. */
export function placeName(experiment: Experiment, scopeOrLayer: string): string {
  if (scopeOrLayer === 'all' || scopeOrLayer === 'shared') return `${scopeOrLayer} layers`;
  return titlesOf(experiment).get(scopeOrLayer) ?? scopeOrLayer;
}

/** The number of a data loss among the data losses, from 1: the index of its symbol L₁, L₂ …; 0 for a penalty. */
export function lossNumber(experiment: Pick<Experiment, 'losses'>, lossId: string): number {
  const data = experiment.losses.filter((loss) => !isPenalty(loss));
  return data.findIndex((loss) => loss.id === lossId) + 1;
}

/** "L₁" as in the equation of the mixer; a penalty is R. */
export function lossSymbol(experiment: Pick<Experiment, 'losses'>, loss: Loss): string {
  if (isPenalty(loss)) return 'R';
  return `L${String(lossNumber(experiment, loss.id)).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)))}`;
}
