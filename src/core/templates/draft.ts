/** What templates are written with: short names for the usual layers, and an experiment at its defaults. */
import { datasets } from '../datasets/index.ts';
import {
  type Experiment,
  experimentVersion,
  type StrategySection,
  scheduleFields,
  trainingFields,
} from '../experiment.ts';
import { defaultsOf } from '../fields.ts';
import type { Layer } from '../layers/index.ts';
import type { Loss } from '../losses/index.ts';
import { makeLayer, makeOptimizer, makeStrategy } from '../make.ts';

/** A named experiment. */
export interface Preset {
  /** kebab-case, as in links: renaming one breaks them. */
  readonly id: string;
  /** One sentence for a student: what it shows. */
  readonly help: string;
  /** Two or three sentences, shown when it is opened: the question that it answers, and what to watch. */
  readonly intro: string;
  readonly experiment: Experiment;
}

interface Draft {
  readonly title: string;
  readonly layers: readonly Layer[];
  readonly losses: readonly Loss[];
  readonly dataset?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Record<string, unknown>>;
  readonly strategy?: StrategySection;
  readonly schedule?: Experiment['schedule'];
}

/** An experiment with everything else at its default. */
export function draft({ title, layers, losses, dataset, training, strategy, schedule }: Draft): Experiment {
  return {
    version: experimentVersion,
    title,
    dataset: { kind: 'wardrobe', ...defaultsOf(datasets.wardrobe.options), ...dataset },
    network: { layers },
    losses,
    strategy: strategy ?? makeStrategy('sum'),
    schedule: schedule ?? defaultsOf(scheduleFields),
    optimizer: makeOptimizer('adam'),
    training: { ...defaultsOf(trainingFields), ...training },
  };
}

type Params = Readonly<Record<string, unknown>>;

export const image = makeLayer('image', 'input', []);

/** A convolution 3×3 with ReLU. */
export function conv(id: string, input: string, filters: number, params: Params = {}): Layer {
  return makeLayer(id, 'conv2d', [input], { filters, activation: 'relu', ...params });
}

/** A dense layer with ReLU. */
export function dense(id: string, input: string, units: number): Layer {
  return makeLayer(id, 'dense', [input], { units, activation: 'relu' });
}

/** A dense layer without activation, whose outputs are logits or numbers. */
export function head(target: string, input: string, units: number): Layer {
  return makeLayer(`head-${target}`, 'dense', [input], { units });
}

/** Max-pooling 2×2. Links are relative to presets, so its padding stays what they were made with. */
export function pool(id: string, input: string): Layer {
  return makeLayer(id, 'max-pool', [input], { padding: 'same' });
}
