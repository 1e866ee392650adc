/**
 * What a head reaches by chance, by its natural metrics: with the one answer that needs no image. A loss may fall to where
 * that answer has it, or stay where it was while the answers become right.
 */
import { describeData, splitCounts, targetOf } from '../../datasets/describe.ts';
import type { Experiment } from '../../experiment.ts';
import { type Loss, lossKind } from '../../losses/index.ts';
import { columnName } from '../columns.ts';
import { type HeadMetricName, headMetric, headMetricText } from '../headMetrics.ts';
import type { Ended } from './ended.ts';
import { levelOf, seriesOf } from './series.ts';

interface Chance {
  readonly metric: HeadMetricName;
  readonly level: number;
  /** Beyond this above the level it is not by chance. */
  readonly margin: number;
  /** Other answers that need no image reach more, nobody knows how much: beyond the level it may still be chance. */
  readonly isLeast?: true;
}

/**
 * By metric of a target. A category: always its most frequent class; by macro F1, which heeds rare classes, any guess. A
 * number: always the mean. A mask: nothing at all (to say "everywhere" gives the share of the masks). Of images none is known.
 */
function chancesFor(experiment: Experiment, id: string): readonly Chance[] {
  const { balance, unknown } = describeData(experiment);
  const images = splitCounts(experiment).validation * (1 - (unknown[id] ?? 0));
  const share = (metric: HeadMetricName, level: number) => {
    // Two standard errors of a share of so many images.
    return { metric, level, margin: Math.max(0.02, 2 * Math.sqrt((level * (1 - level)) / Math.max(1, images))) };
  };
  const target = targetOf(experiment, id);
  switch (target?.kind) {
    case 'category': {
      const classes = balance[id] ?? [];
      if (classes.length === 0) return [];
      return [share('accuracy', Math.max(...classes)), share('macro-f1', 1 / classes.length)];
    }
    case 'number':
      return [{ metric: 'r2', level: 0, margin: 0.02 }];
    case 'mask':
      return [{ metric: 'iou', level: 0, margin: 0.02, isLeast: true }];
    default:
      return [];
  }
}

/** How the head of a loss stands to chance at the end of a run; nothing where that is not known. */
export function againstChance(
  { experiment, validation }: Ended,
  loss: Loss,
): { readonly isBeyond: boolean; readonly text: string } | undefined {
  if (!('target' in loss) || lossKind(loss.kind).reads !== 'target') return undefined;
  const known = chancesFor(experiment, loss.target).flatMap((chance) => {
    const series = seriesOf(validation, columnName(chance.metric, loss.id));
    return series.length > 0 ? [{ ...chance, end: levelOf(series, 0.8, 1).mean }] : [];
  });
  const [first] = known;
  if (!first) return undefined;
  const isBeyond = known.some(({ level, margin, end }) => end > level + margin);
  if (isBeyond && first.isLeast) return undefined;
  const { short } = headMetric(first.metric);
  return { isBeyond, text: `${short} ${headMetricText(first.metric, first.level)}` };
}
