import { expect, test } from 'vitest';
import { defaultsOf } from '../fields.ts';
import { type LayerKindName, layerKind, layerKinds } from './index.ts';
import type { Shape } from './layer.ts';
import { sizeOf } from './size.ts';

const kinds = Object.keys(layerKinds) as LayerKindName[];

/** What a kind makes of an image or a vector at these parameters, where it takes one. */
function outputsOf(kind: LayerKindName, params: Readonly<Record<string, unknown>>) {
  const row = layerKind(kind);
  const inputs: readonly Shape[] = [[8, 8, 4], [16]];
  return inputs.flatMap((input) => {
    const output = row.infer(Array(Math.max(1, row.inputs[0])).fill(input), { ...defaultsOf(row.params), ...params });
    return Array.isArray(output) ? [output] : [];
  });
}

test.each(kinds)('%s says which parameter is the last size of its output', (kind) => {
  const found = (['units', 'filters'] as const).find((name) => {
    const lastSizes = outputsOf(kind, { [name]: 7 }).map((output) => output.at(-1));
    return lastSizes.length > 0 && lastSizes.every((size) => size === 7);
  });
  expect(layerKind(kind).width).toBe(found);
});

test.each([[[8, 8, 4]], [[256]], [[30]], [[7]]])('a reshape that suits %j keeps its values', (input) => {
  const { suited, params, infer } = layerKind('reshape');
  expect(infer([input], { ...defaultsOf(params), ...suited?.(input) })).toSatisfy(
    (output: unknown) => Array.isArray(output) && sizeOf(output) === sizeOf(input),
  );
});
