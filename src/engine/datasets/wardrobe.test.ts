import { expect, test } from 'vitest';
import { datasets } from '../../core/datasets/index.ts';
import type { WardrobeOptions } from '../../core/datasets/wardrobe.ts';
import { defaultsOf } from '../../core/fields.ts';
import { type Drawn, drawAll } from './samples.ts';
import { fingerprint } from './testing/fingerprint.ts';
import { makeWardrobe } from './wardrobe.ts';

const open = (options: Partial<WardrobeOptions>) =>
  makeWardrobe({ ...defaultsOf(datasets.wardrobe.options), ...options });
const make = (options: Partial<WardrobeOptions>) =>
  drawAll(open(options), options.count ?? defaultsOf(datasets.wardrobe.options).count);

const plain = make({ count: 1200, size: 16, seed: 5 });
const labels = ['garment', 'colour', 'size', 'pattern'] as const;

test('a seed has its bytes, and these are they', () => {
  expect(fingerprint(make({ count: 64, seed: 7 }))).toBe(3870335259);
});

test('another seed has other bytes', () => {
  const prints = [0, 1, 2 ** 31 - 1].map((seed) => fingerprint(make({ count: 64, seed })));
  expect(new Set(prints).size).toBe(3);
});

test('a larger set begins with the smaller one', () => {
  const noise = { labelNoiseSize: 0.3, labelNoiseMask: 0.3, labelNoiseArea: 0.3 };
  const few = make({ count: 64, size: 16, ...noise });
  const many = make({ count: 100, size: 16, ...noise });
  const beginning = (samples: Drawn): Drawn => ({
    ...samples,
    images: samples.images.subarray(0, few.images.length),
    masks: { mask: samples.masks.mask!.subarray(0, few.masks.mask!.length) },
  });
  expect(fingerprint(beginning(many))).toBe(fingerprint(few));
  expect(many.numbers.area!.slice(0, 64)).toEqual(few.numbers.area);
  expect(many.categories.size!.slice(0, 64)).toEqual(few.categories.size);
});

test('the labels are the same at every image size and with any noise', () => {
  expect(make({ count: 64, size: 40, seed: 5, noise: 0.3 }).categories).toEqual(
    Object.fromEntries(labels.map((id) => [id, plain.categories[id]?.slice(0, 64)])),
  );
});

test.each(labels)('every class of %s appears about as often as the others', (id) => {
  const target = datasets.wardrobe.describe(defaultsOf(datasets.wardrobe.options)).targets.find((t) => t.id === id);
  const classes = target && 'classes' in target ? target.classes.length : 0;
  const counts = new Array<number>(classes).fill(0);
  for (const label of plain.categories[id]!) counts[label]!++;
  expect(counts.length).toBe(classes);
  expect(counts.reduce((a, b) => a + b)).toBe(1200);
  // Five standard deviations of a binomial count.
  const spread = 5 * Math.sqrt((1200 / classes) * (1 - 1 / classes));
  expect(counts.filter((n) => Math.abs(n - 1200 / classes) > spread)).toEqual([]);
});

test('without correlation every garment comes in every colour; with correlation 1 in one colour of its own', () => {
  const pairs = ({ categories }: Drawn) =>
    new Set(Array.from(categories.garment!, (garment, i) => `${garment}-${categories.colour![i]}`));
  expect(pairs(plain).size).toBe(6 * 8);
  const tied = [...pairs(make({ count: 200, size: 16, correlation: 1 }))];
  expect(tied.length).toBe(6);
  expect(new Set(tied.map((pair) => pair.at(-1))).size).toBe(6);
});

test('correlation changes colours and leaves every shape where it is', () => {
  const tied = make({ count: 1200, size: 16, seed: 5, correlation: 0.5 });
  expect(fingerprint({ ...tied, images: tied.masks.mask! })).toBe(fingerprint({ ...plain, images: plain.masks.mask! }));
  expect(tied.categories.colour).not.toEqual(plain.categories.colour);
});

