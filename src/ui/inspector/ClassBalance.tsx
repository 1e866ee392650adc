/** How frequent the classes of each category are, and how many labels are missing, as small bars: the share that is expected. */
import type { DataDescription, Target } from '../../core/datasets/dataset.ts';
import { numberText } from '../../core/words.ts';

interface ClassBalanceProps {
  readonly data: Pick<DataDescription, 'balance' | 'unknown'>;
  readonly targets: readonly Target[];
}

export function ClassBalance({ data, targets }: ClassBalanceProps) {
  return (
    <ul className="balance">
      {targets.map((target) => (
        <Row
          key={target.id}
          target={target}
          shares={data.balance[target.id] ?? []}
          unknown={data.unknown[target.id] ?? 0}
        />
      ))}
    </ul>
  );
}

/** The targets whose classes are not equally frequent, or of which labels are missing. */
export function unevenTargets({ targets, balance, unknown }: DataDescription): readonly Target[] {
  return targets.filter(({ id }) => {
    const shares = balance[id] ?? [1];
    return unknown[id] !== undefined || Math.max(...shares) > 1.05 * Math.min(...shares);
  });
}

interface RowProps {
  readonly target: Target;
  readonly shares: readonly number[];
  readonly unknown: number;
}

function Row({ target, shares, unknown }: RowProps) {
  const label = (k: number) => target.classes?.[k]?.label ?? String(k);
  const classes = shares.map((share, k) => `${label(k)} ${percent(share)}`);
  const most = Math.max(...shares);
  const least = Math.min(...shares);
  const notes = [
    ...(shares.length > 0 && most > 1.05 * least ? [`${label(shares.indexOf(least))} ${percent(least)}`] : []),
    ...(unknown > 0 ? [`${percent(unknown)} unknown`] : []),
  ];
  return (
    <li className="balance-row">
      <span className="balance-name">{target.label}</span>
      <span
        className="balance-bars"
        role="img"
        aria-label={`${target.label}: ${[...classes, ...(unknown > 0 ? [`${percent(unknown)} unknown`] : [])].join(', ')}`}
      >
        {shares.map((share, k) => (
          <span key={label(k)} className="balance-place" title={classes[k]}>
            <span className="balance-bar" style={{ height: `${(100 * share) / most}%` }} />
          </span>
        ))}
      </span>
      <span className="balance-notes">
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </span>
    </li>
  );
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value < 10 ? numberText(Number(value.toFixed(1))) : Math.round(value)}\u00a0%`;
}
