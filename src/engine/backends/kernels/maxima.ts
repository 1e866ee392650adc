/**
 * Inner loops of the gradient of a convolution whose ReLU is pooled: of every window of 2×2 pixels only the greatest
 * counts, and only where it is positive, so that about an eighth of the products are left. The survivors of an image are
 * listed first; then each adds its share, a few runs of numbers, to the gradient.
 */
import { type AssembledFunction, advance, type Code, type Local, op } from './assembler.ts';
import type { MultiplyAdd } from './blocks.ts';

/** Bytes of an entry: where its window of the input starts, where its channel's filter starts, and its gradient. */
export const entryBytes = 12;

/**
 * Lists the maxima of one image: a grid of `width` × `height` windows of `channels`. `y` is what was pooled, with strides
 * `yCol` and `yRow`, `most` its maxima and `dy` their gradient; what belongs to the pixel beside or below starts `xCol`
 * or `xRow` later in the input, and `filterBytes` are from channel to channel. Adds to `bias`; writes the end of the list
 * to `end`. The list has room for every maximum and one entry more.
 */
export const listMaxima: AssembledFunction = {
  params: new Array<'i32'>(15).fill('i32'),
  body: ([y, most, dy, bias, list, end, width, height, channels, yCol, yRow, xCol, xRow, filterBytes, x], local) => {
    const [columns, channel, below, at, sum, place, filter] = Array.from({ length: 7 }, () => local('i32')) as [
      ...[Local, Local, Local, Local],
      ...[Local, Local, Local],
    ];
    const isPositive = local('i32');
    const [value, gradient] = [local('f32'), local('f32')];
    const isMost = (pointer: Code) => op.equalFloat(op.loadFloat(pointer, 0), value.get);
    const one = [
      ...value.set(op.loadFloat(most!.get, 0)),
      ...isPositive.set(op.greaterFloat(value.get, op.float(0))),
      ...gradient.set(op.select(isPositive.get, op.loadFloat(dy!.get, 0), op.float(0))),
      ...place.set(
        op.select(
          isMost(y!.get),
          op.int(0),
          op.select(
            isMost(op.addInt(y!.get, yCol!.get)),
            xCol!.get,
            op.select(isMost(below.get), xRow!.get, op.addInt(xRow!.get, xCol!.get)),
          ),
        ),
      ),
      ...op.storeInt(list!.get, op.addInt(at.get, place.get), 0),
      ...op.storeInt(list!.get, filter.get, 4),
      ...op.storeFloat(list!.get, gradient.get, 8),
      ...op.storeFloat(sum.get, op.addFloat(op.loadFloat(sum.get, 0), gradient.get), 0),
      // An entry that is none is written over by the next.
      ...advance(list!, op.mulInt(isPositive.get, op.int(entryBytes))),
      ...[y!, most!, dy!, below, sum].flatMap((pointer) => advance(pointer, 4)),
      ...advance(filter, filterBytes!.get),
    ];
    return [
      ...op.repeat(height!, [
        ...columns.set(width!.get),
        ...at.set(x!.get),
        ...below.set(op.addInt(y!.get, yRow!.get)),
        ...op.repeat(columns, [
          ...channel.set(channels!.get),
          ...sum.set(bias!.get),
          ...filter.set(op.int(0)),
          ...op.repeat(channel, one),
          ...advance(at, op.addInt(xCol!.get, xCol!.get)),
          ...[y!, below].flatMap((pointer) => advance(pointer, yCol!.get)),
        ]),
        ...advance(x!, op.addInt(xRow!.get, xRow!.get)),
        ...advance(y!, yRow!.get),
      ]),
      ...op.storeInt(end!.get, list!.get, 0),
    ];
  },
};

/**
 * For `count` entries: target[r][v] += gradient·source[r][v] over `rows` runs of `vectors`, from the input to the filter's
 * gradient or, `byInput`, from the filter to the input's gradient; `x` and `filter` are added to an entry's places.
 */
export function spreadMaxima(
  rows: number,
  vectors: number,
  byInput: boolean,
  multiplyAdd: MultiplyAdd,
): AssembledFunction {
  return {
    params: new Array<'i32'>(5).fill('i32'),
    body: ([list, count, x, filter, xRow], local) => {
      const [px, pf] = [local('i32'), local('i32')];
      const gradient = local('v128');
      const row = (r: number) =>
        Array.from({ length: vectors }, (_, v) => {
          const [onX, onFilter] = [16 * v, 16 * (r * vectors + v)];
          const [from, to, target] = byInput
            ? [op.load(pf.get, onFilter), op.load(px.get, onX), px]
            : [op.load(px.get, onX), op.load(pf.get, onFilter), pf];
          return op.store(target.get, multiplyAdd(gradient.get, from, to), byInput ? onX : onFilter);
        }).flat();
      return op.repeat(count!, [
        ...px.set(op.addInt(x!.get, op.loadInt(list!.get, 0))),
        ...pf.set(op.addInt(filter!.get, op.loadInt(list!.get, 4))),
        ...gradient.set(op.loadSplat(list!.get, 8)),
        ...Array.from({ length: rows }, (_, r) => [...row(r), ...advance(px, xRow!.get)]).flat(),
        ...advance(list!, entryBytes),
      ]);
    },
  };
}
