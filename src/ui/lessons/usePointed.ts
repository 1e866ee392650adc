/** Rings around what a page of a lesson points at: the first is scrolled into view. Nothing is locked. */
import { useEffect } from 'react';
import type { ControlName } from '../../core/controlNames.ts';
import { controls } from '../controls.ts';

const mark = 'data-pointed';

/** Parts of the page come and go: what is pointed at is looked for again. */
const everyMs = 500;

export function usePointed(names: readonly ControlName[]): void {
  useEffect(() => {
    const wanted = names.map((name) => controls[name].selector);
    let isFirst = true;
    const point = () => {
      const found = new Set(wanted.flatMap((selector) => [...document.querySelectorAll(selector)]));
      for (const element of document.querySelectorAll(`[${mark}]`))
        if (!found.has(element)) element.removeAttribute(mark);
      for (const element of found) element.setAttribute(mark, '');
      if (isFirst && found.size > 0) {
        // The first one last: it is seen whatever the others take.
        for (const element of [...found].reverse()) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        isFirst = false;
      }
    };
    point();
    const timer = setInterval(point, everyMs);
    return () => {
      clearInterval(timer);
      for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
    };
  }, [names]);
}
