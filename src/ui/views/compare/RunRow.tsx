/** A row of the table: a run, or the seeds of one experiment as one. */
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import type { Measure } from '../../../core/compare/measures.ts';
import { meanStepMs } from '../../../core/compare/table.ts';
import { liveDifference } from '../../../core/run/difference.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { counted, grouped } from '../../../core/words.ts';
import { showRun } from '../../actions/look.ts';
import { formatValue } from '../../format.ts';
import { TraitCell, ValueCell } from './cells.tsx';
import { RowMenu } from './RowMenu.tsx';
import type { Columns, TableRow } from './rows.ts';
import { toggleOpen } from './tableState.ts';
import { fullTimeText, whenText } from './when.ts';

export interface RunRowProps {
  readonly row: TableRow;
  /** From 1, the head not counted. */
  readonly number: number;
  readonly columns: Columns;
  /** Runs of several experiments are shown. */
  readonly isMixed: boolean;
  readonly measures: readonly Measure[];
  /** Final values of the baseline, one a measure. */
  readonly baseline: readonly (number | undefined)[];
  /** Whether no compared row ended better, one a measure. */
  readonly tops: readonly boolean[];
  readonly isShown: boolean;
  readonly isBaseline: boolean;
  readonly choice: 'none' | 'some' | 'all';
  /** Nothing more can be chosen. */
  readonly isFull: boolean;
  /** The one row that the Tab key reaches. */
  readonly isActive: boolean;
  readonly onChoose: (number: number, isRange: boolean) => void;
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
    if (event.target instanceof Element && event.target.closest('button, input, a, label')) return;
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

interface TitleCellProps extends RunRowProps {
  readonly first: RunSummary;
}

function TitleCell({ row, number, first, choice, isMixed, isFull, isActive, isBaseline, onChoose }: TitleCellProps) {
  const { members, key } = row.group;
  const isFolded = members.length > 1;
  const tabIndex = isActive ? 0 : -1;
  const words = wordsOf(first, isMixed);
  return (
    <th scope="row" className="compare-run">
      <div className="compare-run-line">
        <input
          type="checkbox"
          className="compare-check"
          aria-label={`Compare "${first.title}"${isFolded ? ` with all ${seedsText(members)}` : ''}`}
          tabIndex={tabIndex}
          checked={choice === 'all'}
          disabled={isFull && choice === 'none'}
          ref={(box) => {
            if (box) box.indeterminate = choice === 'some';
          }}
          onChange={(event) =>
            onChoose(number, event.nativeEvent instanceof PointerEvent && event.nativeEvent.shiftKey)
          }
        />
        <div className="compare-run-words">
          <button
            type="button"
            className={isFolded || isBaseline || words ? 'compare-title' : 'compare-title is-alone'}
            tabIndex={tabIndex}
            title={`${first.title}\nShows it on the charts.`}
            onClick={() => showRun((members.at(-1) ?? first).id)}
          >
            {first.title}
          </button>
          <small>
            {isFolded ? (
              <button
                type="button"
                className="compare-fold"
                tabIndex={tabIndex}
                aria-expanded={row.isOpen}
                onClick={() => toggleOpen(key)}
              >
                <span aria-hidden="true">{row.isOpen ? '▾' : '▸'}</span> {seedsText(members)}
              </button>
            ) : (
              <span title={words}>{words}</span>
            )}
            {isBaseline && <b className="compare-badge">baseline</b>}
          </small>
        </div>
        <RowMenu run={first} isFolded={isFolded} isBaseline={isBaseline} tabIndex={tabIndex} />
      </div>
    </th>
  );
}

/** "3 seeds", and how many runs they are where one was run twice. */
function seedsText(members: readonly RunSummary[]): string {
  const seeds = new Set(members.map(({ experiment }) => experiment.training.seed)).size;
  return `${counted(seeds, 'seed')}${seeds < members.length ? ` in ${counted(members.length, 'run')}` : ''}`;
}

/** What a person or the page says of a run: its note, what was changed live, what its experiment is called. */
function wordsOf(run: RunSummary, isMixed: boolean): string {
  if (run.note) return run.note;
  if (run.changes.length > 0) return `changed live: ${liveDifference(run) || 'there and back'}`;
  return isMixed && run.experiment.title !== run.title ? run.experiment.title : '';
}

function StatusText({ group }: { readonly group: readonly RunSummary[] }) {
  const statuses = [...new Set(group.map(({ status }) => status))];
  const [first] = group;
  if (group.length > 1) return statuses.join(', ');
  const steps = grouped(first?.steps ?? 0);
  const isShort = first?.totalSteps !== undefined && first.steps < first.totalSteps;
  return (
    <>
      {statuses.join()}
      <small>{isShort ? `${steps} of ${grouped(first.totalSteps ?? 0)} steps` : `${steps} steps`}</small>
    </>
  );
}
