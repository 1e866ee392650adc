import { type RefObject, useEffect, useRef } from 'react';
import { canvasStore, useCanvas } from './canvasState.ts';
import type { Layout } from './layout.ts';

/**
 * Brings a node into view and gives it the focus when the canvas is asked to; so does the tab stop when the node that
 * had the focus is gone, after undo say.
 */
export function useFocus(
  box: RefObject<HTMLElement | null>,
  reveal: (id: string) => void,
  setCurrent: (id: string) => void,
  layout: Layout,
): void {
  const held = useRef<Element | null>(null);
  useEffect(() => {
    const note = ({ target }: Event) => {
      held.current = target instanceof Element ? target.closest('.react-flow__node') : null;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout is when a node may be gone
  useEffect(() => {
    // React Flow takes nodes away in a render after this one.
    const frame = requestAnimationFrame(() => {
      if (!held.current || held.current.isConnected || document.activeElement !== document.body) return;
      held.current = null;
      box.current?.querySelector<HTMLElement>('.react-flow__node[tabindex="0"]')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [box, layout]);
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
