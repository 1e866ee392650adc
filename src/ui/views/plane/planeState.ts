/** What a person has set on the plane; it stays so while other tabs are shown. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type StrategyKind, strategyKinds } from '../../../core/strategies/index.ts';
import { type PlaneKind, planeOf } from '../../../core/study/plane/index.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { type PlaneSetting, usualSetting } from '../../../core/study/plane/setting.ts';

/** The most strategies at a time: as many as have lines of their own. */
export const strategyLimit = 9;

/** What is drawn behind the walks: lines of equal loss and total, and where the gradients conflict. */
export type Layer = 'first' | 'second' | 'total' | 'conflict';

export interface PlaneState {
  readonly setting: PlaneSetting;
  /** The step that is shown; the last one where it is undefined. */
  readonly step: number | undefined;
  /** The strategy whose arrows are drawn; the first one where it is not among the chosen. */
  readonly arrowsOf: StrategyKind | undefined;
  /** Whether the start is under a finger or the mouse. */
  readonly isHeld: boolean;
  /** The setting that is toured: all its starts are shown as long as it is the one that is set. */
  readonly tourOf: PlaneSetting | undefined;
  /** The strategy that stands before the others in a tour. */
  readonly emphasised: StrategyKind | undefined;
  readonly layers: Readonly<Record<Layer, boolean>>;
}

export const planeState = createStore<PlaneState>()(() => ({
  setting: { ...usualSetting('cagrad-toy'), strategies: ['sum', 'mgda', 'pcgrad', 'cagrad'], faders: [1, 1] },
  step: undefined,
  arrowsOf: undefined,
  isHeld: false,
  tourOf: undefined,
  emphasised: undefined,
  layers: { first: true, second: true, total: true, conflict: false },
}));

export function usePlaneState<T>(select: (state: PlaneState) => T): T {
  return useZustand(planeState, select);
}

/** Changes the setting; the walks are then shown to their ends. */
export function set(changes: Partial<PlaneSetting>): void {
  planeState.setState(({ setting }) => ({ setting: { ...setting, ...changes }, step: undefined }));
}

/** Sets the rate, and tours again where all starts were shown. */
export function setRate(learningRate: number): void {
  const { setting, tourOf } = planeState.getState();
  const next = { ...setting, learningRate };
  planeState.setState({ setting: next, step: undefined, tourOf: tourOf === setting ? next : undefined });
}

/** Walks from all starts of the problem. */
export function beginTour(): void {
  planeState.setState(({ setting }) => ({ tourOf: setting, step: undefined }));
}

/** Leaves the tour, or cancels it. */
export function endTour(): void {
  planeState.setState({ tourOf: undefined });
}

/** Brings the lines of a strategy before the others; those that are, no longer. */
export function emphasise(kind: StrategyKind): void {
  planeState.setState(({ emphasised }) => ({ emphasised: emphasised === kind ? undefined : kind }));
}

/** Another problem, with what it was published with. */
export function chooseProblem(kind: PlaneKind): void {
  set(usualSetting(kind));
}

/** Moves the start, within the view. */
export function moveStart([x, y]: Pair): void {
  const { view, box } = planeOf(planeState.getState().setting.problem);
  const { low, high } = box ?? view;
  const within = (value: number, i: 0 | 1) => Math.min(high[i], Math.max(low[i], value));
  set({ start: [within(x, 0), within(y, 1)] });
}

/** Takes a strategy in or out, in the order of the table. */
export function toggleStrategy(kind: StrategyKind): void {
  const { strategies } = planeState.getState().setting;
  const isIn = strategies.includes(kind);
  if (!isIn && strategies.length >= strategyLimit) return;
  set({ strategies: strategyKinds.filter((one) => (one === kind ? !isIn : strategies.includes(one))) });
}

/** Draws a layer behind the walks, or no longer. */
export function toggleLayer(name: Layer): void {
  planeState.setState(({ layers }) => ({ layers: { ...layers, [name]: !layers[name] } }));
}

/** Takes exactly these strategies, in the order of the table. */
export function chooseStrategies(kinds: readonly StrategyKind[]): void {
  set({ strategies: strategyKinds.filter((kind) => kinds.includes(kind)) });
}

/** Shows a step. */
export function showStep(step: number | undefined): void {
  planeState.setState({ step });
}
