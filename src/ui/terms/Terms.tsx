/** The entry of the term that is attended to, beside it. Escape puts it away; a press elsewhere, too. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { entryOf } from '../../core/glossary/index.ts';
import { openTerm } from '../actions/learn.ts';
import { Popup } from '../forms/Popup.tsx';
import { StrategyNeeds } from '../mixer/StrategyFacts.tsx';
import { useStore } from '../store.ts';
import { type Attended, attend } from './attention.ts';
import { EntryText } from './EntryText.tsx';

/** Listens to the whole page. */
export function Terms() {
  const [attended, setAttended] = useState<Attended | null>(null);
  const shown = useRef<Attended | null>(null);
  useEffect(() => {
    const tell = (next: Attended | null) => {
      shown.current = next;
      setAttended(next);
    };
    return attend(document, () => shown.current, tell);
  }, []);
  const close = useCallback(() => {
    shown.current = null;
    setAttended(null);
  }, []);
  return attended && <Attention key={attended.by} attended={attended} onClose={close} />;
}

function Attention({ attended, onClose }: { readonly attended: Attended; readonly onClose: () => void }) {
  const { anchor, by } = attended;
  const ref = useMemo(() => ({ current: anchor }), [anchor]);
  /** Where "see also" has led from the term. */
  const [led, setLed] = useState<{ readonly from: HTMLElement; readonly to: string }>();
  const id = useId();
  useEffect(() => describe(anchor, by, id), [anchor, by, id]);
  const strategy = useStore((state) => state.experiment.strategy);
  const { term, help, title: name = anchor.textContent } = anchor.dataset;
  const isLed = led?.from === anchor;
  const entry = entryOf((isLed ? led.to : term) ?? '');
  if (!entry && help === undefined) return null;
  const see = (to: string) => {
    // The button that leads on goes with its entry.
    document.getElementById(id)?.focus();
    setLed({ from: anchor, to });
  };
  const title = entry?.term ?? name;
  return (
    <Popup
      isOpen
      id={id}
      anchor={ref}
      onClose={onClose}
      className="popover term-entry"
      side={sideOf(anchor)}
      aria-label={title}
      // What only passes by takes no focus; what was pressed has it again, unless it was led on.
      onOpenAutoFocus={(event) => by !== 'press' && event.preventDefault()}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (by === 'press' && document.activeElement === document.body) anchor.focus();
      }}
    >
      <b>{title}</b>
      {help !== undefined && !isLed && <p>{help}</p>}
      {entry && (
        <>
          <EntryText entry={entry} onSee={see}>
            {/* As it is set on the desk. */}
            {entry.id === strategy.kind && <StrategyNeeds strategy={strategy} />}
          </EntryText>
          <button
            type="button"
            className="button small"
            data-control="glossary"
            onClick={() => {
              onClose();
              openTerm(entry.id);
            }}
          >
            In the glossary
          </button>
        </>
      )}
    </Popup>
  );
}

/** Beside a column of a wide page and above a chart, so that what the word is about stays to be seen. */
function sideOf(anchor: HTMLElement): 'left' | 'right' | 'top' | 'bottom' {
  const { left, right, top } = anchor.getBoundingClientRect();
  if (innerWidth >= 900 && left > 0.68 * innerWidth) return 'left';
  if (innerWidth >= 900 && right < 0.25 * innerWidth) return 'right';
  return top > 0.4 * innerHeight ? 'top' : 'bottom';
}

/** Says to a screen reader what the entry is to its word: what describes it, or what it has opened. Returns how to end that. */
function describe(anchor: HTMLElement, by: Attended['by'], id: string): () => void {
  const isOpened = by === 'press';
  const attribute = isOpened ? 'aria-expanded' : 'aria-describedby';
  // A control that is described already keeps its own.
  if (anchor.hasAttribute(attribute)) return () => {};
  anchor.setAttribute(attribute, isOpened ? 'true' : id);
  return () => anchor.removeAttribute(attribute);
}
