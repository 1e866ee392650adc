/** The combination of a step as TeX, with its numbers. */
import type { Experiment } from '../../../core/experiment.ts';
import { lossKind } from '../../../core/losses/index.ts';
import { lossNumber } from '../../../core/losses/names.ts';
import type { ActingWeights, Combination, Pass } from '../../../core/run/dissection.ts';
import { formatValue } from '../../format.ts';
import { factorTex } from '../../mixer/terms.ts';

/** "g_1", or "g_R" of a penalty that is weighed. */
function gradientTex(experiment: Experiment, id: string): string {
  const number = lossNumber(experiment, id);
  return `g_{${number > 0 ? number : 'R'}}`;
}

/** "g_1=0.50\,\nabla L_1". */
export function rowName(id: string, { backward }: Pass, experiment: Experiment): string {
  const factor = backward.find(({ loss }) => loss === id)?.factor ?? 1;
  return `${gradientTex(experiment, id)}=${factor === 1 ? '' : `${factorTex(factor)}\\,`}\\nabla ${symbolTex(experiment, id)}`;
}

function symbolTex(experiment: Experiment, id: string): string {
  const loss = experiment.losses.find((one) => one.id === id);
  const row = loss && lossKind(loss.kind);
  if (row?.reads === 'weights') return row.symbol('\\theta');
  return row?.reads === 'output' ? row.symbol : `L_{${lossNumber(experiment, id)}}`;
}

/** A part of a formula, in the colour of its loss where it has one. */
export interface Part {
  readonly tex: string;
  readonly loss?: string;
}

/** A formula in words for a label: "g=1.00 g1-0.50 g2". */
export function spoken(parts: readonly Part[]): string {
  const text = parts.map(({ tex }) => tex).join('');
  return text
    .replaceAll('\\,', ' ')
    .replaceAll('\\cdot', '·')
    .replaceAll('\\nabla', '∇')
    .replaceAll('\\theta', 'θ')
    .replaceAll(/[{}_\\]/g, '');
}

/** "g=", "1.00\,g_1", "-0.50\,g_2", with the penalties that are added. */
export function combinedParts({ rows, weighing }: Combination, { backward }: Pass, experiment: Experiment): Part[] {
  const weighed = rows.map((id, i) => [weighing?.weights[i] ?? 0, gradientTex(experiment, id), id] as const);
  const added = backward
    .filter(({ loss }) => !rows.includes(loss))
    .map(({ loss, factor }) => [factor, `\\nabla ${symbolTex(experiment, loss)}`, loss] as const);
  return [{ tex: 'g=' }, ...sumParts([...weighed, ...added])];
}

/** "L=", "1.00\cdot 2.08", "+0.50\cdot 1.10", "=2.63". */
export function totalParts({ acting, total, offset }: ActingWeights, { losses }: Pass): Part[] {
  const terms = losses.flatMap(({ loss, value }) => {
    const weight = acting[loss] ?? 0;
    return weight === 0 ? [] : [[weight, `\\cdot ${numberTex(value)}`, loss] as const];
  });
  const beyond = offset === 0 ? [] : [{ tex: `${offset < 0 ? '-' : '+'}${numberTex(Math.abs(offset))}` }];
  return [{ tex: 'L=' }, ...sumParts(terms), ...beyond, { tex: `=${numberTex(total)}` }];
}

/** Of every projection "p_1=", "1.00\,g_1", "+0.31\,g_2". */
export function projectedParts({ rows, weighing }: Combination, experiment: Experiment): Part[][] {
  return (weighing?.projections ?? []).map(({ from, to }) => {
    const own = from.findIndex((share) => share !== 0);
    const isOfOne = from.filter((share) => share !== 0).length === 1;
    const terms = to.flatMap((share, i) => {
      const id = rows[i] ?? '';
      return share === 0 ? [] : [[share, gradientTex(experiment, id), id] as const];
    });
    const name = isOfOne ? gradientTex(experiment, rows[own] ?? '').replace('g', 'p') : 'p';
    return [{ tex: `${name}=` }, ...sumParts(terms)];
  });
}

function sumParts(terms: readonly (readonly [factor: number, of: string, loss: string])[]): Part[] {
  if (terms.length === 0) return [{ tex: '0' }];
  return terms.map(([factor, of, loss], i) => {
    const sign = factor < 0 ? '-' : i === 0 ? '' : '+';
    return { tex: `${sign}${factorTex(Math.abs(factor))}\\,${of}`, loss };
  });
}

/** A number as on the page; powers of ten as TeX. */
function numberTex(value: number): string {
  const text = formatValue(value).replace('−', '-');
  const [digits, power] = text.split('e');
  if (power === undefined) return text === '∞' ? '\\infty' : text === '–' ? '\\text{NaN}' : text;
  return `${digits}{\\cdot}10^{${Number(power.replace('−', '-'))}}`;
}
