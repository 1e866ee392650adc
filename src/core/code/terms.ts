/** The terms of a total and their factors: what every language writes alike. */
import { isConstant } from '../courses.ts';
import type { Desk, LayerPenalty, Term } from './desk.ts';
import { isProximal } from './desk.ts';
import { literal } from './names.ts';

/** A penalty with its fixed factor, on the desk or of layers. */
export interface Added {
  readonly name: string;
  readonly factor: string;
  readonly of: { readonly term: Term } | { readonly layers: LayerPenalty };
  /** Factor of the L1 that is left to the proximal step: none of it is in the loss. */
  readonly shrinks?: number;
  /** Nothing of it is left for the loss. */
  readonly isAllShrunk: boolean;
}

/** The penalties that are added, those of layers behind those of the desk. */
export function addedOf(desk: Desk, factorOf: (term: Term) => string): Added[] {
  const takesSteps = isProximal(desk);
  const ofDesk = desk.added.map((term): Added => {
    const { loss } = term;
    const share = loss.kind === 'l1' ? 1 : loss.kind === 'elastic-net' ? loss.ratio : 0;
    const isStep = takesSteps && share > 0;
    return {
      name: term.name,
      factor: factorOf(term),
      of: { term },
      isAllShrunk: isStep && share === 1,
      ...(isStep ? { shrinks: share } : {}),
    };
  });
  const ofLayers = desk.layerPenalties.map((layers): Added => {
    const isStep = takesSteps && layers.kind === 'l1';
    return {
      name: `${layers.kind}_of_layers`,
      factor: literal(layers.factor),
      of: { layers },
      isAllShrunk: isStep,
      ...(isStep ? { shrinks: 1 } : {}),
    };
  });
  return [...ofDesk, ...ofLayers];
}

/** "fader_colour" where the fader follows a course. */
export function faderCourse({ loss, name }: Term): string | undefined {
  return isConstant(loss.course) ? undefined : name.replace(/^(loss|penalty)_/, 'fader_');
}

/** Two losses of targets whose faders add up to one: a and 1 − a, as the linked faders of the page have it. */
export function linkedWeight({ weighed }: Desk): number | undefined {
  const [first, second, third] = weighed.map(({ loss }) => loss);
  if (!first || !second || third) return undefined;
  if (!isConstant(first.course) || !isConstant(second.course)) return undefined;
  return Math.abs(first.fader + second.fader - 1) < 1e-6 ? first.fader : undefined;
}
