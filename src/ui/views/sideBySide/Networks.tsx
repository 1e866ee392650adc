/** Both networks as lists: layers that stand for each other in one row, what differs marked, long alike stretches folded. */
import { useMemo } from 'react';
import {
  type LayerRow,
  type LayerSide,
  networksSideBySide,
  type Words,
} from '../../../core/compare/sideBySide/network.ts';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { lossName } from '../../../core/losses/names.ts';
import { counted, grouped, listText } from '../../../core/words.ts';
import { lossLook } from '../../lossLook.ts';
import { Gap, Marks } from './Mixers.tsx';

/** As many alike rows in a row are shown. */
const toldAlike = 3;

interface Props {
  readonly a: Experiment;
  readonly b: Experiment;
}

export function Networks({ a, b }: Props) {
  const groups = useMemo(() => grouping(networksSideBySide(a, b)), [a, b]);
  const isAlike = groups.every(([first]) => first?.isAlike);
  const rowsOf = (rows: readonly LayerRow[]) => rows.map((row) => <Row key={keyOf(row)} row={row} a={a} b={b} />);
  return (
    <section aria-label="Networks">
      <h3>
        Networks{' '}
        <span className="chart-note">
          {isAlike ? 'the same layers' : 'what differs is marked'} · {parametersOf(a)} and {parametersOf(b)} parameters
        </span>
      </h3>
      {groups.map((rows) => {
        const [first] = rows;
        const last = rows.at(-1);
        if (!first || !last) return null;
        if (!first.isAlike || rows.length <= toldAlike) {
          return (
            <ul key={keyOf(first)} className="sides-rows">
              {rowsOf(rows)}
            </ul>
          );
        }
        return (
          <details key={keyOf(first)} className="sides-fold">
            <summary>
              {first.a?.title} to {last.a?.title}: {counted(rows.length, 'layer')} alike
            </summary>
            <ul className="sides-rows">{rowsOf(rows)}</ul>
          </details>
        );
      })}
    </section>
  );
}

/** Rows that are alike, and rows that are not, in turn. */
function grouping(rows: readonly LayerRow[]): LayerRow[][] {
  const groups: LayerRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.isAlike === row.isAlike) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

const keyOf = ({ a, b }: LayerRow) => `${a?.id} ${b?.id}`;
const parametersOf = (experiment: Experiment) => grouped(graphOf(experiment).parameters);

function Row({ row, a, b }: { readonly row: LayerRow } & Props) {
  return (
    <li className={row.isAlike ? 'is-alike' : undefined}>
      <Cell side={row.a} of={a} />
      <Cell side={row.b} of={b} />
    </li>
  );
}

function Cell({ side, of }: { readonly side: LayerSide | undefined; readonly of: Experiment }) {
  if (!side) return <Gap what="No such layer" />;
  const names = side.reachedBy.map((id) => lossName(of, id));
  return (
    <div className="sides-cell">
      <span className="sides-layer">
        <span
          className="sides-dots"
          role="img"
          aria-label={names.length > 0 ? `trained by ${listText(names)}` : 'trained by none'}
        >
          {side.reachedBy.map((id) => (
            <span key={id} style={{ background: lossLook(of, id).color }} />
          ))}
        </span>
        <b>{side.title}</b> <span className="chart-note">{side.detail}</span>
      </span>
      <span className="sides-numbers">
        <Marked words={side.shape} />
        {side.hasWeights && (
          <>
            {' '}
            · <Marked words={side.parameters} /> parameters
          </>
        )}
      </span>
      <Marks differences={side.differences} />
    </div>
  );
}

function Marked({ words: { text, differs } }: { readonly words: Words }) {
  return differs ? <mark>{text}</mark> : text;
}
