/** What each stage of a step is called, and what happens at it, in one or two sentences with the numbers of the step. */
import type { Experiment } from '../../../core/experiment.ts';
import { lossKind } from '../../../core/losses/index.ts';
import { lossName, lossSymbol } from '../../../core/losses/names.ts';
import { optimizerKinds } from '../../../core/optimizers.ts';
import type { Combination, Dissection, Norms, Update } from '../../../core/run/dissection.ts';
import { cosineAt, type Stage } from '../../../core/run/stages.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { titlesOf } from '../../../core/titles.ts';
import { counted, listText, lowered } from '../../../core/words.ts';
import { formatFactor, formatValue } from '../../format.ts';

/** A dissected step with the experiment that it is of. */
export interface Told {
  readonly dissection: Dissection;
  readonly experiment: Experiment;
}

/** What shows a stage is given. */
export interface StageProps {
  readonly stage: Stage;
  readonly told: Told;
}

/** "Batch", "Loss colour", "Update". */
export function stageLabel({ kind, loss, pass, update }: Stage, { dissection, experiment }: Told): string {
  const name = loss === undefined ? '' : ` ${lossName(experiment, loss)}`;
  switch (kind) {
    case 'batch':
      return 'Batch';
    case 'forward':
      return 'Forward';
    case 'loss':
      return `Loss${name}`;
    case 'backward':
      return `Backward${name}`;
    case 'combine':
      return 'Combine';
    case 'update': {
      const { of } = dissection.passes[pass]?.updates[update ?? 0] ?? {};
      if (of === 'proximal') return 'Shrink';
      return of === 'penalties' ? 'Update penalties' : `Update${name}`;
    }
    default:
      return kind satisfies never;
  }
}

/** What happens at a stage. */
export function stageText(stage: Stage, told: Told): string {
  const text = plainText(stage, told);
  return stage.isBroken ? `Here a number stops being finite. ${text}` : text;
}

function plainText({ kind, loss, pass: at, update }: Stage, told: Told): string {
  const { dissection, experiment } = told;
  const pass = dissection.passes[at];
  switch (kind) {
    case 'batch':
      return batchText(dissection);
    case 'forward':
      return forwardText(at, told);
    case 'loss':
      return lossText(loss ?? '', pass?.losses.find((one) => one.loss === loss)?.value, told);
    case 'backward':
      return backwardText(loss ?? '', at, told);
    case 'combine':
      return pass?.combination ? combineText(pass.combination, experiment) : '';
    case 'update': {
      const found = pass?.updates[update ?? 0];
      return found ? updateText(found, experiment) : '';
    }
    default:
      return kind satisfies never;
  }
}

function batchText({ batch, passes }: Dissection): string {
  const said = `${counted(batch.size, 'image')} of the training data, with what the network is to say of each.`;
  return passes.length > 0
    ? said
    : `${said} No loss is heard, so that no weight moves: unmute one, or raise its fader.`;
}

function forwardText(at: number, { dissection, experiment }: Told): string {
  const pass = dissection.passes[at];
  const layers = (pass?.layers.length ?? 1) - 1;
  if (at === 0)
    return `The batch goes through ${counted(layers, 'layer')}, from left to right. Each makes new numbers of what comes in.`;
  const [before, now] = [dissection.passes[at - 1]?.turn, pass?.turn].map((id) => id && lossName(experiment, id));
  return `The same batch goes through once more: ${before} has moved the weights, and ${now} is to see where that has led.`;
}

function lossText(id: string, value: number | undefined, { experiment }: Told): string {
  const loss = experiment.losses.find((one) => one.id === id);
  if (!loss) return '';
  const { label } = lossKind(loss.kind);
  const is = `${lossSymbol(experiment, loss)}, the ${lowered(label)}${'target' in loss ? ` of ${lossName(experiment, id)}` : ''}, is ${formatValue(value)}`;
  if ('scope' in loss) return `${is}: it reads no image, only weights.`;
  return `${is} on this batch: one number for all images.`;
}

