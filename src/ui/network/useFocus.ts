import { type RefObject, useEffect } from 'react';
import { canvasStore, useCanvas } from './canvasState.ts';

/** Brings a node into view and gives it the focus when the canvas is asked to. */
export function useFocus(
  box: RefObject<HTMLElement | null>,
  reveal: (id: string) => void,
  setCurrent: (id: string) => void,
): void {
  const focus = useCanvas((state) => state.focus);
  useEffect(() => {
    if (focus === null) return;
    canvasStore.setState({ focus: null });
    setCurrent(focus);
    reveal(focus);
    const isElsewhere = document.activeElement?.closest('.net-palette, dialog');
    // A press on the palette keeps the focus there, so that the next piece is one key away.
    if (isElsewhere) return;
    let tries = 20;
    requestAnimationFrame(function find() {
      // A menu opened since then has the focus; to take it away would close the menu.
      if (canvasStore.getState().menu !== null) return;
      const node = box.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(focus)}"]`);
      // A new node is drawn a frame or two after the edit.
      if (node) node.focus({ preventScroll: true });
      else if (tries-- > 0) requestAnimationFrame(find);
    });
  }, [focus, box, reveal, setCurrent]);
}
