/** How nodes of the canvas are called: layers by their own ids, everything else behind a #, which no layer begins with. */
import type { Selection } from '../store.ts';

/** The id of the node where the losses join; no layer may have it. */
export const mixerId = '#mixer';

/** The node id of a loss. */
export const lossNodeId = (id: string) => `#loss-${id}`;

/** The node id of a selection; nothing for what is no node. */
export function nodeIdOfSelection(selection: Selection): string | undefined {
  if (selection.kind === 'loss') return lossNodeId(selection.id);
  return selection.kind === 'layer' ? selection.id : undefined;
}