test('label noise replaces its share of one label, by another class, and leaves pixels and clean labels alone', () => {
  const noisy = make({ count: 1200, size: 16, seed: 5, labelNoiseColour: 0.25 });
  const changed = Array.from(noisy.categories.colour!).filter((c, i) => c !== noisy.cleanCategories.colour![i]).length;
  expect(changed / 1200).toBeGreaterThan(0.25 - 5 * Math.sqrt((0.25 * 0.75) / 1200));
  expect(changed / 1200).toBeLessThan(0.25 + 5 * Math.sqrt((0.25 * 0.75) / 1200));
  expect(fingerprint(noisy)).toBe(fingerprint(plain));
  expect(noisy.cleanCategories).toEqual(plain.categories);
  expect({ ...noisy.categories, colour: plain.categories.colour }).toEqual(plain.categories);
});

test('label noise of mask and area gives their share another image’s, and leaves the rest and the truth alone', () => {
  const noisy = make({ count: 1200, size: 16, seed: 5, labelNoiseMask: 0.25, labelNoiseArea: 0.1 });
  expect(fingerprint({ ...noisy, masks: noisy.cleanMasks })).toBe(fingerprint(plain));
  expect(noisy.cleanNumbers).toEqual(plain.numbers);
  expect(noisy.categories).toEqual(plain.categories);
  const maskAt = ({ masks }: Drawn, i: number) => masks.mask!.subarray(i * 256, (i + 1) * 256).join();
  const truths = new Map(Array.from({ length: 1200 }, (_, i) => [maskAt(plain, i), i]));
  const lenders = Array.from({ length: 1200 }, (_, i) => truths.get(maskAt(noisy, i)));
  const spread = (rate: number) => 5 * Math.sqrt((rate * (1 - rate)) / 1200);
  const share = (isWrong: (i: number) => boolean) => lenders.filter((_, i) => isWrong(i)).length / 1200;
  expect(lenders).not.toContain(undefined);
  expect(Math.abs(share((i) => lenders[i] !== i) - 0.25)).toBeLessThan(spread(0.25));
  const areas = new Set(plain.numbers.area);
  expect(noisy.numbers.area!.filter((value) => !areas.has(value))).toHaveLength(0);
  expect(Math.abs(share((i) => noisy.numbers.area![i] !== plain.numbers.area![i]) - 0.1)).toBeLessThan(spread(0.1));
});

test('without label noise the truth is no second copy', () => {
  expect(plain.masks.mask).toBe(plain.cleanMasks.mask);
  expect(plain.numbers.area).toBe(plain.cleanNumbers.area);
});

test('the area is the mean of the mask, and grows from S to M to L', () => {
  const pixels = 16 * 16;
  const sums = [0, 0, 0];
  plain.numbers.area!.forEach((area, i) => {
    const mask = plain.masks.mask!.subarray(i * pixels, (i + 1) * pixels);
    expect(area).toBeCloseTo(mask.reduce((a, b) => a + b, 0) / (255 * pixels), 6);
    sums[plain.categories.size![i]!]! += area;
  });
  expect(sums).toEqual(sums.toSorted((a, b) => a - b));
});

test('edges are anti-aliased: every mask has pixels that are wholly, partly and not covered', () => {
  const { masks } = make({ count: 64, size: 32 });
  for (let i = 0; i < 64; i++) {
    const mask = masks.mask!.subarray(i * 1024, (i + 1) * 1024);
    expect(mask.filter((v) => v === 255).length).toBeGreaterThan(30);
    expect(mask.filter((v) => v > 0 && v < 255).length).toBeGreaterThan(20);
    expect(mask.filter((v) => v === 0).length).toBeGreaterThan(200);
  }
});

test('pixel noise has the deviation it is given, and none when it is 0', () => {
  const still = make({ count: 64, noise: 0 });
  const grainy = make({ count: 64, noise: 0.05 });
  let sum = 0;
  let n = 0;
  still.images.forEach((value, i) => {
    if (value < 64 || value > 191) return; // Away from the ends of the range nothing is cut off.
    sum += ((grainy.images[i]! - value) / 255) ** 2;
    n++;
  });
  expect(Math.sqrt(sum / n)).toBeCloseTo(0.05, 3);
});

test('a sample is drawn when it is asked for, and is the same in whatever order they are', () => {
  const options = { count: 40, size: 16, labelNoiseSize: 0.5, labelNoiseMask: 0.5, labelNoiseArea: 0.5 };
  const whole = make(options);
  const samples = open(options);
  const some = samples.draw([31]);
  const imageAt = ({ images }: Drawn, i: number) => images.subarray(i * 768, (i + 1) * 768).join();
  expect(imageAt(some, 31)).toBe(imageAt(whole, 31));
  expect(new Set(some.images.subarray(32 * 768))).toEqual(new Set([0]));
  samples.draw(Array.from({ length: 40 }, (_, i) => 39 - i));
  expect(some).toEqual(whole);
});

