/** The step under the pointer, the same in every chart. Apart from the page's store: it changes with every move. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';

const hoverStep = createStore<{ readonly step: number | null }>()(() => ({ step: null }));

/** Shows the crosshair of every chart at a step; null hides it. */
export function setHoverStep(step: number | null): void {
  if (hoverStep.getState().step !== step) hoverStep.setState({ step });
}

/** The step under the pointer or the keyboard, or null. */
export function useHoverStep(): number | null {
  return useZustand(hoverStep, (state) => state.step);
}
