/**
 * Space runs or pauses wherever the focus is, but for three things: text that is being typed, an open dialog or menu, and
 * a control that Space operates (a button, a list, a check box) and that was reached by keyboard. A control that was
 * pressed by mouse or finger only happens to have the focus: there Space runs, too. Faders, tabs and the nodes of the canvas
 * have other keys of their own.
 */
import { toggleRun } from '../actions/run.ts';

const operated =
  'button:not([role="tab"]), [role="button"], tr[aria-selected], summary, select, input:is([type="checkbox"], [type="radio"])';

/** Whether letters belong to what has the focus; a fader or a check box leaves them to the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio'].includes(target.type);
  return target instanceof Element && target.closest('textarea, [contenteditable="true"]') !== null;
}

/** Whether Space means Run or Pause there; `pressed` is the control that has the focus because it was pressed. */
export function spaceRuns(target: EventTarget | null, pressed: Element | null): boolean {
  if (isTyping(target)) return false;
  if (!(target instanceof Element)) return true;
  if (target.closest('dialog, [role="dialog"], [role="menu"], [role="listbox"]')) return false;
  const control = target.closest(operated);
  return control === null || control === pressed;
}

/** Listens to Space before what has the focus does. Returns how to stop. */
export function listenToSpace(): () => void {
  let pressed: Element | null = null;
  let isHeld = false;
  const controlOf = (target: EventTarget | null) => (target instanceof Element ? target.closest(operated) : null);
  const onPointerDown = ({ target }: Event) => {
    pressed = controlOf(target);
  };
  const onFocus = ({ target }: Event) => {
    if (controlOf(target) !== pressed) pressed = null;
  };
  const take = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!spaceRuns(event.target, pressed)) return;
    take(event);
    isHeld = true;
    if (!event.repeat) toggleRun();
  };
  // A button is pressed when the key comes up.
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || !isHeld) return;
    isHeld = false;
    take(event);
  };
  const listeners = [
    ['pointerdown', onPointerDown],
    ['focusin', onFocus],
    ['keydown', onKeyDown],
    ['keyup', onKeyUp],
  ] as const;
  for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener, true);
  return () => {
    for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener, true);
  };
}
