/** The step under the pointer, the same in every chart. Apart from the page's store: it changes with every move. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type Horizontal, xOfStep } from './horizontal.ts';
import type { Tables } from './rows.ts';

interface Hover {
  /** Of the run on the charts. */
  readonly step: number | null;
  /** Where the pointer is, in what the axis counts; where it is missing, the place of the step. */
  readonly x: number | undefined;
}

const nowhere: Hover = { step: null, x: undefined };
const hover = createStore<Hover>()(() => nowhere);

/** Shows the crosshair of every chart at a step, or at a place beyond the steps that the run has taken; null hides it. */
export function setHoverStep(step: number | null, x?: number): void {
  const now = hover.getState();
  if (now.step !== step || now.x !== x) hover.setState({ step, x });
}

/** The step under the pointer or the keyboard, or null. */
export function useHoverStep(): number | null {
  return useZustand(hover, ({ step }) => step);
}

/** The place of the hovered step on the axis of a run; undefined where nothing is hovered. */
export function useHoveredX(across: Horizontal, { train }: Tables): number | undefined {
  const { step, x } = useZustand(hover);
  if (step === null) return undefined;
  const at = x ?? xOfStep(across, train, step);
  return Number.isNaN(at) ? undefined : at;
}
