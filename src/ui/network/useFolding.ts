/**
 * Which repetitions of the network stand folded: all, but for those that a person opened, and those of which a part is
 * selected. What was open stays open until it is folded again.
 */
import { useEffect, useMemo } from 'react';
import type { Experiment } from '../../core/experiment.ts';
import type { Layer } from '../../core/layers/index.ts';
import { select } from '../actions/look.ts';
import { type Selection, store, useStore } from '../store.ts';
import { canvasStore, useCanvas } from './canvasState.ts';
import { fold, type Repetition, repetitionsOf } from './fold.ts';
import type { FoldNodeView, NetworkView } from './networkView.ts';

interface Folding {
  readonly view: NetworkView;
  /** Something stands there layer by layer that could be folded. */
  readonly canFold: boolean;
}

/** The network with its repetitions folded. */
export function useFolding(experiment: Experiment, view: NetworkView): Folding {
  const selection = useStore((state) => state.selection);
  const unfolded = useCanvas((state) => state.unfolded);
  const repetitions = useMemo(() => repetitionsOf(experiment, view), [experiment, view]);
  const touched = repetitions.filter(({ layers }) => isPartOf(layers, selection));
  const open = repetitions.filter((one) => touched.includes(one) || one.layers.some((layer) => unfolded.has(layer)));
  useEffect(() => {
    const fresh = touched.flatMap(({ layers }) => layers).filter((layer) => !unfolded.has(layer));
    if (fresh.length > 0) canvasStore.setState({ unfolded: new Set([...unfolded, ...fresh]) });
  });
  const openIds = open.map(({ layers }) => layers[0]?.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: which are open is told by their first layers
  const folded = useMemo(() => fold(view, without(repetitions, open)), [view, repetitions, openIds]);
  return { view: folded, canFold: open.length > 0 };
}

function without(all: readonly Repetition[], some: readonly Repetition[]): readonly Repetition[] {
  return all.filter((one) => !some.includes(one));
}

/** Whether some of the layers are selected, but not all. */
function isPartOf(layers: readonly Layer[], selection: readonly Selection[]): boolean {
  const chosen = new Set(selection.flatMap((one) => (one.kind === 'layer' ? one.id : [])));
  const count = layers.filter(({ id }) => chosen.has(id)).length;
  return count > 0 && count < layers.length;
}

/** Shows the layers of a card one by one, the first with the focus. */
export function unfold(card: FoldNodeView): void {
  const layers = store.getState().experiment.network.layers.filter(({ id }) => card.layers.includes(id));
  const { unfolded } = canvasStore.getState();
  canvasStore.setState({ unfolded: new Set([...unfolded, ...layers]), focus: card.layers[0] });
}

/** Folds whatever repeats. */
export function foldAll(): void {
  select();
  canvasStore.setState({ unfolded: new Set(), edge: null });
}
