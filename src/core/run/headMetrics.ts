/** What is measured of a head on the validation images: what each metric is for, how it is read, and how it is written. */
import type { TargetKind } from '../datasets/dataset.ts';
import { numberText } from '../words.ts';

export interface HeadMetricRow {
  readonly label: string;
  /** One word, to stand at the end of a curve. */
  readonly short: string;
  /** One sentence for a student. */
  readonly help: string;
  /** The kind of target that it judges. */
  readonly target: TargetKind;
  /** The least and the greatest value that it can take. */
  readonly range: readonly [number, number];
  readonly isHigherBetter: boolean;
  /** Decimals that are worth reading. */
  readonly digits: number;
  readonly unit?: string;
}

const share = { range: [0, 1], isHigherBetter: true, digits: 3 } as const;
const distance = { target: 'number', range: [0, Number.POSITIVE_INFINITY], isHigherBetter: false, digits: 3 } as const;

/** The metrics by name; of those that judge one kind of target, the one to show first stands in front. */
export const headMetrics = {
  accuracy: {
    ...share,
    label: 'Accuracy',
    short: 'accuracy',
    help: 'Share of the images whose highest class is the right one.',
    target: 'category',
  },
  'top-2': {
    ...share,
    label: 'Top-2 accuracy',
    short: 'top-2',
    help: 'Share of the images whose right class is among the two highest.',
    target: 'category',
  },
  'macro-f1': {
    ...share,
    label: 'Macro F1',
    short: 'F1',
    help: 'Mean over the classes of 2·right/(images of the class + answers of the class): rare classes count as much.',
    target: 'category',
  },
  iou: {
    ...share,
    label: 'IoU',
    short: 'IoU',
    help: 'Pixels inside both masks over pixels inside either, over all images together.',
    target: 'mask',
  },
  dice: {
    ...share,
    label: 'Dice',
    short: 'Dice',
    help: 'Twice the pixels inside both masks over the sum of the two areas, over all images together.',
    target: 'mask',
  },
  mae: { ...distance, label: 'Mean absolute error', short: 'error', help: 'Mean of |z − y|.' },
  rmse: {
    ...distance,
    label: 'Root mean squared error',
    short: 'RMSE',
    help: 'Root of the mean of (z − y)²: large errors count more.',
  },
  r2: {
    label: 'R²',
    short: 'R²',
    help: 'Share of the variance that is explained: 1 is perfect, 0 as good as always saying the mean, below it worse.',
    target: 'number',
    range: [Number.NEGATIVE_INFINITY, 1],
    isHigherBetter: true,
    digits: 3,
  },
  psnr: {
    label: 'PSNR',
    short: 'PSNR',
    help: 'Peak signal to noise: −10·log₁₀ of the mean squared error; 6 dB more is half the error. At most 100.',
    target: 'image',
    range: [Number.NEGATIVE_INFINITY, 100],
    isHigherBetter: true,
    digits: 1,
    unit: 'dB',
  },
} as const satisfies Readonly<Record<string, HeadMetricRow>>;

export type HeadMetricName = keyof typeof headMetrics;

export const headMetricNames = Object.keys(headMetrics) as readonly HeadMetricName[];

export function headMetric(name: HeadMetricName): HeadMetricRow {
  return headMetrics[name];
}

/** The metrics of a head for a target of that kind, the one to show first in front. */
export function headMetricsOf(kind: TargetKind): HeadMetricName[] {
  return headMetricNames.filter((name) => headMetric(name).target === kind);
}

/** A measured value for a person: "0.873", "23.1 dB". */
export function headMetricText(name: HeadMetricName, value: number): string {
  const { digits, unit } = headMetric(name);
  const isPlain = Math.abs(value) >= 10 ** -digits && Math.abs(value) < 1e5;
  const text = (isPlain ? value.toFixed(digits) : numberText(value)).replace('-', '−');
  return unit ? `${text} ${unit}` : text;
}
