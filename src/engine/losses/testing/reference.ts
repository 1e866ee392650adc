/**
 * The losses once more, in float64 and as plainly as their formulas are written: what the kernels are tested against.
 * Arguments are flat; `shape` is that of the output z, `y` holds labels [B] or values of the size of z.
 */
import type { Loss } from '../../../core/losses/index.ts';

type Numbers = readonly number[];

/** Which labels are known (all, where nothing is said), and the weight of each class. */
export interface Counted {
  readonly known?: readonly boolean[];
  readonly classes?: Numbers;
}

/** The value of a loss of an output. Throws for penalties on weights when `shape` does not matter: pass [n]. */
export function referenceLoss(loss: Loss, z: Numbers, y: Numbers, shape: Numbers, counted: Counted = {}): number {
  const batch = shape[0]!;
  const classes = shape.at(-1)!;
  const isCategory = y.length === batch && z.length > batch;
  const truth = isCategory ? z.map((_, i) => (y[Math.floor(i / classes)] === i % classes ? 1 : 0)) : y;
  const known = Array.from({ length: batch }, (_, i) => ((counted.known?.[i] ?? true) ? 1 : 0));
  const weightOf = (label: number) => counted.classes?.[label] ?? 1;
  // Σ wᵢLᵢ / Σ wᵢ, and 0 where nothing counts.
  const over = (losses: Numbers, weights: Numbers, total = sum(weights)) =>
    total === 0 ? 0 : sum(losses.map((loss, i) => weights[i]! * loss)) / total;
  const labelWeights = known.map((is, i) => (is === 1 ? weightOf(y[i]!) : 0));
  const rows = (f: (z: Numbers, label: number) => number) =>
    over(
      chunk(z, classes).map((row, i) => f(row, y[i]!)),
      labelWeights,
    );
  const images = (f: (z: Numbers, y: Numbers) => number) => {
    const truths = chunk(truth, z.length / batch);
    return over(
      chunk(z, z.length / batch).map((image, i) => f(image, truths[i]!)),
      known,
    );
  };
  const each = (f: (z: number, y: number) => number) =>
    images((zs, ys) => mean(zs.map((value, i) => f(value, ys[i]!))));
  switch (loss.kind) {
    case 'softmax-cross-entropy':
      return over(
        chunk(z, classes).map((row, i) => {
          const wanted = row.map((_, k) => (k === y[i] ? 1 - loss.smoothing : 0) + loss.smoothing / classes);
          return -sum(logSoftmax(row).map((logp, k) => weightOf(k) * wanted[k]! * logp));
        }),
        known,
        sum(labelWeights),
      );
    case 'softmax-focal':
      return rows((row, label) => {
        const logp = logSoftmax(row)[label]!;
        return -((1 - Math.exp(logp)) ** loss.gamma) * logp;
      });
    case 'multi-class-hinge':
      return rows((row, label) =>
        Math.max(0, loss.margin + Math.max(...row.filter((_, k) => k !== label)) - row[label]!),
      );
    case 'sigmoid-cross-entropy':
      return each((z, y) => loss.positiveWeight * y * softplus(-z) + (1 - y) * softplus(z));
    case 'sigmoid-focal':
      return each(
        (z, y) =>
          loss.positiveWeight * y * sigmoid(-z) ** loss.gamma * softplus(-z) +
          (1 - y) * sigmoid(z) ** loss.gamma * softplus(z),
      );
    case 'hinge':
      return each((z, y) => (1 + (loss.positiveWeight - 1) * y) * Math.max(0, loss.margin - (2 * y - 1) * z));
    case 'squared-hinge':
      return each((z, y) => (1 + (loss.positiveWeight - 1) * y) * Math.max(0, loss.margin - (2 * y - 1) * z) ** 2);
    case 'mse':
      return each((z, y) => (z - y) ** 2);
    case 'mae':
      return each((z, y) => Math.abs(z - y));
    case 'huber':
      return each((z, y) => {
        const error = Math.abs(z - y);
        return error <= loss.delta ? error ** 2 / 2 : loss.delta * (error - loss.delta / 2);
      });
    case 'log-cosh':
      return each((z, y) => Math.log(Math.cosh(z - y)));
    case 'ssim':
      return images((z, y) => {
        const places = windows(z, y, [1, ...shape.slice(1)], Math.min(loss.window, shape[1]!, shape[2]!));
        return mean(places.map(([a, b]) => 1 - similarity(a, b)));
      });
    case 'dice':
      return images((z, y) => {
        const { both, predicted, inside } = areas(z, y);
        return 1 - (2 * both + loss.smooth) / (predicted + inside + loss.smooth);
      });
    case 'iou':
      return images((z, y) => {
        const { both, predicted, inside } = areas(z, y);
        return 1 - (both + loss.smooth) / (predicted + inside - both + loss.smooth);
      });
    case 'tversky':
      return images((z, y) => {
        const { both, predicted, inside } = areas(z, y);
        const mistakes = loss.alpha * (predicted - both) + loss.beta * (inside - both);
        return 1 - (both + loss.smooth) / (both + mistakes + loss.smooth);
      });
    case 'lovasz-hinge':
      return images(lovasz);
    case 'l1':
      return sum(z.map(Math.abs));
    case 'l2':
      return sum(z.map((w) => w * w));
    case 'elastic-net':
      return sum(z.map((w) => loss.ratio * Math.abs(w) + ((1 - loss.ratio) / 2) * w * w));
    case 'activity-l1':
      return mean(z.map(Math.abs));
    case 'entropy':
      return mean(
        chunk(z, classes).map((row) =>
          sum(logSoftmax(classes > 1 ? row : [...row, 0]).map((logp) => Math.exp(logp) * logp)),
        ),
      );
    default:
      return loss satisfies never;
  }
}

