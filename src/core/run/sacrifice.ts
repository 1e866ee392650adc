/**
 * Who is sacrificed: the losses that the update goes against, on the shared layers, of late. An update goes against a loss
 * where its gain is below zero: to first order the step raises it.
 */
import type { Experiment } from '../experiment.ts';
import { lossName } from '../losses/names.ts';
import { isAdded, isHeard } from '../losses/roles.ts';
import { optimizerKinds } from '../optimizers.ts';
import { grouped, listText } from '../words.ts';
import { columnName } from './columns.ts';
import type { Table } from './metrics.ts';

/** What the updates of some steps did to one loss. */
export interface Ground {
  readonly lossId: string;
  /** Of the measured steps those that went against it; before the optimizer those that would have. */
  readonly against: number;
  readonly againstBefore: number;
  readonly measured: number;
  /** Mean gain of the measured steps. */
  readonly mean: number;
}

export interface Recent {
  /** The last step of them, and how many they are. */
  readonly step: number;
  readonly steps: number;
  /** Of these steps, in how many gradients were measured. */
  readonly measured: number;
  /** Every loss that was measured, the one that the updates went against most often first. */
  readonly grounds: readonly Ground[];
}

/** So many steps are "of late", and more where fewer than so many of them were measured. */
const leastSteps = 100;
const leastMeasured = 20;

/** What updates did to losses of late, up to row `row` of the table; nothing where no gain was measured. */
export function recentGrounds(table: Table, lossIds: readonly string[], row: number): Recent | undefined {
  const { buffers } = table;
  const steps = buffers.step;
  const known = lossIds.flatMap((lossId) => {
    const gains = buffers[columnName('gain', lossId)];
    return gains ? [{ lossId, gains, descents: buffers[columnName('descent', lossId)], ...nothing() }] : [];
  });
  const step = steps?.[row];
  if (!steps || step === undefined || known.length === 0) return undefined;
  let measured = 0;
  let first = row;
  for (; first >= 0 && (step - (steps[first] ?? 0) < leastSteps || measured < leastMeasured); first--) {
    let isMeasured = false;
    for (const one of known) {
      const gain = one.gains[first] ?? Number.NaN;
      if (Number.isNaN(gain)) continue;
      isMeasured = true;
      one.measured++;
      one.sum += gain;
      if (gain < 0) one.against++;
      if ((one.descents?.[first] ?? 0) < 0) one.againstBefore++;
    }
    if (isMeasured) measured++;
  }
  if (measured === 0) return undefined;
  const grounds = known
    .filter((one) => one.measured > 0)
    .map(({ lossId, against, againstBefore, measured: count, sum }): Ground => {
      return { lossId, against, againstBefore, measured: count, mean: sum / count };
    })
    .sort((a, b) => b.against / b.measured - a.against / a.measured);
  return { step, steps: step - (steps[first + 1] ?? 0) + 1, measured, grounds };
}

const nothing = () => ({ measured: 0, sum: 0, against: 0, againstBefore: 0 });

/** Who is sacrificed, as one or two sentences; nothing where fewer than two losses were measured. `isNow` is the end of the run. */
export function sacrificeText(experiment: Experiment, recent: Recent, isNow: boolean): string | undefined {
  const { step, steps, grounds } = recent;
  if (grounds.length < 2) return undefined;
  const some = `${grouped(steps)} steps`;
  const when =
    steps === 1 ? 'in the first step' : isNow ? `in the last ${some}` : `in the ${some} up to ${grouped(step)}`;
  const suffering = grounds.filter(({ against }) => against > 0);
  const nameOf = ({ lossId }: Ground) => lossName(experiment, lossId);
  if (suffering.length === 0) return `No loss is sacrificed: ${when} no measured update went against any.`;
  const parts = suffering.map((one, i) =>
    steps === 1 ? nameOf(one) : `${nameOf(one)} in ${oftenText(one, recent, i === 0)}`,
  );
  const losing = suffering.filter(({ mean }) => mean < 0);
  const verb = isNow ? (losing.length > 1 ? 'are' : 'is') : losing.length > 1 ? 'were' : 'was';
  const lead =
    losing.length > 0
      ? `${listText(losing.map(nameOf))} ${verb} sacrificed`
      : `No loss ${isNow ? 'is' : 'was'} sacrificed on the whole`;
  const cause = causeText(experiment, suffering);
  return `${lead}: ${when} the update went against ${listText(parts)}.${cause ? ` ${cause}` : ''}`;
}

/** "31 % of them", or, where not all were measured, "7 of 20 measured"; of what is told in full before, the number alone. */
function oftenText({ against, measured }: Ground, { steps }: Recent, isFirst: boolean): string {
  if (measured < steps) return isFirst ? `${against} of ${measured} measured` : `${against} of ${measured}`;
  return `${Math.max(1, Math.round((100 * against) / measured))} %${isFirst ? ' of them' : ''}`;
}

/** Where the combined gradient went against nobody, who did. */
function causeText({ losses, strategy, optimizer, network }: Experiment, suffering: readonly Ground[]): string {
  if (suffering.some(({ againstBefore }) => againstBefore > 0)) return '';
  const hasPenalty =
    losses.some((loss) => isHeard(loss) && isAdded(loss, strategy)) ||
    network.layers.some((layer) => ('l1' in layer && layer.l1 > 0) || ('l2' in layer && layer.l2 > 0));
  const causes = [
    ...(optimizer.kind === 'sgd' ? [] : [optimizerKinds[optimizer.kind].label]),
    ...(hasPenalty ? ['a penalty'] : []),
  ];
  if (causes.length === 0) return '';
  return `The combined gradient never did: what ${listText(causes, 'or')} made of it did.`;
}
