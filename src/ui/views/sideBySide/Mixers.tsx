/** Both mixers: a row a loss, with its fader and the weight that acted last. */
import { type LossRow, type LossSide, mixersSideBySide } from '../../../core/compare/sideBySide/mixer.ts';
import { numberText } from '../../../core/words.ts';
import { lossLook } from '../../lossLook.ts';
import type { Side, Sides } from './sides.ts';

export function Mixers({ a, b }: Sides) {
  const rows = mixersSideBySide({ experiment: a.end, train: a.run.train }, { experiment: b.end, train: b.run.train });
  const largest = Math.max(...rows.flatMap((row) => [row.a?.fader ?? 0, row.b?.fader ?? 0]), 1e-9);
  return (
    <section aria-label="Mixers">
      <h3>
        Mixers <span className="chart-note">fader set in the end · weight at the last step</span>
      </h3>
      <ul className="sides-rows">
        {rows.map((row) => (
          <li key={`${row.a?.id} ${row.b?.id}`} className={row.isAlike ? 'is-alike' : undefined}>
            <Cell side={row.a} of={a} row={row} largest={largest} />
            <Cell side={row.b} of={b} row={row} largest={largest} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CellProps {
  readonly side: LossSide | undefined;
  readonly of: Side;
  readonly row: LossRow;
  readonly largest: number;
}

function Cell({ side, of, row, largest }: CellProps) {
  if (!side) return <Gap what="No such loss" />;
  const look = lossLook(of.end, side.id);
  const fader = numberText(side.fader);
  return (
    <div className="sides-cell">
      <span className="sides-loss" style={{ color: look.text }}>
        {side.name} <span className="chart-note">{side.kind}</span>
      </span>
      <span className="sides-fader" aria-hidden="true">
        <span
          style={{
            width: `${(100 * side.fader) / largest}%`,
            background: side.muted ? 'var(--line-strong)' : look.color,
          }}
        />
      </span>
      <span className="sides-numbers">
        fader {row.hasOtherFader ? <mark>{fader}</mark> : fader}
        {side.weight !== undefined && <> · weight {numberText(side.weight)}</>}
      </span>
      <Marks differences={side.differences} />
    </div>
  );
}

/** What differs, one after the other. */
export function Marks({ differences }: { readonly differences: readonly string[] }) {
  if (differences.length === 0) return null;
  return (
    <span className="sides-marks">
      {differences.map((text) => (
        <mark key={text}>{text}</mark>
      ))}
    </span>
  );
}

/** Where one side has no counterpart. */
export function Gap({ what }: { readonly what: string }) {
  return <div className="sides-cell is-gap">{what}</div>;
}
