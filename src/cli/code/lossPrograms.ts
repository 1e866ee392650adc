/** Every loss as a program of a line, on a sample of each target that it fits: at its defaults, and with all options moved. */
import { Draft } from '../../core/code/draft.ts';
import { type Framework, frameworks } from '../../core/code/framework.ts';
import { kerasLosses } from '../../core/code/losses/keras.ts';
import { expressionOf, type LossTable } from '../../core/code/losses/place.ts';
import { pytorchLosses } from '../../core/code/losses/pytorch.ts';
import { tfjsLosses } from '../../core/code/losses/tfjs.ts';
import { type Loss, type LossKindName, lossKind, lossKinds } from '../../core/losses/index.ts';
import { makeLoss } from '../../core/make.ts';

const tables = { keras: kerasLosses, pytorch: pytorchLosses, tfjs: tfjsLosses } as const satisfies Record<
  Framework,
  LossTable
>;

/** Numbers between −2 and 2 that repeat late. */
const wave = (length: number, step: number) => Array.from({ length }, (_, i) => 2 * Math.sin(step * i + 0.4));
const inside = (values: readonly number[]) => values.map((value) => 0.5 + value / 5);

/** Outputs and truths, flat. */
const samples = {
  category: { z: wave(20, 1.3), y: [0, 3, 1, 1, 2], shape: [5, 4] },
  mask: { z: wave(40, 2.1), y: wave(40, 1.7).map((value) => (value > 0.6 ? 1 : 0)), shape: [2, 4, 5, 1] },
  number: { z: wave(6, 1.7), y: wave(6, 0.9), shape: [6, 1] },
  image: { z: inside(wave(216, 1.9)), y: inside(wave(216, 0.8)), shape: [2, 6, 6, 3] },
} as const;

/** Every option away from its default. */
const moved = {
  smoothing: 0.3,
  classWeights: 'manual',
  handWeights: [0.5, 2, 1, 3],
  gamma: 1.5,
  margin: 0.5,
  positiveWeight: 3,
  delta: 0.5,
  smooth: 2,
  alpha: 0.6,
  beta: 0.2,
  ratio: 0.3,
  window: 3,
} as const;

export interface LossProgram {
  readonly name: string;
  readonly loss: Loss;
  /** Reads `z`, `y` and `kernels`, and leaves the value in `result`; in JavaScript it returns it. */
  readonly code: string;
  readonly z: readonly number[];
  readonly y: readonly number[];
  readonly shape: readonly number[];
  readonly isCategory: boolean;
}

export function lossPrograms(framework: Framework): LossProgram[] {
  return (Object.keys(lossKinds) as LossKindName[]).flatMap((kind) => {
    const { reads, targets, params } = lossKind(kind);
    const options = Object.fromEntries(Object.entries(moved).filter(([name]) => name in params.shape));
    const all = [{}, ...(Object.keys(options).length > 0 ? [options] : [])];
    const on = reads === 'target' ? targets : (['category'] as const);
    return on.flatMap((target) => all.map((one) => programOf(framework, kind, target, one)));
  });
}

function programOf(
  framework: Framework,
  kind: LossKindName,
  on: keyof typeof samples,
  options: Readonly<Record<string, unknown>>,
): LossProgram {
  const { reads } = lossKind(kind);
  const names = { target: { output: 'z', target: 'y' }, output: { output: 'z' }, weights: { scope: 'all' } };
  const loss = makeLoss('loss', kind, names[reads], options);
  const { z, y, shape } = samples[on];
  const isCategory = on === 'category';
  const draft = new Draft();
  if (framework === 'keras') draft.import('import keras');
  if (framework === 'pytorch') draft.import('import torch');
  const place = { z: 'z', y: 'y', classes: isCategory ? 4 : 0, shape: shape.slice(1), kernels: 'kernels', draft };
  const value = expressionOf(tables[framework], loss, place);
  const moves = Object.keys(options).length > 0 ? `, ${Object.keys(options).join(', ')} moved` : '';
  return {
    name: `${kind} on a ${on}${moves}, in ${frameworks[framework].label}`,
    loss,
    code: draft.text([], [framework === 'tfjs' ? `return ${value};` : `result = ${value}`]),
    ...{ z, y, shape, isCategory },
  };
}

/** The shape of the truth. */
export function truthShape({ isCategory, shape, y }: LossProgram): readonly number[] {
  return isCategory ? [y.length] : shape;
}

/** The weights of the classes of a loss, where it has any. */
export function classesOf({ loss }: LossProgram): readonly number[] | undefined {
  return 'classWeights' in loss && loss.classWeights === 'manual' ? loss.handWeights : undefined;
}