/** Central differences of the reference: exact to about 1e-9 where it is smooth. */
export function referenceGradient(loss: Loss, z: Numbers, y: Numbers, shape: Numbers, counted: Counted = {}): number[] {
  const step = 1e-5;
  return z.map((value, i) => {
    const above = referenceLoss(loss, z.with(i, value + step), y, shape, counted);
    const below = referenceLoss(loss, z.with(i, value - step), y, shape, counted);
    return (above - below) / (2 * step);
  });
}

const sum = (values: Numbers) => values.reduce((total, value) => total + value, 0);
const mean = (values: Numbers) => sum(values) / values.length;
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

function chunk(values: Numbers, length: number): Numbers[] {
  return Array.from({ length: values.length / length }, (_, i) => values.slice(i * length, (i + 1) * length));
}

function logSoftmax(row: Numbers): Numbers {
  const most = Math.max(...row);
  const total = Math.log(sum(row.map((z) => Math.exp(z - most))));
  return row.map((z) => z - most - total);
}

function areas(z: Numbers, y: Numbers) {
  const p = z.map(sigmoid);
  return { both: sum(p.map((value, i) => value * y[i]!)), predicted: sum(p), inside: sum(y) };
}

/** 1 − IoU of the mistakes on the first n pixels in falling order of error, integrated over the errors. */
function lovasz(z: Numbers, y: Numbers): number {
  const pixels = z.map((value, i) => ({ isInside: y[i]! >= 0.5, error: y[i]! >= 0.5 ? 1 - value : 1 + value }));
  pixels.sort((a, b) => b.error - a.error);
  const total = pixels.filter((pixel) => pixel.isInside).length;
  const cost = (count: number) => {
    const missed = pixels.slice(0, count).filter((pixel) => pixel.isInside).length;
    return count === 0 ? 0 : 1 - (total - missed) / (total + count - missed);
  };
  return sum(pixels.map(({ error }, i) => Math.max(0, error) * (cost(i + 1) - cost(i))));
}

function windows(z: Numbers, y: Numbers, shape: Numbers, side: number): (readonly [Numbers, Numbers])[] {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const result: (readonly [Numbers, Numbers])[] = [];
  for (let b = 0; b < batch; b++)
    for (let i = 0; i + side <= height; i++)
      for (let j = 0; j + side <= width; j++)
        for (let c = 0; c < channels; c++) {
          const places = Array.from({ length: side * side }, (_, k) => {
            const [row, column] = [i + Math.floor(k / side), j + (k % side)];
            return ((b * height + row) * width + column) * channels + c;
          });
          result.push([places.map((k) => z[k]!), places.map((k) => y[k]!)]);
        }
  return result;
}

function similarity(a: Numbers, b: Numbers): number {
  const [ma, mb] = [mean(a), mean(b)];
  const va = mean(a.map((value) => (value - ma) ** 2));
  const vb = mean(b.map((value) => (value - mb) ** 2));
  const covariance = mean(a.map((value, i) => (value - ma) * (b[i]! - mb)));
  return ((2 * ma * mb + 1e-4) * (2 * covariance + 9e-4)) / ((ma ** 2 + mb ** 2 + 1e-4) * (va + vb + 9e-4));
}
