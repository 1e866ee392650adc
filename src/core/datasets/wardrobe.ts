/**
 * The dataset `wardrobe`: drawn garments whose kind, colour, size and pattern are chosen apart from each other, so that
 * tasks can be made related (correlation 1) or unrelated (correlation 0). A class of each can be made rare, labels wrong or unknown. Images are [size, size, 3] in 0…1.
 */
import type * as z from 'zod/mini';
import { group, integer, number } from '../fields.ts';
import type { Dataset, Target, TargetClass } from './dataset.ts';

const labelNoise = (target: string, label = `${target} labels`, by = 'another class') =>
  number({
    label: `Wrong ${label}`,
    help: `Share of images whose ${target} is replaced by ${by} in training: the more, the less that loss can fall.`,
    min: 0,
    max: 0.5,
    default: 0,
    step: 0.01,
    section: 'Wrong labels',
  });

const rareClass = (target: string, rarest: string, classes: number) =>
  number({
    label: `Rare ${target}: ${rarest}`,
    help: `How often the ${target} ${rarest} comes, relative to its even share of 1 in ${classes}: at 0.1 ten times more rarely. The other classes share the rest.`,
    min: 0.01,
    max: 1,
    default: 1,
    scale: 'log',
    section: 'Rare classes',
  });

const missingLabels = (target: string, label = `${target} labels`) =>
  number({
    label: `Missing ${label}`,
    help: `Share of images whose ${target} is unknown, in training and validation: they take no part in the losses and metrics of ${target}.`,
    min: 0,
    max: 0.99,
    default: 0,
    step: 0.01,
    section: 'Missing labels',
  });

const options = group({
  seed: integer({
    label: 'Seed',
    help: 'The same seed draws the same images, on every machine.',
    min: 0,
    max: 2 ** 31 - 1,
    default: 1,
  }),
  count: integer({
    label: 'Images',
    help: 'How many images are drawn, for training and validation together.',
    min: 64,
    max: 20_000,
    default: 4000,
    scale: 'log',
  }),
  size: integer({
    label: 'Image size',
    help: 'Height and width of an image; the work of a convolution grows with its square.',
    min: 16,
    max: 64,
    default: 32,
    step: 8,
    unit: 'px',
  }),
  noise: number({
    label: 'Pixel noise',
    help: 'Standard deviation of the grain on every pixel, where black is 0 and white is 1.',
    min: 0,
    max: 0.5,
    default: 0.03,
    step: 0.01,
  }),
  correlation: number({
    label: 'Colour follows garment',
    help: 'At 0 the colour says nothing about the garment; at 1 every garment has one colour of its own.',
    min: 0,
    max: 1,
    default: 0,
    step: 0.05,
  }),
  rareGarment: rareClass('garment', 'hat', 6),
  rareColour: rareClass('colour', 'black', 8),
  rareSize: rareClass('size', 'L', 3),
  rarePattern: rareClass('pattern', 'checks', 4),
  labelNoiseGarment: labelNoise('garment'),
  labelNoiseColour: labelNoise('colour'),
  labelNoiseSize: labelNoise('size'),
  labelNoisePattern: labelNoise('pattern'),
  labelNoiseMask: labelNoise('mask', 'masks', "another image's"),
  labelNoiseArea: labelNoise('area', 'areas', "another image's"),
  missingGarment: missingLabels('garment'),
  missingColour: missingLabels('colour'),
  missingSize: missingLabels('size'),
  missingPattern: missingLabels('pattern'),
  missingMask: missingLabels('mask', 'masks'),
  missingArea: missingLabels('area', 'areas'),
});

export const garments = [
  { id: 't-shirt', label: 'T-shirt' },
  { id: 'trousers', label: 'Trousers' },
  { id: 'dress', label: 'Dress' },
  { id: 'shoe', label: 'Shoe' },
  { id: 'bag', label: 'Bag' },
  { id: 'hat', label: 'Hat' },
] as const satisfies readonly TargetClass[];

export const colours = [
  { id: 'red', label: 'Red', css: '#d7263d' },
  { id: 'orange', label: 'Orange', css: '#f58a1f' },
  { id: 'yellow', label: 'Yellow', css: '#f7d436' },
  { id: 'green', label: 'Green', css: '#2e9e52' },
  { id: 'blue', label: 'Blue', css: '#2467d1' },
  { id: 'purple', label: 'Purple', css: '#8b3fb8' },
  { id: 'white', label: 'White', css: '#f5f3ee' },
  { id: 'black', label: 'Black', css: '#25262b' },
] as const satisfies readonly (TargetClass & { readonly css: string })[];

