/**
 * What part of the network is seen: all of it where its shape stays clear; else as much as can be read, from the image
 * on, and the rest by panning. Decided anew when the structure changes, and with the size of the canvas as long as no
 * person has panned or zoomed.
 */
import { useReactFlow, type Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Box } from './box.ts';
import type { Layout } from './layout.ts';

/** In pixels and pixels per pixel. */
export const framingLimits = {
  /** Below it even the large letters of the distance are less than 8 px. On a phone, where fingers pan, those of 12 px stay above 8 px. */
  leastZoom: 0.34,
  leastZoomOfPhone: 0.66,
  phoneWidth: 440,
  /** What does not fit is panned, and then it may as well be read with ease. */
  panningZoom: 0.85,
  mostZoom: 1.15,
  /** Letters of 12 px are less than 8 px below the first, those of 18 px below the second. */
  far: 0.65,
  farther: 0.45,
  margin: 18,
  /** What the bars take of the canvas: the tools above, and what stands at its foot when it is framed. */
  top: 44,
  bottom: 18,
};
const { margin } = framingLimits;
const glideMs = 260;

/**
 * The viewport that shows a network in a canvas of that size; what is panned starts with the image in the middle. It also
 * runs by its text alone, before the page has any script: all that it needs is handed to it.
 */
export function framing(
  { bounds, image }: Pick<Layout, 'bounds' | 'image'>,
  width: number,
  height: number,
  wanted?: number,
  limits = framingLimits,
): { x: number; y: number; zoom: number } {
  const { leastZoom, leastZoomOfPhone, phoneWidth, panningZoom, mostZoom, margin, top, bottom } = limits;
  const room = Math.max(60, height - top - bottom);
  const least = wanted ?? (width < phoneWidth ? leastZoomOfPhone : leastZoom);
  const fit = Math.min((width - 2 * margin) / bounds.width, room / bounds.height);
  const zoom = fit < least ? panningZoom : Math.min(mostZoom, fit);
  const centred = (start: number, length: number, room: number) => (room - length * zoom) / 2 - start * zoom;
  const isWide = bounds.width * zoom > width - margin;
  const isHigh = bounds.height * zoom > room;
  const seen = isHigh ? image : bounds;
  return {
    x: isWide ? margin - bounds.x * zoom : centred(bounds.x, bounds.width, width),
    y: top + centred(seen.y, seen.height, room),
    zoom,
  };
}

/** The sides on which a part of the network lies outside what is seen, as arrows. */
export function beyond(
  { x, y, width, height }: Box,
  room: { readonly width: number; readonly height: number },
  [left, top, zoom]: readonly [number, number, number],
): string {
  if (room.width === 0 || room.height === 0) return '';
  const sides = [
    [x * zoom + left < -1, '←'],
    [y * zoom + top < -1, '↑'],
    [(y + height) * zoom + top > room.height + 1, '↓'],
    [(x + width) * zoom + left > room.width + 1, '→'],
  ] as const;
  return sides.flatMap(([isBeyond, arrow]) => (isBeyond ? arrow : [])).join(' ');
}

/** How far off the network is seen: the letters on its nodes are larger then, and fewer. */
export function distanceOf(zoom: number, { far, farther } = framingLimits): 'near' | 'far' | 'farther' {
  if (zoom >= far) return 'near';
  return zoom >= farther ? 'far' : 'farther';
}

/** The limits with the room that the bars leave now. */
function barsOf(canvas: HTMLElement | null): typeof framingLimits {
  if (!canvas) return framingLimits;
  const { top, bottom, height } = canvas.getBoundingClientRect();
  const bars = [...canvas.querySelectorAll('.net-tools, .net-foot > :not(:empty)')].map((bar) =>
    bar.getBoundingClientRect(),
  );
  const isAbove = (bar: DOMRect) => (bar.top + bar.bottom) / 2 < top + height / 2;
  const above = bars.filter(isAbove).map((bar) => bar.bottom - top);
  const below = bars.filter((bar) => !isAbove(bar)).map((bar) => bottom - bar.top);
  return {
    ...framingLimits,
    top: Math.max(framingLimits.top, ...above.map((one) => one + 8)),
    bottom: Math.max(framingLimits.bottom, ...below.map((one) => one + 8)),
  };
}

export interface Framing {
  /** Shows everything, however small. */
  readonly fit: () => void;
  /** From now on the part that is seen is a person's choice. */
  readonly leave: () => void;
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
  /** What a new size is framed to: what is legible, everything, or nothing where a person chose. */
  const mode = useRef<'legible' | 'all' | 'chosen'>('legible');
  /** Where a glide leads that is still under way. */
  const heading = useRef<Viewport>(null);
  const glide = useCallback(
    async (to: Viewport, ms: number) => {
      heading.current = to;
      await flow.setViewport(to, { duration: ms });
      if (heading.current === to) heading.current = null;
    },
    [flow],
  );
  const bars = useCallback(() => barsOf(box.current), [box]);
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
      if (width === 0 || height === 0 || mode.current === 'chosen') return;
      const least = mode.current === 'all' ? 0 : undefined;
      const limits = mode.current === 'all' ? bars() : undefined;
      void glide(framing(layout, width, height, least, limits), ms);
    };
    mode.current = 'legible';
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
  }, [box, glide, layout, room, bars]);

  return useMemo(
    () => ({
      room,
      fit() {
        mode.current = 'all';
        const { width, height } = room();
        void glide(framing(latest.current, width, height, 0, bars()), duration());
      },
      leave() {
        mode.current = 'chosen';
        heading.current = null;
      },
      reveal(nodeId) {
        const node = latest.current.boxes.get(nodeId);
        if (!node) return;
        const { width, height } = room();
        // A glide that is under way is not cut short: what counts is what will be seen.
        const { x, y, zoom } = heading.current ?? flow.getViewport();
        const shift = (start: number, length: number, space: number) =>
          Math.max(0, margin - start) - Math.max(0, start + length * zoom - (space - margin));
        const dx = shift(node.x * zoom + x, node.width, width);
        const dy = shift(node.y * zoom + y, node.height, height);
        if (dx !== 0 || dy !== 0) void glide({ x: x + dx, y: y + dy, zoom }, duration());
      },
    }),
    [flow, glide, room, bars],
  );
}
