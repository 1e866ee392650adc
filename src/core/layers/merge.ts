/** Layers with several inputs: add, multiply, concatenate. */
import { group } from '../fields.ts';
import { defineLayer, type Shape, type ShapeProblem } from './layer.ts';
import { shapeText, sizeOf } from './size.ts';

function sameShape(inputs: readonly Shape[]): Shape | ShapeProblem {
  const first = inputs[0] ?? [];
  const other = inputs.find((shape) => shapeText(shape) !== shapeText(first));
  if (!other) return first;
  return {
    message: `needs inputs of one shape, gets ${shapeText(first)} and ${shapeText(other)}`,
    remedy: 'Project the shortcut with a 1×1 convolution of the same stride, or concatenate instead.',
    fix: 'project-shortcut',
  };
}

export const add = defineLayer({
  kind: 'add',
  label: 'Add',
  family: 'merge',
  inputs: [2, 8],
  passes: 'every',
  params: group({}),
  formula: 'y=x_1+x_2',
  help: 'The sum of its inputs: the shortcut of a residual block (He et al. 2016).',
  summary: () => '',
  infer: sameShape,
  flops: (inputs, output) => (inputs.length - 1) * sizeOf(output),
});

export const multiply = defineLayer({
  kind: 'multiply',
  label: 'Multiply',
  family: 'merge',
  inputs: [2, 8],
  passes: 'every',
  params: group({}),
  formula: 'y=x_1\\odot x_2',
  help: 'The product of its inputs, value by value: one branch gates the other.',
  summary: () => '',
  infer: sameShape,
  flops: (inputs, output) => (inputs.length - 1) * sizeOf(output),
});

export const concat = defineLayer({
  kind: 'concat',
  label: 'Concatenate',
  family: 'merge',
  inputs: [2, 8],
  passes: 'any',
  params: group({}),
  formula: 'y=[x_1,x_2]',
  help: 'Stacks the channels of its inputs: the skip connection of a U-Net (Ronneberger et al. 2015).',
  summary: () => '',
  infer(inputs) {
    const first = inputs[0] ?? [];
    const outer = (shape: Shape) => shape.slice(0, -1).join('×');
    const other = inputs.find((shape) => shape.length !== first.length || outer(shape) !== outer(first));
    if (other) {
      return {
        message: `needs inputs of one height and width, gets ${shapeText(first)} and ${shapeText(other)}`,
        remedy: 'Pool the larger one, up-sample the smaller one, or flatten both.',
      };
    }
    return [...first.slice(0, -1), inputs.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0)];
  },
});