export const sizes = [
  { id: 's', label: 'S' },
  { id: 'm', label: 'M' },
  { id: 'l', label: 'L' },
] as const satisfies readonly TargetClass[];

export const patterns = [
  { id: 'plain', label: 'Plain' },
  { id: 'stripes', label: 'Stripes' },
  { id: 'dots', label: 'Dots' },
  { id: 'checks', label: 'Checks' },
] as const satisfies readonly TargetClass[];

export type WardrobeOptions = z.infer<typeof options>;
export type GarmentId = (typeof garments)[number]['id'];
export type ColourId = (typeof colours)[number]['id'];

/** What colour each garment has where colour follows garment. */
export const ownColour = {
  't-shirt': 'red',
  trousers: 'blue',
  dress: 'purple',
  shoe: 'green',
  bag: 'orange',
  hat: 'black',
} as const satisfies Record<GarmentId, ColourId>;

/** Expected share of each class where the last one comes `rare` times as often as it would. */
function sharesOf(classes: number, rare: number): number[] {
  return Array.from({ length: classes }, (_, k) =>
    k === classes - 1 ? rare / classes : (1 - rare / classes) / (classes - 1),
  );
}

/** The same with a share `rate` of the labels replaced by another class. */
function withNoise(shares: readonly number[], rate: number): number[] {
  return shares.map((share) => share * (1 - rate) + ((1 - share) * rate) / (shares.length - 1));
}

function balanceOf(options: WardrobeOptions): Readonly<Record<string, readonly number[]>> {
  const ofGarments = sharesOf(garments.length, options.rareGarment);
  const follows = options.correlation;
  const ofColours = sharesOf(colours.length, options.rareColour).map((share, k) => {
    const own = ofGarments.filter((_, g) => ownColour[garments[g]!.id] === colours[k]!.id);
    return share * (1 - follows) + own.reduce((sum, one) => sum + one, 0) * follows;
  });
  return {
    garment: withNoise(ofGarments, options.labelNoiseGarment),
    colour: withNoise(ofColours, options.labelNoiseColour),
    size: withNoise(sharesOf(sizes.length, options.rareSize), options.labelNoiseSize),
    pattern: withNoise(sharesOf(patterns.length, options.rarePattern), options.labelNoisePattern),
  };
}

function unknownOf(options: WardrobeOptions): Readonly<Record<string, number>> {
  const shares = {
    garment: options.missingGarment,
    colour: options.missingColour,
    size: options.missingSize,
    pattern: options.missingPattern,
    mask: options.missingMask,
    area: options.missingArea,
  };
  return Object.fromEntries(Object.entries(shares).filter(([, share]) => share > 0));
}

const targets = [
  { id: 'garment', label: 'Garment', help: 'Which of six garments it is.', kind: 'category', classes: garments },
  {
    id: 'colour',
    label: 'Colour',
    help: 'Which of eight colours the cloth has.',
    kind: 'category',
    classes: colours,
  },
  { id: 'size', label: 'Size', help: 'Small, medium or large in the frame.', kind: 'category', classes: sizes },
  { id: 'pattern', label: 'Pattern', help: 'What is printed on the cloth.', kind: 'category', classes: patterns },
  { id: 'mask', label: 'Mask', help: 'Which pixels the garment covers: 0 to 1 for each.', kind: 'mask' },
  { id: 'area', label: 'Area', help: 'The fraction of the image that the garment covers.', kind: 'number' },
  {
    id: 'image',
    label: 'Image',
    help: 'The image itself, to be reconstructed. It is the input: there are no wrong ones.',
    kind: 'image',
  },
] as const satisfies readonly Target[];

/** The row of the table. */
export const wardrobe = {
  kind: 'wardrobe',
  label: 'Wardrobe',
  help: 'Garments drawn on this machine: what it is, its colour, its size and its pattern can each be a task.',
  options,
  describe: (of: WardrobeOptions) => ({
    count: of.count,
    height: of.size,
    width: of.size,
    channels: 3,
    targets,
    unknown: unknownOf(of),
    balance: balanceOf(of),
  }),
} as const satisfies Dataset<typeof options>;
