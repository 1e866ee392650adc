/**
 * What part of the network is seen: all of it where it stays legible; else as much as is, from the image on, and the
 * rest by panning. Decided anew when the structure or the size of the canvas changes, not when a person pans.
 */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Box, Layout } from './layout.ts';

/** Below it, 12 px letters are under 8 px. What does not fit is panned, and then it may as well be read with ease. */
const leastZoom = 0.66;
const panningZoom = 0.85;
const mostZoom = 1.15;
const margin = 18;
const glideMs = 260;

/** The viewport that shows `bounds` in a canvas of that size. */
export function framing(
  bounds: Box,
  width: number,
  height: number,
  least = leastZoom,
): { x: number; y: number; zoom: number } {
  const fit = Math.min((width - 2 * margin) / bounds.width, (height - 2 * margin) / bounds.height);
  const zoom = fit < least ? panningZoom : Math.min(mostZoom, fit);
  const place = (start: number, length: number, room: number) =>
    length * zoom <= room - margin ? (room - length * zoom) / 2 - start * zoom : margin - start * zoom;
  return { x: place(bounds.x, bounds.width, width), y: place(bounds.y, bounds.height, height), zoom };
}

export interface Framing {
  /** Shows everything, however small. */
  readonly fit: () => void;
  /** Pans just so far that a node is seen. */
  readonly reveal: (nodeId: string) => void;
  /** The size of the canvas in pixels. */
  readonly room: () => { readonly width: number; readonly height: number };
}

function duration(): number {
  return document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : glideMs;
}

/** Keeps the network framed. */
export function useFraming(box: RefObject<HTMLElement | null>, layout: Layout): Framing {
  const flow = useReactFlow();
  const isFirst = useRef(true);
  const latest = useRef(layout);
  const room = useCallback(() => {
    const { width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
    return { width, height };
  }, [box]);

  useEffect(() => {
    latest.current = layout;
    const element = box.current;
    if (!element) return;
    const show = (ms: number) => {
      const { width, height } = room();
      if (width > 0 && height > 0) void flow.setViewport(framing(layout.bounds, width, height), { duration: ms });
    };
    show(isFirst.current ? 0 : duration());
    isFirst.current = false;
    let isKnown = false;
    const observer = new ResizeObserver(() => {
      // It reports once when it starts: the glide goes on.
      if (isKnown) show(0);
      isKnown = true;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, flow, layout, room]);

  return useMemo(
    () => ({
      room,
      fit() {
        const { width, height } = room();
        void flow.setViewport(framing(latest.current.bounds, width, height, 0), { duration: duration() });
      },
      reveal(nodeId) {
        const node = latest.current.boxes.get(nodeId);
        if (!node) return;
        const { width, height } = room();
        const { x, y, zoom } = flow.getViewport();
        const shift = (start: number, length: number, space: number) =>
          Math.max(0, margin - start) - Math.max(0, start + length * zoom - (space - margin));
        const dx = shift(node.x * zoom + x, node.width, width);
        const dy = shift(node.y * zoom + y, node.height, height);
        if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: duration() });
      },
    }),
    [flow, room],
  );
}
