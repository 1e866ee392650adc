/** The table of plane problems: one row a kind. Adding a problem is adding a row. */
import { cagradToy } from './cagradToy.ts';
import { fonsecaFleming } from './fonsecaFleming.ts';
import type { PlaneProblem } from './planeProblem.ts';
import { convexQuadratic, elementWiseQuadratic, homogeneousQuadratic } from './quadratics.ts';
import { zdt1, zdt2, zdt3 } from './zdt.ts';

export const planes = {
  'cagrad-toy': cagradToy,
  'fonseca-fleming': fonsecaFleming,
  'element-wise-quadratic': elementWiseQuadratic,
  'convex-quadratic': convexQuadratic,
  'homogeneous-quadratic': homogeneousQuadratic,
  zdt1,
  zdt2,
  zdt3,
} satisfies Record<string, PlaneProblem>;

export type PlaneKind = keyof typeof planes;

export const planeKinds = Object.keys(planes) as readonly PlaneKind[];

/** The problem of that kind. */
export function planeOf(kind: PlaneKind): PlaneProblem {
  return planes[kind];
}

/** Whether `kind` is a row of the table. */
export function isPlaneKind(kind: unknown): kind is PlaneKind {
  return typeof kind === 'string' && Object.hasOwn(planes, kind);
}
