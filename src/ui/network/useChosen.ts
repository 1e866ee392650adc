import { useMemo, useRef } from 'react';
import type { FlowNode } from './nodes.tsx';

/** The nodes with what is selected, one of them the tab stop; a node for which nothing changes stays the same object. */
export function useChosen(nodes: FlowNode[], chosen: ReadonlySet<string>, current: string): FlowNode[] {
  const made = useRef(new Map<string, { from: FlowNode; isChosen: boolean; isStop: boolean; node: FlowNode }>());
  return useMemo(() => {
    const stop = nodes.some(({ id }) => id === current) ? current : nodes.find(({ type }) => type === 'layer')?.id;
    const next: typeof made.current = new Map();
    const result = nodes.map((from) => {
      const isChosen = chosen.has(from.id);
      const isStop = from.id === stop;
      const known = made.current.get(from.id);
      const isSame = known?.from === from && known.isChosen === isChosen && known.isStop === isStop;
      const tab = from.focusable === false ? {} : { domAttributes: { tabIndex: isStop ? 0 : -1 } };
      const entry = isSame ? known : { from, isChosen, isStop, node: { ...from, selected: isChosen, ...tab } };
      next.set(from.id, entry);
      return entry.node;
    });
    made.current = next;
    return result;
  }, [nodes, chosen, current]);
}
