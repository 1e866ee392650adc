/** Named experiments, as data. The first is what the page opens with. */
import { datasets } from './datasets/index.ts';
import { type Experiment, experimentVersion, scheduleFields, strategyFields, trainingFields } from './experiment.ts';
import { defaultsOf, type Fields, group } from './fields.ts';
import { type Layer, type LayerKindName, layerKind } from './layers/index.ts';
import { channelFields, type Loss, type LossKindName, lossKind } from './losses/index.ts';
import { type Optimizer, optimizerKinds } from './optimizers.ts';

export interface Preset {
  /** kebab-case, as in links: renaming one breaks them. */
  readonly id: string;
  readonly help: string;
  readonly experiment: Experiment;
}

/** A layer of a kind with every parameter at its default but those given. */
export function makeLayer(
  id: string,
  kind: LayerKindName,
  inputs: readonly string[],
  params: Readonly<Record<string, unknown>> = {},
): Layer {
  return { id, kind, inputs, ...defaultsOf(layerKind(kind).params), ...params } as Layer;
}

/** A loss of a kind with every field at its default but those given; `reads` names its output and target, or its scope. */
export function makeLoss(
  id: string,
  kind: LossKindName,
  reads: Readonly<Record<string, string>>,
  params: Readonly<Record<string, unknown>> = {},
): Loss {
  const fields = group({ ...channelFields, ...lossKind(kind).params.shape });
  return { id, kind, muted: false, ...defaultsOf(fields), ...reads, ...params } as Loss;
}

/** An optimizer of a kind with every parameter at its default but those given. */
export function makeOptimizer(kind: Optimizer['kind'], params: Readonly<Record<string, unknown>> = {}): Optimizer {
  return { kind, ...defaultsOf(optimizerKinds[kind].params as Fields), ...params } as Optimizer;
}

const conv = (id: string, input: string, filters: number) =>
  makeLayer(id, 'conv2d', [input], { filters, activation: 'relu' });

const defaults = {
  version: experimentVersion,
  dataset: { kind: 'wardrobe', ...defaultsOf(datasets.wardrobe.options) },
  strategy: { kind: 'sum', ...defaultsOf(strategyFields) },
  schedule: defaultsOf(scheduleFields),
  optimizer: makeOptimizer('adam'),
  training: defaultsOf(trainingFields),
} as const;

const trunk = [
  makeLayer('image', 'input', []),
  conv('conv-1', 'image', 16),
  makeLayer('pool-1', 'max-pool', ['conv-1']),
  conv('conv-2', 'pool-1', 32),
  makeLayer('pool-2', 'max-pool', ['conv-2']),
  makeLayer('flatten', 'flatten', ['pool-2']),
  makeLayer('dense', 'dense', ['flatten'], { units: 64, activation: 'relu' }),
];

const colourAndSize: Preset = {
  id: 'colour-size',
  help: 'One trunk, two heads, two losses: the plain case of multi-task learning.',
  experiment: {
    ...defaults,
    title: 'Colour and size, one trunk',
    network: {
      layers: [
        ...trunk,
        makeLayer('head-colour', 'dense', ['dense'], { units: 8 }),
        makeLayer('head-size', 'dense', ['dense'], { units: 3 }),
      ],
    },
    losses: [
      makeLoss('colour', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' }),
      makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' }),
    ],
  },
};

export const presets: readonly Preset[] = [colourAndSize];

/** What the page opens with. */
export const defaultExperiment: Experiment = colourAndSize.experiment;

/** The preset of that id, or nothing. */
export function presetOf(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
