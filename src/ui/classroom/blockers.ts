/**
 * Keeps pointer and keyboard from what a class holds, ahead of the page's own listeners. Keys that lead on or mean the
 * page pass, and what is locked can be focused and read: it says that it is.
 */
import type { HeldPart } from './heldParts.ts';
import { sayHeld } from './said.ts';

const blocked = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'click',
  'dblclick',
  'contextmenu',
  'keydown',
  'beforeinput',
  'paste',
  'cut',
  'drop',
  'dragstart',
] as const;

/** Those that a person takes for a try. */
const tries: ReadonlySet<string> = new Set(['pointerdown', 'keydown', 'click', 'paste']);

const passing: ReadonlySet<string> = new Set(['Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

const operable = 'button, input, select, textarea, a[href], summary, [role="slider"], [role="tab"], [tabindex="0"]';
const marks = {
  'aria-disabled': 'true',
  'aria-description': "Locked by the class's link",
  'data-locked': '',
} as const;

/** Parts of the page come and go: they are marked again. */
const everyMs = 500;

/** Begins; what it returns ends it. */
export function block(window: Window, parts: readonly HeldPart[]): () => void {
  const { document } = window;
  const partAt = ({ target }: Event) =>
    target instanceof Element ? parts.find(({ selector }) => target.closest(selector)) : undefined;

  const onEvent = (event: Event) => {
    if (event instanceof KeyboardEvent && isPassing(event)) return;
    const part = partAt(event);
    if (!part) return;
    event.stopImmediatePropagation();
    // A finger scrolls on from here.
    if (event.type !== 'touchstart' && event.cancelable) event.preventDefault();
    if (tries.has(event.type)) sayHeld(part);
  };
  for (const type of blocked) window.addEventListener(type, onEvent, { capture: true, passive: false });

  const locked = parts.filter(({ state }) => state === 'locked').map(({ selector }) => selector);
  const mark = () => {
    const found = new Set(locked.flatMap((selector) => [...document.querySelectorAll(selector)].flatMap(operableIn)));
    for (const element of document.querySelectorAll('[data-locked]')) if (!found.has(element)) unmark(element);
    for (const element of found) for (const [name, value] of Object.entries(marks)) element.setAttribute(name, value);
  };
  mark();
  const timer = locked.length > 0 ? window.setInterval(mark, everyMs) : undefined;
  document.addEventListener('focusin', mark);
  return () => {
    for (const type of blocked) window.removeEventListener(type, onEvent, { capture: true });
    window.clearInterval(timer);
    document.removeEventListener('focusin', mark);
    for (const element of document.querySelectorAll('[data-locked]')) unmark(element);
  };
}

/** Copying, undoing, running by Ctrl Enter: they are the page's, and ask for themselves. */
function isPassing({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return passing.has(key) || ctrlKey || metaKey;
}

function operableIn(part: Element): readonly Element[] {
  return [...(part.matches(operable) ? [part] : []), ...part.querySelectorAll(operable)];
}

function unmark(element: Element): void {
  for (const name of Object.keys(marks)) element.removeAttribute(name);
}
