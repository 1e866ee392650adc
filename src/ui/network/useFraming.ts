/**
 * What part of the network is seen: all of it where it stays legible; else as much as is, from the image on, and the
 * rest by panning. Decided anew when the structure or the size of the canvas changes, not when a person pans.
 */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import type { Box, Layout } from './layout.ts';

/** Below it, 12 px letters are under 8 px. */
const leastZoom = 0.66;
const mostZoom = 1.15;
const margin = 18;

/** The viewport that shows `bounds` in a canvas of that size. */
export function framing(bounds: Box, width: number, height: number): { x: number; y: number; zoom: number } {
  const fit = Math.min((width - 2 * margin) / bounds.width, (height - 2 * margin) / bounds.height);
  const zoom = Math.min(mostZoom, Math.max(leastZoom, fit));
  const place = (start: number, length: number, room: number) =>
    length * zoom <= room - margin ? (room - length * zoom) / 2 - start * zoom : margin - start * zoom;
  return { x: place(bounds.x, bounds.width, width), y: place(bounds.y, bounds.height, height), zoom };
}

/** Keeps the network framed. */
export function useFraming(box: RefObject<HTMLElement | null>, layout: Layout): void {
  const flow = useReactFlow();
  const isFirst = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const show = (duration: number) => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) void flow.setViewport(framing(layout.bounds, width, height), { duration });
    };
    const isStill = isFirst.current || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
    isFirst.current = false;
    show(isStill ? 0 : 260);
    const observer = new ResizeObserver(() => show(0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, flow, layout]);
}
