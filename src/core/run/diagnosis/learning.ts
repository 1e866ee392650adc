/** Whether what a run was for was learned at all. */
import { graphOf } from '../../graphOf.ts';
import type { Loss } from '../../losses/index.ts';
import { lossName } from '../../losses/names.ts';
import { optimizerKinds } from '../../optimizers.ts';
import type { Fix } from '../../problem.ts';
import { strategies } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { capitalised, listText, numberText } from '../../words.ts';
import { columnName } from '../columns.ts';
import { againstChance } from './chance.ts';
import { dataLosses, type Ended, type Finding } from './ended.ts';
import { largestRate, rateText, settingFor } from './rates.ts';
import { cureFix, epochsFix, rateFix, rounded } from './remedies.ts';
import { isFalling, isUnmoved, seriesOf } from './series.ts';

/** A loss is where it began, or its answers are no better than chance. */
export function notLearning(ended: Ended): Finding | undefined {
  const { experiment } = ended;
  const { strategy, training } = experiment;
  const data = dataLosses(ended);
  const idle = data.flatMap((loss) => idleness(ended, loss) ?? []);
  const first = idle[0]?.loss;
  if (!first) return undefined;
  const names = listText(idle.map(({ loss }) => lossName(experiment, loss.id)));
  const seen = `${capitalised(names)} ${idle.length === 1 ? 'is' : 'are'} not learned: no better than ${thanWhat(idle)}`;
  // What is wrong by construction was known before the first step.
  const known = graphOf(experiment).problems.find(({ severity, fix }) => severity === 'warning' && fix);
  if (known?.fix) {
    return { kind: 'not-learning', text: `${seen}. ${known.message} ${known.remedy}`, fix: known.fix };
  }
  if (idle.length < data.length) {
    const row: Strategy = strategies[strategy.kind];
    const cure = experiment.schedule.kind === 'joint' ? row.cure?.(strategy, 'given-up') : undefined;
    if (cure) return { kind: 'not-learning', text: `${seen}, because ${cure.why}. ${cure.remedy}`, fix: cureFix(cure) };
    const value = rounded(first.fader * 3);
    const label = `Run with ${lossName(experiment, first.id)} at fader ${numberText(value)}`;
    const fix: Fix = { kind: 'set', at: ['losses', first.id, 'fader'], value, label };
    return {
      kind: 'not-learning',
      text: `${seen}. A higher fader gives it more of the update.`,
      ...(value <= 1000 && { fix }),
    };
  }
  const { label, usualRate } = optimizerKinds[experiment.optimizer.kind];
  const rate = largestRate(ended);
  if (rate.value >= usualRate / 3 && rate.value <= usualRate * 3) {
    const epochs = Math.min(1000, 2 * training.epochs);
    const text = `${seen}. Train longer, or give the layers before the heads more filters or units.`;
    return { kind: 'not-learning', text, ...(epochs > training.epochs ? { fix: epochsFix(epochs) } : {}) };
  }
  const size = rate.value < usualRate ? 'low' : 'high';
  const setting = settingFor(rate, usualRate);
  return {
    kind: 'not-learning',
    text: `${seen}. The learning rate of ${rateText(rate)} is ${size} for ${label}: try ${numberText(setting)}.`,
    fix: rateFix(setting),
  };
}

/** A loss that was not learned, with what chance has where that is known. */
interface Idle {
  readonly loss: Loss;
  readonly chance?: string;
}

/** Judged by its metric against chance, while its loss does not fall any more; by its loss alone where chance is not known. */
function idleness(ended: Ended, loss: Loss): Idle | undefined {
  const values = seriesOf(ended.train, columnName('loss', loss.id));
  if (values.length < 10) return undefined;
  const found = againstChance(ended, loss);
  if (!found) return isUnmoved(values) ? { loss } : undefined;
  return found.isBeyond || isFalling(values) ? undefined : { loss, chance: found.text };
}

/** "at the start", or "by chance, which has accuracy 0.125". */
function thanWhat(idle: readonly Idle[]): string {
  const chances = [...new Set(idle.flatMap(({ chance }) => chance ?? []))];
  const isAll = idle.every(({ chance }) => chance !== undefined);
  if (chances.length === 0) return 'at the start';
  return `${isAll ? '' : 'at the start or '}by chance, which has ${listText(chances)}`;
}
