/** The networks that are timed: the reference network A with any number of heads, and one that is almost nothing. */
import type { Experiment } from '../../core/experiment.ts';
import type { Layer } from '../../core/layers/index.ts';
import { makeLoss, makeStrategy } from '../../core/make.ts';
import type { StrategyKind } from '../../core/strategies/index.ts';
import { conv, dense, draft, head, image, pool } from '../../core/templates/draft.ts';

/** Targets of the heads in turn, with their classes; the first two are those of the reference. */
const targets = [
  ['garment', 6],
  ['size', 3],
  ['colour', 8],
  ['pattern', 4],
] as const;

/** Classes of each head of network A. */
export function classesOf(lossCount: number): readonly number[] {
  return Array.from({ length: lossCount }, (_, i) => targets[i % targets.length]?.[1] ?? 0);
}

interface Choice {
  readonly lossCount: number;
  readonly strategy: StrategyKind;
  readonly batchSize: number;
}

/** Images 32×32×3, two convolutions of 16 and 32 filters, each pooled, dense 64, one head a loss, Adam. */
export function networkA({ lossCount, strategy, batchSize }: Choice): Experiment {
  const trunk = [
    conv('conv-1', 'image', 16),
    pool('pool-1', 'conv-1'),
    conv('conv-2', 'pool-1', 32),
    pool('pool-2', 'conv-2'),
    flatten('pool-2'),
    dense('dense', 'flatten', 64),
  ];
  return experiment('Network A', [image, ...trunk], 'dense', { lossCount, strategy, batchSize }, 32, 640);
}

/** Images 16×16×3, one convolution of 4 filters, pooled: what is left is the cost of a step itself. */
export function tinyNetwork(strategy: StrategyKind): Experiment {
  const trunk = [conv('conv-1', 'image', 4), pool('pool-1', 'conv-1'), flatten('pool-1')];
  return experiment('Tiny', [image, ...trunk], 'flatten', { lossCount: 2, strategy, batchSize: 8 }, 16, 64);
}

function flatten(input: string): Layer {
  return { id: 'flatten', kind: 'flatten', inputs: [input] };
}

function experiment(
  title: string,
  trunk: readonly Layer[],
  end: string,
  { lossCount, strategy, batchSize }: Choice,
  size: number,
  count: number,
): Experiment {
  const named = classesOf(lossCount).map((classes, i) => ({
    classes,
    name: `head-${i + 1}`,
    target: targets[i % targets.length]?.[0] ?? '',
  }));
  return draft({
    title,
    layers: [...trunk, ...named.map(({ name, classes }) => ({ ...head(name, end, classes), id: name }))],
    losses: named.map(({ name, target }, i) =>
      makeLoss(`loss-${i + 1}`, 'softmax-cross-entropy', { output: name, target }),
    ),
    strategy: makeStrategy(strategy),
    dataset: { size, count },
    training: { batchSize, epochs: 1000, evaluateEvery: 10_000 },
  });
}
