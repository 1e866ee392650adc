/**
 * The tour: a card that leads from stop to stop and rings what each speaks of. It goes on by itself while nobody acts, by
 * hand alone where motion is not wanted; what is on the desk stays as it is.
 */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type Stop, tour } from '../../core/lessons/tour.ts';
import { endGuide } from '../actions/learn.ts';
import { setView } from '../actions/look.ts';
import { controls } from '../controls.ts';
import { usePointed } from '../lessons/usePointed.ts';
import { store } from '../store.ts';
import { sightNow, useSight } from './useSight.ts';

export function Tour() {
  const [index, setIndex] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const card = useRef<HTMLElement>(null);
  const [isByHand] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
  // A class may have put some of it out of sight.
  const [stops] = useState(() => tour.filter(isInSight));
  const stop = stops[index];
  const heard = useMemo(() => stop && heardOf(stop), [stop]);
  useEffect(() => holdOnActs(card, () => setHeld(true)), []);
  useEffect(() => {
    // The button "Back" is off at the first stop, and would take the focus along.
    if (index === 0) card.current?.querySelector('h2')?.focus();
  }, [index]);
  useView(stop);

  const isLast = index === stops.length - 1;
  const turn = (by: number) => setIndex((at) => Math.max(0, Math.min(stops.length - 1, at + by)));
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowRight') turn(1);
    if (key === 'ArrowLeft') turn(-1);
  };
  if (!stop) return null;
  return (
    <aside ref={card} className="guide-card" aria-label="Tour" onKeyDown={onKeyDown}>
      <header className="guide-head">
        <h2 tabIndex={-1}>{stop.title}</h2>
        <button type="button" className="button quiet square" aria-label="Skip the tour" onClick={endGuide}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <StopText key={stop.id} stop={stop} />
      <p className="visually-hidden" role="status">
        {heard}
      </p>
      <div className="guide-progress">
        <span>
          {index + 1} of {stops.length}
        </span>
        {!isByHand && !isLast && (
          <>
            <span className="guide-time" aria-hidden="true">
              <span
                key={stop.id}
                style={{ animationDuration: `${stop.seconds}s`, animationPlayState: isHeld ? 'paused' : 'running' }}
                onAnimationEnd={() => turn(1)}
              />
            </span>
            <button type="button" className="button quiet small" onClick={() => setHeld(!isHeld)}>
              {isHeld ? 'Go on' : 'Pause'}
            </button>
          </>
        )}
      </div>
      <nav className="guide-turn" aria-label="Stops">
        <button type="button" className="button" disabled={index === 0} onClick={() => turn(-1)}>
          Back
        </button>
        <button type="button" className="button primary" onClick={() => (isLast ? endGuide() : turn(1))}>
          {isLast ? 'Done' : 'Next'}
        </button>
      </nav>
    </aside>
  );
}

/** The text follows the run; what is read aloud is said once. */
function StopText({ stop }: { readonly stop: Stop }) {
  usePointed(stop.points);
  return <p className="guide-text">{stop.text(useSight())}</p>;
}

function isInSight({ points }: Stop): boolean {
  return points.some((name) => (document.querySelector(controls[name].selector)?.getClientRects().length ?? 0) > 0);
}

function heardOf({ title, text, points }: Stop): string {
  return `${title}. ${text(sightNow())} Look at ${points.map((name) => controls[name].label).join(', ')}.`;
}

/** Whoever takes hold of the page is not to be led on from it. */
function holdOnActs(card: { readonly current: HTMLElement | null }, hold: () => void): () => void {
  const onAct = ({ target }: Event) => {
    if (!(target instanceof Node && card.current?.contains(target))) hold();
  };
  window.addEventListener('pointerdown', onAct, true);
  window.addEventListener('keydown', onAct, true);
  return () => {
    window.removeEventListener('pointerdown', onAct, true);
    window.removeEventListener('keydown', onAct, true);
  };
}

/** Shows the tab that a stop speaks of, with the network beside it; at the end what was shown before is shown again. */
function useView(stop: Stop | undefined): void {
  const opened = useRef<string>(undefined);
  // Ahead of the first stop, which may open a tab.
  useEffect(() => {
    const { tab, takesCentre } = store.getState().view;
    setView({ takesCentre: false });
    return () => {
      const isOwn = store.getState().view.tab === opened.current;
      setView({ takesCentre, ...(isOwn && { tab }) });
    };
  }, []);
  useEffect(() => {
    if (!stop?.tab) return;
    opened.current = stop.tab;
    setView({ tab: stop.tab });
  }, [stop]);
}
