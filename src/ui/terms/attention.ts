/**
 * Which word of the page is attended to: `[data-term]` (its entry in the glossary) or `[data-help]` (the help of a field),
 * under the mouse for a while, with the focus of a keyboard, or pressed. A control with a term of its own (a list, a tab)
 * keeps its press for itself: there a press puts the entry away. What is there for its entry alone has `aria-haspopup`.
 */

/** A term whose entry is shown, and what opened it. */
export interface Attended {
  readonly anchor: HTMLElement;
  readonly by: 'hover' | 'focus' | 'press';
}

/** How long the mouse or the focus rests before an entry opens: whoever passes by opens nothing. */
const restMs = 450;
/** How long an entry stays for a mouse on its way into it. */
const lingerMs = 250;

/** The entry itself, which the mouse may enter. */
const entrySelector = '.term-entry';

/**
 * Listens in a document, and tells what is attended to whenever that changes: null puts the entry away. `shown` answers
 * what is shown now. Returns how to stop.
 */
export function attend(
  document: Document,
  shown: () => Attended | null,
  tell: (attended: Attended | null) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: HTMLElement | null = null;
  /** The term under the mouse. */
  let over: HTMLElement | null = null;
  /** Whether the keyboard was used last: a press gives the focus, too, and asks for nothing. */
  let isByKey = false;
  const callOff = () => {
    clearTimeout(timer);
    waiting = null;
  };
  const soon = (ms: number, then: () => void) => {
    callOff();
    timer = setTimeout(then, ms);
  };
  const open = (attended: Attended) => {
    callOff();
    if (attended.anchor.isConnected) tell(attended);
  };
  const openSoon = (anchor: HTMLElement, by: 'hover' | 'focus') => {
    if (waiting === anchor || shown()?.anchor === anchor) return;
    soon(restMs, () => open({ anchor, by }));
    waiting = anchor;
  };

  const onPointerOver = ({ pointerType, target }: PointerEvent) => {
    if (pointerType !== 'mouse') return;
    const anchor = termAt(target);
    // What Escape has put away stays away until the mouse comes anew.
    if (anchor && anchor === over) return;
    over = anchor;
    if (anchor && anchor === shown()?.anchor) return callOff();
    if (anchor) return openSoon(anchor, 'hover');
    if (shown()?.by === 'hover' && !isInEntry(target)) return soon(lingerMs, () => tell(null));
    callOff();
  };
  const onFocusIn = ({ target, relatedTarget }: FocusEvent) => {
    const anchor = termAt(target);
    // Given back by what has closed, the focus asks for nothing.
    const isGivenBack = relatedTarget === null || isInEntry(relatedTarget);
    if (anchor && isByKey && !isGivenBack) openSoon(anchor, 'focus');
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (waiting) callOff();
    if (shown()?.by === 'focus' && !isInEntry(relatedTarget)) tell(null);
  };
  const onClick = ({ target }: Event) => {
    const anchor = termAt(target);
    if (!anchor) return;
    callOff();
    const now = shown();
    if (!anchor.ariaHasPopup || (now?.by === 'press' && now.anchor === anchor)) tell(null);
    else open({ anchor, by: 'press' });
  };
  // What is chosen in a list is another term.
  const onChange = ({ target }: Event) => {
    const anchor = termAt(target);
    if (!anchor || !(target instanceof HTMLSelectElement)) return;
    tell(null);
    if (isByKey) openSoon(anchor, 'focus');
  };
  // Whoever types has read it.
  const onInput = () => {
    if (shown()?.by === 'focus') tell(null);
  };

  const onKeyDown = () => {
    isByKey = true;
  };
  const onPointerDown = () => {
    isByKey = false;
    callOff();
  };

  const listeners = [
    ['keydown', onKeyDown],
    ['pointerdown', onPointerDown],
    ['pointerover', onPointerOver],
    ['focusin', onFocusIn],
    ['focusout', onFocusOut],
    ['click', onClick],
    ['change', onChange],
    ['input', onInput],
  ] as const;
  for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener, true);
  return () => {
    callOff();
    for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener, true);
  };
}

/** The term that an event is about. */
function termAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-term], [data-help]') : null;
}

function isInEntry(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(entrySelector) !== null;
}
