/** Sizes along one spatial axis, as in TensorFlow: SAME and VALID, and what to say when nothing is left. */
import type { Shape, ShapeProblem } from './layer.ts';

/** Output length of a window of `kernel` taps; 0 when the input is too short. */
function slide(length: number, kernel: number, stride: number, padding: 'same' | 'valid', dilation = 1): number {
  const extent = (kernel - 1) * dilation + 1;
  return padding === 'same' ? Math.ceil(length / stride) : Math.max(0, Math.ceil((length - extent + 1) / stride));
}

/** The spatial output [h, w], or the problem that the window does not fit. */
export function slideImage(
  [height = 0, width = 0]: Shape,
  {
    kernel,
    stride,
    padding,
    dilation = 1,
  }: { kernel: number; stride: number; padding: 'same' | 'valid'; dilation?: number },
): readonly [number, number] | ShapeProblem {
  const h = slide(height, kernel, stride, padding, dilation);
  const w = slide(width, kernel, stride, padding, dilation);
  if (h > 0 && w > 0) return [h, w];
  const extent = (kernel - 1) * dilation + 1;
  return {
    message: `needs at least ${extent}×${extent}, gets ${height}×${width}`,
    remedy: 'Remove a pooling layer before it, use a smaller kernel, or set the padding to same.',
    fix: 'pad',
  };
}

/** [h, w, c] or the problem that the input is not an image. */
export function asImage(shape: Shape | undefined): readonly [number, number, number] | ShapeProblem {
  if (shape?.length === 3) {
    const [height = 0, width = 0, channels = 0] = shape;
    return [height, width, channels];
  }
  return {
    message: `needs an image [height, width, channels], gets ${shapeText(shape)}`,
    remedy: 'Move it before Flatten or global pooling, or insert Reshape.',
    fix: 'move-to-image',
  };
}

/** "32×32×3", "64", or "nothing". */
export function shapeText(shape: Shape | undefined): string {
  return shape === undefined ? 'nothing' : shape.length === 0 ? 'a number' : shape.join('×');
}

/** Whether `infer` found a problem. */
export function isProblem(result: Shape | ShapeProblem | readonly number[]): result is ShapeProblem {
  return !Array.isArray(result);
}

/** Number of values of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