/** How often each class of a target comes. */
function countsOf(labels: Uint8Array, classes: number, isCounted: (i: number) => boolean = () => true): number[] {
  const counts = new Array<number>(classes).fill(0);
  labels.forEach((label, i) => {
    if (isCounted(i)) counts[label]!++;
  });
  return counts;
}

test.each(labels)('a rare class of %s and all else comes as often as the description says', (id) => {
  const name = `rare${id[0]!.toUpperCase()}${id.slice(1)}`;
  const noise = `labelNoise${id[0]!.toUpperCase()}${id.slice(1)}`;
  for (const more of [{}, { [noise]: 0.3, correlation: 0.4 }]) {
    const options = { ...defaultsOf(datasets.wardrobe.options), count: 3000, size: 16, [name]: 0.1, ...more };
    const { categories } = makeWardrobe(options).label(Array.from({ length: 3000 }, (_, i) => i));
    const shares: readonly number[] = datasets.wardrobe.describe(options).balance[id]!;
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    if (Object.keys(more).length === 0) expect(shares.at(-1)).toBeCloseTo(0.1 / shares.length, 12);
    const off = countsOf(categories[id]!, shares.length).map((count, k) => {
      const expected = 3000 * shares[k]!;
      return Math.abs(count - expected) / Math.sqrt(expected * (1 - shares[k]!));
    });
    expect(Math.max(...off)).toBeLessThan(5);
  }
});

test('a rare class changes the images of that class alone', () => {
  const rare = make({ count: 1200, size: 16, seed: 5, rareSize: 0.1 });
  const changed = Array.from(rare.categories.size!, (size, i) => size !== plain.categories.size![i]);
  expect(plain.categories.size!.filter((size, i) => changed[i] && size !== 2)).toHaveLength(0);
  const imageAt = ({ images }: Drawn, i: number) => images.subarray(i * 768, (i + 1) * 768).join();
  expect(changed.map((is, i) => is !== (imageAt(rare, i) !== imageAt(plain, i))).filter(Boolean)).toEqual([]);
  expect({ ...rare.categories, size: plain.categories.size }).toEqual(plain.categories);
});

test('missing labels are their share of one target, and change nothing else', () => {
  const missing = make({ count: 1200, size: 16, seed: 5, missingColour: 0.4, missingMask: 0.1 });
  expect(Object.keys(missing.known)).toEqual(['colour', 'mask']);
  const parted = ({ images, masks, cleanMasks, ...labels }: Drawn) => ({
    pixels: [images, masks.mask!, cleanMasks.mask!],
    labels,
  });
  const [{ pixels, labels }, of] = [parted(missing), parted(plain)];
  expect({ ...labels, known: {} }).toEqual(of.labels);
  // `toEqual` takes seconds for a million numbers.
  for (const [k, bytes] of pixels.entries()) {
    expect(bytes.length).toBe(of.pixels[k]!.length);
    expect(bytes.findIndex((byte, i) => byte !== of.pixels[k]![i])).toBe(-1);
  }
  const shareOf = (id: string) => 1 - missing.known[id]!.reduce((a, b) => a + b, 0) / 1200;
  expect(Math.abs(shareOf('colour') - 0.4)).toBeLessThan(5 * Math.sqrt((0.4 * 0.6) / 1200));
  expect(Math.abs(shareOf('mask') - 0.1)).toBeLessThan(5 * Math.sqrt((0.1 * 0.9) / 1200));
  const alone = make({ count: 1200, size: 16, seed: 5, missingMask: 0.1 });
  expect(alone.known.mask).toEqual(missing.known.mask);
});

test('labels can be drawn without pictures, and are the same', () => {
  const options = { count: 40, size: 16, rareColour: 0.2, labelNoiseSize: 0.5, missingSize: 0.5 };
  const samples = open(options);
  const { categories, known } = samples.label(Array.from({ length: 40 }, (_, i) => 39 - i));
  expect(samples.draw([]).images.every((byte) => byte === 0)).toBe(true);
  const whole = make(options);
  expect([categories, known]).toEqual([whole.categories, whole.known]);
  expect(drawAll(samples, 40)).toEqual(whole);
});
