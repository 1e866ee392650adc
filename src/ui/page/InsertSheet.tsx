/**
 * On a stacked page the palettes come as a sheet from the button "Insert" of the network. The sheet takes its own room, so
 * that it covers neither the network nor a fader, and stays for the next piece until it is closed.
 */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { canvasStore, useCanvas } from '../network/canvasState.ts';
import { Palettes } from './Palettes.tsx';

/** Opens and closes the sheet. */
export function InsertButton() {
  const isOpen = useCanvas((state) => state.isInserting);
  return (
    <button
      type="button"
      className="button insert-button"
      aria-expanded={isOpen}
      onClick={() => (isOpen ? close() : open())}
    >
      <span aria-hidden="true">+</span> Insert
    </button>
  );
}

export function InsertSheet() {
  const isOpen = useCanvas((state) => state.isInserting);
  return isOpen ? <Sheet /> : null;
}

function Sheet() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  function onKeyDown({ key }: KeyboardEvent) {
    if (key !== 'Escape') return;
    close();
    document.querySelector<HTMLElement>('.insert-button')?.focus();
  }
  return (
    <section className="insert-sheet" aria-label="Insert" onKeyDown={onKeyDown}>
      <header className="insert-head">
        <h2 ref={heading} tabIndex={-1} className="column-title">
          Insert: <span>press a piece, or hold it and drag it onto the network</span>
        </h2>
        <button type="button" className="button small" onClick={close}>
          Done
        </button>
      </header>
      <div className="insert-content">
        <Palettes />
      </div>
    </section>
  );
}

function open(): void {
  canvasStore.setState({ isInserting: true });
  // What is inserted shall be seen.
  requestAnimationFrame(() => document.getElementById('network')?.scrollIntoView({ block: 'start' }));
}

function close(): void {
  canvasStore.setState({ isInserting: false });
}
