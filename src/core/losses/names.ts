/**
 * What a loss is called on the page. A channel has two lines, the title and the subtitle; everywhere else a loss is
 * called by its name.
 */
import { targetName } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { titlesOf } from '../graph.ts';
import { type Loss, lossKind } from './index.ts';
import { isPenalty } from './roles.ts';

/** "colour", or "size (hinge)" where another loss has the same title. An id that is none is given back. */
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

/** Its kind, "cross-entropy", or what it is over where it reads no target, "shared layers". */
export function lossSubtitle(experiment: Experiment, loss: Loss): string {
  if ('target' in loss) {
    const { label } = lossKind(loss.kind);
    // Names such as "SSIM" and "IoU" keep their capitals.
    return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  }
  return placeName(experiment, 'output' in loss ? loss.output : loss.scope);
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
