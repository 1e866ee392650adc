import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Anchor } from './LayerCard.tsx';

/** How long the pointer rests on a node before its card comes. */
export const cardDelayMs = 350;

/** The card beside the node under the pointer, after a moment. */
export function useCard(box: RefObject<HTMLElement | null>) {
  const [anchor, setAnchor] = useState<Anchor>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = useCallback(() => {
    clearTimeout(timer.current);
    setAnchor(undefined);
  }, []);
  const point = useCallback(
    (id: string, delayMs: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const node = box.current?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
        if (node && !id.startsWith('#')) setAnchor({ id, rect: node.getBoundingClientRect() });
      }, delayMs);
    },
    [box],
  );
  useEffect(() => leave, [leave]);
  return { anchor, point, leave };
}
