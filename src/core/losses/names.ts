/** What a loss is called on the page: the target that it reads, or what it holds down; and its symbol in equations. */
import { targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { titlesOf } from '../graph.ts';
import { type Loss, lossKind } from './index.ts';
import { isPenalty } from './roles.ts';

/** "colour", or "L2" for a penalty: the name on its channel, curve and term. */
export function lossTitle(experiment: Experiment, loss: Loss): string {
  if (!('target' in loss)) return lossKind(loss.kind).label.replace(/ penalty$/, '');
  return targetOf(experiment, loss.target)?.label.toLowerCase() ?? loss.target;
}

/** The title, with the kind behind it where another loss has the same title: "size · Hinge". */
export function lossName(experiment: Experiment, loss: Loss): string {
  const title = lossTitle(experiment, loss);
  const isShared = experiment.losses.some((other) => other.id !== loss.id && lossTitle(experiment, other) === title);
  return isShared ? `${title} · ${lossSubtitle(experiment, loss)}` : title;
}

/** "cross-entropy", or for a penalty what it is over: "shared layers". */
export function lossSubtitle(experiment: Experiment, loss: Loss): string {
  if ('target' in loss) {
    const { label } = lossKind(loss.kind);
    // Names such as "SSIM" and "IoU" keep their capitals.
    return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  }
  if ('output' in loss) return titlesOf(experiment).get(loss.output) ?? loss.output;
  if (loss.scope === 'all') return 'all layers';
  if (loss.scope === 'shared') return 'shared layers';
  return titlesOf(experiment).get(loss.scope) ?? loss.scope;
}

/** The number of a data loss among the data losses, from 1: the index of its symbol L₁, L₂ …; 0 for a penalty. */
export function lossNumber(experiment: Pick<Experiment, 'losses'>, lossId: string): number {
  const data = experiment.losses.filter((loss) => !isPenalty(loss));
  return data.findIndex((loss) => loss.id === lossId) + 1;
}
