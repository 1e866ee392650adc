/** A row of the table: a run, or the seeds of one experiment as one. */
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import type { Measure } from '../../../core/compare/measures.ts';
import { meanSeconds, meanStepMs } from '../../../core/compare/table.ts';
import { isAlive } from '../../../core/run/run.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { grouped } from '../../../core/words.ts';
import { formatValue } from '../../format.ts';
import { TraitCell, ValueCell } from './cells.tsx';
import type { Columns } from './rows.ts';
import { TitleCell, type TitleProps } from './TitleCell.tsx';
import { durationText, fullTimeText, whenText } from './when.ts';

interface RunRowProps extends TitleProps {
  readonly columns: Columns;
  readonly measures: readonly Measure[];
  /** Final values of the baseline, one a measure. */
  readonly baseline: readonly (number | undefined)[];
  /** Whether no compared row ended better, one a measure. */
  readonly tops: readonly boolean[];
  readonly isShown: boolean;
  readonly onActive: (number: number) => void;
  readonly onKey: (event: KeyboardEvent<HTMLTableRowElement>, number: number) => void;
}

export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { row, number, columns, measures, baseline, tops, choice, isActive, isShown, isBaseline } = props;
  const { group } = row;
  const [first] = group.members;
  if (!first) return null;
  const className = [row.isMember && 'is-member', isBaseline && 'is-baseline'].filter(Boolean).join(' ');
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const { target, currentTarget } = event;
    // What is pressed in the row's menu comes by here, too: that is drawn elsewhere.
    if (!(target instanceof Element) || !currentTarget.contains(target)) return;
    if (target.closest('button, input, a, label')) return;
    props.onChoose(number, event.shiftKey);
  };
  return (
    <tr
      className={className || undefined}
      aria-selected={choice === 'all'}
      aria-current={isShown ? 'true' : undefined}
      aria-rowindex={number + 1}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => props.onActive(number)}
      onClick={onClick}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onKeyDown={(event) => props.onKey(event, number)}
    >
      <TitleCell {...props} first={first} />
      {columns.traits.map((column) => (
        <TraitCell key={column.key} group={group} column={column} reference={columns.references.get(column.key)} />
      ))}
      {measures.map((measure, i) => (
        <ValueCell key={measure.key} group={group} measure={measure} baseline={baseline[i]} isTop={tops[i] === true} />
      ))}
      <td className="is-number">{durationText(meanSeconds(group))}</td>
      <td className="is-number">{formatValue(meanStepMs(group))}</td>
      <td>
        <StatusText group={group.members} />
      </td>
      <td title={fullTimeText(first.startedAt)}>{whenText(first.startedAt, Date.now())}</td>
    </tr>
  );
}, isSameRow);

/** Groups are made anew with every event of the engine; a row is drawn anew where one of its runs has changed. */
function isSameRow(before: RunRowProps, after: RunRowProps): boolean {
  const { row: old, baseline: oldBaseline, tops: oldTops, ...others } = before;
  const { row, baseline, tops, ...rest } = after;
  return (
    isSameList(old.group.members, row.group.members) &&
    old.isOpen === row.isOpen &&
    old.isMember === row.isMember &&
    isSameList(oldBaseline, baseline) &&
    isSameList(oldTops, tops) &&
    isSameList(Object.values(others), Object.values(rest))
  );
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => Object.is(one, b[i]));
}

function StatusText({ group }: { readonly group: readonly RunSummary[] }) {
  const [first] = group;
  if (group.length > 1) return <Statuses group={group} />;
  const steps = grouped(first?.steps ?? 0);
  const isShort = first?.totalSteps !== undefined && first.steps < first.totalSteps;
  return (
    <>
      {first?.status}
      <small>{isShort ? `${steps} of ${grouped(first.totalSteps ?? 0)} steps` : `${steps} steps`}</small>
    </>
  );
}

/** The one status of all, or how many have which; what goes on first. */
function Statuses({ group }: { readonly group: readonly RunSummary[] }) {
  const statuses = [...new Set(group.map(({ status }) => status))].sort(
    (a, b) => Number(isAlive(b)) - Number(isAlive(a)),
  );
  if (statuses.length === 1) return statuses[0];
  const [first, ...others] = statuses.map((one) => `${group.filter(({ status }) => status === one).length} ${one}`);
  return (
    <>
      {first}
      <small title={others.join(', ')}>{others.join(', ')}</small>
    </>
  );
}
