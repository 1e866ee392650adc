/** Which stage of a step is looked at, and whether the stages play themselves in slow motion. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** How long a stage stays in slow motion, in milliseconds. */
export const paces = [
  { id: 'slow', label: 'slow', ms: 5000 },
  { id: 'medium', label: 'medium', ms: 2500 },
  { id: 'fast', label: 'fast', ms: 900 },
] as const;

export type Pace = (typeof paces)[number]['id'];

interface StepState {
  /** Index of the stage. */
  readonly at: number;
  readonly isPlaying: boolean;
  /** The next step plays itself, too: a person who chose a stage wants to stay there. */
  readonly plays: boolean;
  readonly pace: Pace;
}

export const stepStore = createStore<StepState>(() => ({ at: 0, isPlaying: false, plays: true, pace: 'medium' }));

export function useStepState<T>(select: (state: StepState) => T): T {
  return useZustand(stepStore, select);
}

/** Stays at a stage, which a person chose. */
export function goTo(at: number): void {
  stepStore.setState({ at, isPlaying: false, plays: false });
}

/** Goes to the stage that an arrow key, Home or End leads to. Answers whether it was one of them. */
export function goByKey(key: string, count: number): boolean {
  const { at } = stepStore.getState();
  const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[key];
  if (target === undefined) return false;
  goTo(Math.max(0, Math.min(count - 1, target)));
  return true;
}

/** Goes on by a stage in slow motion, which ends at the last of them. */
export function playOn(count: number): void {
  stepStore.setState(({ at }) => ({ at: Math.min(at + 1, count - 1), isPlaying: at + 1 < count - 1 }));
}

/** Plays or stops; from the start where it is at the end. */
export function togglePlay(count: number): void {
  stepStore.setState(({ isPlaying, at }) => ({
    isPlaying: !isPlaying,
    plays: !isPlaying,
    at: !isPlaying && at >= count - 1 ? 0 : at,
  }));
}

/** Another step was taken: it plays from its start, or shows the stage that was looked at. */
export function showStep(count: number, isStill: boolean): void {
  stepStore.setState(({ plays, at }) => {
    const isPlaying = plays && !isStill;
    return { isPlaying, at: isPlaying ? 0 : Math.min(at, count - 1) };
  });
}

export function setPace(pace: Pace): void {
  stepStore.setState({ pace });
}