function backwardText(id: string, at: number, { dissection, experiment }: Told): string {
  const found = dissection.passes[at]?.backward.find((one) => one.loss === id);
  if (!found) return '';
  const titles = titlesOf(experiment);
  const most = longest(found);
  const symbol = symbolOf(experiment, id);
  const factor = found.factor === 1 ? '' : `${formatFactor(found.factor)} `;
  const where = most ? `, most of it in ${titles.get(most)} (${formatValue(found.layers[most])})` : '';
  const reached = counted(Object.keys(found.layers).length, 'layer');
  const extra = found.isExtra
    ? ' The step needs no pass for it alone: it takes the gradient of the weighted sum at once. This one is to look at.'
    : '';
  return `${factor}∇${symbol} comes back from ${lossName(experiment, id)} to the weights of ${reached}. Its length is ${formatValue(found.norm)}${where}.${extra}`;
}

function longest({ layers }: Norms): string | undefined {
  return Object.entries(layers).reduce<readonly [string, number] | undefined>(
    (most, entry) => (most && most[1] >= entry[1] ? most : entry),
    undefined,
  )?.[0];
}

function combineText(combination: Combination, experiment: Experiment): string {
  const { weighing } = combination;
  const angle = angleText(combination);
  if (!weighing) return `Nothing is combined: every optimizer follows the gradient of its own loss. ${angle}`;
  const { label, isPlain } = strategies[experiment.strategy.kind];
  const weights = listText(
    combination.rows.map((id, i) => `${factorText(weighing.weights[i] ?? 0)} for ${lossName(experiment, id)}`),
  );
  if (weighing.isElementwise) return `${label} makes one gradient of several, number by number. ${angle}`;
  const asked = isPlain
    ? `The gradients are added up, with the weights ${weights}.`
    : weighing.isKept
      ? `${label} is not asked at this step: its weights stay, ${weights}.`
      : `${label} gives the weights ${weights}.`;
  return `${asked} ${angle}`;
}

/** How the gradients stand to each other. */
function angleText({ rows, gramian, isShared }: Combination): string {
  if (rows.length < 2) return 'There is one gradient alone.';
  if (!isShared) return 'The losses share no weight, so their gradients do not meet.';
  const cosines = rows.flatMap((_, i) => rows.slice(i + 1).flatMap((__, k) => cosineAt(gramian, i, i + 1 + k) ?? []));
  if (cosines.length === 0) return 'One of the gradients is 0.';
  const least = Math.min(...cosines);
  const opposed = cosines.filter((cosine) => cosine < 0).length;
  if (rows.length === 2)
    return `The cosine of the gradients is ${cosineText(least)}: ${least < 0 ? 'they conflict' : 'they agree'}.`;
  return opposed === 0
    ? 'No two gradients conflict.'
    : `${counted(opposed, 'pair')} of gradients conflict, down to a cosine of ${cosineText(least)}.`;
}

/** A weight as on the desk, to four digits. */
export function factorText(factor: number): string {
  return formatFactor(Number(factor.toPrecision(4))).replace('-', '−');
}

export function cosineText(cosine: number): string {
  return cosine.toFixed(2).replace('-', '−');
}

function updateText({ of, rate, change, theta, gradient }: Update, experiment: Experiment): string {
  const moved = `${formatValue(change.norm)}, ${percent(change.norm, theta.norm)} of their length`;
  if (of === 'proximal') return `The proximal step of L1 draws every weight nearer to 0, and no further: by ${moved}.`;
  const { label } = optimizerKinds[experiment.optimizer.kind];
  const whose =
    of === 'total'
      ? label
      : of === 'penalties'
        ? `The ${label} of the penalties`
        : `The ${label} of ${lossName(experiment, of.loss)}`;
  return `${whose} takes a gradient of length ${formatValue(gradient.norm)} and, at the rate ${formatValue(rate)}, moves the weights by ${moved}.`;
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${Number(((100 * part) / whole).toPrecision(2))} %` : '–';
}

/** "L₁", or "R" for a penalty. */
export function symbolOf(experiment: Experiment, id: string): string {
  const loss = experiment.losses.find((one) => one.id === id);
  return loss ? lossSymbol(experiment, loss) : id;
}
