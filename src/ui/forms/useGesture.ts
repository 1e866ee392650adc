/**
 * A gesture is one step of undo: a drag, a held key, a text that is typed. It ends with the first of its endings anywhere
 * on the page, when the window loses the focus, or when its control is gone; so the history never stays paused.
 */
import { useCallback, useEffect, useRef } from 'react';
import { beginGesture, endGesture } from '../actions/edit.ts';

/** The events that end a gesture, wherever they occur and whoever stops them. */
const endings = {
  pointer: ['pointerup', 'pointercancel'],
  key: ['keyup', 'focusout'],
  text: ['focusout'],
} as const;

export type GestureKind = keyof typeof endings;

interface Gesture {
  readonly kind: GestureKind;
  readonly ended: AbortSignal;
  readonly end: () => void;
}

/** Returns what begins a gesture of that kind, or goes on with the one under way. */
export function useGesture(): (kind: GestureKind) => void {
  const gesture = useRef<Gesture>(undefined);
  useEffect(() => () => gesture.current?.end(), []);
  return useCallback((kind) => {
    const { current } = gesture;
    if (current?.kind !== kind || current.ended.aborted) {
      current?.end();
      gesture.current = listen(kind);
    }
    // Undo ends every gesture; what goes on afterwards is another step.
    beginGesture();
  }, []);
}

function listen(kind: GestureKind): Gesture {
  const ended = new AbortController();
  const { signal } = ended;
  const end = () => {
    if (signal.aborted) return;
    ended.abort();
    endGesture();
  };
  for (const ending of endings[kind]) addEventListener(ending, end, { signal, capture: true });
  addEventListener('blur', end, { signal });
  return { kind, ended: signal, end };
}
