/** What is measured of a head on the validation images, by the kind of its target. */
import type { TargetKind } from '../datasets/dataset.ts';

export interface HeadMetricText {
  readonly label: string;
  /** One sentence for a student. */
  readonly help: string;
  readonly isHigherBetter: boolean;
  /** From 0 to 1, to be shown as a percentage. */
  readonly isShare: boolean;
  readonly unit?: string;
}

export const headMetrics = {
  accuracy: {
    label: 'Accuracy',
    help: 'Share of the images whose highest class is the right one.',
    isHigherBetter: true,
    isShare: true,
  },
  'top-2': {
    label: 'Top-2 accuracy',
    help: 'Share of the images whose right class is among the two highest.',
    isHigherBetter: true,
    isShare: true,
  },
  'macro-f1': {
    label: 'Macro F1',
    help: 'Mean over the classes of 2·right/(images of the class + answers of the class): rare classes count as much.',
    isHigherBetter: true,
    isShare: true,
  },
  mae: { label: 'Mean absolute error', help: 'Mean of |z − y|.', isHigherBetter: false, isShare: false },
  rmse: {
    label: 'Root mean squared error',
    help: 'Root of the mean of (z − y)²: large errors count more.',
    isHigherBetter: false,
    isShare: false,
  },
  r2: {
    label: 'R²',
    help: 'Share of the variance that is explained: 1 is perfect, 0 as good as always saying the mean, below it worse.',
    isHigherBetter: true,
    isShare: false,
  },
  iou: {
    label: 'IoU',
    help: 'Pixels inside both masks over pixels inside either, over all images together.',
    isHigherBetter: true,
    isShare: true,
  },
  dice: {
    label: 'Dice',
    help: 'Twice the pixels inside both masks over the sum of the two areas, over all images together.',
    isHigherBetter: true,
    isShare: true,
  },
  psnr: {
    label: 'PSNR',
    help: 'Peak signal to noise: −10·log₁₀ of the mean squared error; 6 dB more is half the error. At most 100.',
    isHigherBetter: true,
    isShare: false,
    unit: 'dB',
  },
} as const satisfies Readonly<Record<string, HeadMetricText>>;

export type HeadMetricName = keyof typeof headMetrics;

/** The metrics of a head by the kind of its target, the one to show first in front. */
export const headMetricsOf = {
  category: ['accuracy', 'top-2', 'macro-f1'],
  number: ['mae', 'rmse', 'r2'],
  mask: ['iou', 'dice'],
  image: ['psnr'],
} as const satisfies Readonly<Record<TargetKind, readonly HeadMetricName[]>>;
