/** The table of strategies: one row a file, the key is the `kind`. Adding a method is adding a file and a row. */
import { alignedMtl } from './alignedMtl.ts';
import { cagrad } from './cagrad.ts';
import { config } from './config.ts';
import { dbMtl } from './dbMtl.ts';
import { dualproj } from './dualproj.ts';
import { dwa } from './dwa.ts';
import { fairgrad } from './fairgrad.ts';
import { famo } from './famo.ts';
import { gls } from './gls.ts';
import { graddrop } from './graddrop.ts';
import { gradnorm } from './gradnorm.ts';
import { gradvac } from './gradvac.ts';
import { imtlG } from './imtlG.ts';
import { imtlL } from './imtlL.ts';
import { mgda } from './mgda.ts';
import { nashMtl } from './nashMtl.ts';
import { pbi } from './pbi.ts';
import { pcgrad } from './pcgrad.ts';
import { rlw } from './rlw.ts';
import { smoothTchebycheff } from './smoothTchebycheff.ts';
import { softmaxWeights } from './softmaxWeights.ts';
import type { Strategy } from './strategy.ts';
import { sum } from './sum.ts';
import { tchebycheff } from './tchebycheff.ts';
import { trainableWeight } from './trainableWeight.ts';
import { uncertainty } from './uncertainty.ts';
import { upgrad } from './upgrad.ts';

export const strategies = {
  sum,
  'trainable-weight': trainableWeight,
  'softmax-weights': softmaxWeights,
  uncertainty,
  dwa,
  rlw,
  gls,
  'imtl-l': imtlL,
  famo,
  tchebycheff,
  'smooth-tchebycheff': smoothTchebycheff,
  pbi,
  mgda,
  pcgrad,
  gradvac,
  cagrad,
  'imtl-g': imtlG,
  'nash-mtl': nashMtl,
  'aligned-mtl': alignedMtl,
  upgrad,
  dualproj,
  fairgrad,
  gradnorm,
  graddrop,
  config,
  'db-mtl': dbMtl,
} satisfies Record<string, Strategy>;

export type StrategyKind = keyof typeof strategies;

/** Every kind, in the order of the table. */
export const strategyKinds = Object.keys(strategies) as StrategyKind[];

/** Whether `kind` is a row of the table. */
export function isStrategyKind(kind: unknown): kind is StrategyKind {
  return typeof kind === 'string' && Object.hasOwn(strategies, kind);
}

/** The strategy of that kind; undefined where there is none. */
export function findStrategy(kind: string): Strategy | undefined {
  return isStrategyKind(kind) ? strategies[kind] : undefined;
}
