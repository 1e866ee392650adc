/**
 * Charts that come onto the page together are drawn one after the other, and with every report of the engine again: the
 * page answers in between, and the first of them is seen before the last is ready.
 */
import { type ReactNode, useState } from 'react';
import { type Turn, TurnContext } from '../runs/liveRun.ts';
import { useTurn } from '../useTurn.ts';
import './charts.css';

interface Props {
  readonly title: string;
  /** Without a plot at first. */
  readonly isFolded?: boolean;
  readonly children: ReactNode;
}

/** Until it is the turn of the chart its title stands there, and its place is free. */
export function InTurn({ title, isFolded = false, children }: Props) {
  const [turn] = useState<Turn>(() => new Set());
  const isDue = useTurn(rank, nothingToLoad);
  return <TurnContext value={turn}>{isDue ? children : <Coming title={title} isFolded={isFolded} />}</TurnContext>;
}

function Coming({ title, isFolded }: { readonly title: string; readonly isFolded: boolean }) {
  return (
    <figure className={isFolded ? 'chart is-folded' : 'chart'}>
      <figcaption className="chart-head">
        <span className="chart-title">{title}</span>
      </figcaption>
      {!isFolded && <div className="chart-coming" />}
    </figure>
  );
}

/** Before the parts of the page: the first points are waited for. */
const rank = 0;
const nothingToLoad = () => true;
