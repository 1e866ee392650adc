/**
 * The live equation as TeX, term by term, so that every term can carry its loss's colour and light it up. What the
 * equation says depends on the strategy (which weights act now) and on the schedule (what each optimizer follows).
 */
import type { Experiment } from '../../core/experiment.ts';
import { type Loss, lossKind } from '../../core/losses/index.ts';
import { lossNumber } from '../../core/losses/names.ts';
import { isAdded, isHeard, isPenalty, isUnmuted } from '../../core/losses/roles.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';

export interface Term {
  readonly lossId: string;
  readonly tex: string;
  /** What stands before it: "+", "and", "then", or nothing before the first. */
  readonly joint: string;
}

export interface Equation {
  /** TeX of the left-hand side. */
  readonly left: string;
  /** A total L is defined, and its value may be shown. */
  readonly hasTotal: boolean;
  readonly terms: readonly Term[];
  /** TeX of the method's own formula, where it is more than the weighted sum; with the penalties that are added to it. */
  readonly rule?: string;
  /** What the numbers are, in words. */
  readonly note?: string;
}

/** Effective weights of the last step by loss id; none before the first. */
type Effective = Readonly<Record<string, number | undefined>>;

/** The equation of an experiment with the weights as they act now. Muted losses are left out. */
export function equationOf(experiment: Experiment, effective: Effective): Equation {
  const { strategy, schedule } = experiment;
  const row: Strategy = strategies[strategy.kind];
  const unmuted = experiment.losses.filter(isUnmuted);
  if (schedule.kind !== 'joint') return perOptimizer(experiment, unmuted);
  if (row.isPlain) {
    return {
      left: 'L',
      hasTotal: true,
      terms: unmuted.map((loss, i) => term(loss, i, `${factorTex(loss.fader)}\\,${symbol(experiment, loss)}`)),
    };
  }
  const isMeasured = unmuted.some((loss) => effective[loss.id] !== undefined);
  const isOnLosses = row.family === 'losses';
  return {
    left: isOnLosses ? '\\nabla L' : 'd',
    hasTotal: isOnLosses,
    rule: isOnLosses ? withPenalties(experiment, row.formula) : row.formula,
    ...(isMeasured ? {} : { note: 'before the first step, with the faders' }),
    terms: unmuted.map((loss, i) => {
      const weight = effective[loss.id] ?? loss.fader;
      return term(loss, i, `${factorTex(weight)}\\,${gradient(experiment, loss)}`, weight);
    }),
  };
}

/** The total of a method on losses with the penalties that it does not weigh, each with its fader. */
function withPenalties(experiment: Experiment, formula: string): string {
  const added = experiment.losses.filter((loss) => isHeard(loss) && isAdded(loss, experiment.strategy));
  const terms = added.map((loss) => `${factorTex(loss.fader)}\\,${symbol(experiment, loss)}+`);
  return formula.replace(/^L=/, (left) => `${left}${terms.join('')}`);
}

function perOptimizer(experiment: Experiment, unmuted: readonly Loss[]): Equation {
  const isAlternating = experiment.schedule.kind === 'alternating';
  const joint = isAlternating ? 'then' : 'and';
  return {
    left: '\\Delta\\theta',
    hasTotal: false,
    note: isAlternating ? 'one optimizer per loss, in turn' : 'one optimizer per loss, together',
    terms: unmuted.map((loss, i) => {
      const rate = loss.rate === 1 ? '' : `${factorTex(loss.rate)}\\,`;
      const turns = isAlternating && loss.turns > 1 ? `${loss.turns}\\times\\,` : '';
      const body = `${turns}{-}${rate}\\eta\\nabla\\,${factorTex(loss.fader)}\\,${symbol(experiment, loss)}`;
      return { lossId: loss.id, tex: body, joint: i === 0 ? '' : joint };
    }),
  };
}

function term(loss: Loss, index: number, tex: string, weight = loss.fader): Term {
  const isNegative = weight < 0;
  return {
    lossId: loss.id,
    tex: isNegative ? tex.replace('-', '') : tex,
    joint: index === 0 ? (isNegative ? '−' : '') : isNegative ? '−' : '+',
  };
}

/** L₁, or what a penalty sums up. */
function symbol(experiment: Experiment, loss: Loss): string {
  const row = lossKind(loss.kind);
  switch (row.reads) {
    case 'target':
      return `L_{${lossNumber(experiment, loss.id)}}`;
    case 'output':
      return row.symbol;
    case 'weights':
      return row.symbol('scope' in loss && loss.scope === 'shared' ? '\\theta_s' : '\\theta');
    default:
      return row satisfies never;
  }
}

function gradient(experiment: Experiment, loss: Loss): string {
  return isPenalty(loss) ? `\\nabla ${symbol(experiment, loss)}` : `g_{${lossNumber(experiment, loss.id)}}`;
}

/** A fader or a weight in TeX: 0.70, or a power of ten where it is small or large. */
export function factorTex(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e-2 && size < 1e3) return Number(value.toPrecision(3)).toFixed(size < 0.1 ? 3 : 2);
  const [digits = '1', power = '0'] = value.toExponential(1).split('e');
  const factor = Number(digits) === 1 ? '' : `${Number(digits)}{\\cdot}`;
  return `${factor}10^{${Number(power)}}`;
}

/** A term in words, for a label: "0.70 times L1, colour". */
export function termLabel(experiment: Experiment, loss: Loss, title: string, weight: number): string {
  const number = lossNumber(experiment, loss.id);
  return `${Number(weight.toPrecision(3))} times ${number > 0 ? `L${number}, ` : ''}${title}`;
}
