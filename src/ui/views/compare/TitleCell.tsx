/** The first cell of a row: what the run is called, what is said of it, and what can be done with it. */
import { useRef } from 'react';
import { titleOf } from '../../../core/compare/seeds.ts';
import { liveDifference } from '../../../core/run/difference.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { counted } from '../../../core/words.ts';
import { noteRun, renameRun } from '../../actions/keep.ts';
import { showRun } from '../../actions/look.ts';
import type { RunLook } from '../../charts/overlay/runLook.ts';
import { Swatch } from '../../charts/overlay/Swatch.tsx';
import { comparedLimit } from '../../store.ts';
import { RowMenu } from './RowMenu.tsx';
import type { TableRow } from './rows.ts';
import { type Editing, edit, toggleOpen } from './tableState.ts';

export interface TitleProps {
  readonly row: TableRow;
  /** From 1, the head not counted. */
  readonly number: number;
  /** Runs of several experiments are shown. */
  readonly isMixed: boolean;
  /** How its lines are drawn, where they are. */
  readonly look: RunLook | undefined;
  readonly editing: Editing | undefined;
  readonly isBaseline: boolean;
  readonly choice: 'none' | 'some' | 'all';
  /** Nothing more can be chosen. */
  readonly isFull: boolean;
  /** The one row that the Tab key reaches. */
  readonly isActive: boolean;
  readonly onChoose: (number: number, isRange: boolean) => void;
}

export function TitleCell({ row, number, first, choice, look, editing, ...props }: TitleProps & { first: RunSummary }) {
  const { members, key } = row.group;
  const title = titleOf(row.group);
  const pinned = members.filter(({ isPinned }) => isPinned).length;
  const { isMixed, isFull, isActive, isBaseline, onChoose } = props;
  const isFolded = members.length > 1;
  const tabIndex = isActive ? 0 : -1;
  const words = wordsOf(first, isMixed);
  const isAlone = !isFolded && !isBaseline && !words && !look && pinned === 0;
  return (
    <th scope="row" className="compare-run">
      <div className="compare-run-line">
        <input
          type="checkbox"
          className="compare-check"
          aria-label={`Compare "${title}"${isFolded ? ` with all ${seedsText(members)}` : ''}`}
          tabIndex={tabIndex}
          checked={choice === 'all'}
          disabled={isFull && choice === 'none'}
          title={isFull && choice === 'none' ? `No more than ${comparedLimit} can be compared at once.` : undefined}
          ref={(box) => {
            if (box) box.indeterminate = choice === 'some';
          }}
          onChange={({ nativeEvent }) => onChoose(number, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        />
        <div className="compare-run-words">
          {editing?.field === 'title' ? (
            <Line run={first} editing={editing} />
          ) : (
            <button
              type="button"
              className={isAlone ? 'compare-title is-alone' : 'compare-title'}
              tabIndex={tabIndex}
              title={`${title}\nShows it on the charts.`}
              onClick={() => showRun((members.at(-1) ?? first).id)}
            >
              <bdi>{title}</bdi>
            </button>
          )}
          {editing?.field === 'note' ? (
            <Line run={first} editing={editing} />
          ) : (
            <small>
              {look && <Swatch look={look} />}
              {isBaseline && <b className="compare-badge">baseline</b>}
              {pinned > 0 && <b className="compare-badge">{isFolded ? `${pinned} pinned` : 'pinned'}</b>}
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
            </small>
          )}
        </div>
        <RowMenu title={title} members={members} isBaseline={isBaseline} tabIndex={tabIndex} />
      </div>
    </th>
  );
}

/** "3 seeds", and how many runs they are where one was run twice; "2 runs of one seed". */
function seedsText(members: readonly RunSummary[]): string {
  const seeds = new Set(members.map(({ experiment }) => experiment.training.seed)).size;
  if (seeds === 1) return `${counted(members.length, 'run')} of one seed`;
  return `${counted(seeds, 'seed')}${seeds < members.length ? ` in ${counted(members.length, 'run')}` : ''}`;
}

/** What a person or the page says of a run: its note, what was changed live, what its experiment is called. */
function wordsOf(run: RunSummary, isMixed: boolean): string {
  if (run.note) return run.note;
  if (run.changes.length > 0) return `changed live: ${liveDifference(run) || 'there and back'}`;
  return isMixed && run.experiment.title !== run.title ? run.experiment.title : '';
}

const fieldLimits = { title: 120, note: 300 } as const;

/** The title or the note as it is written: Enter or leaving keeps it, Escape does not. */
function Line({ run, editing }: { readonly run: RunSummary; readonly editing: Editing }) {
  const { field } = editing;
  const isLeft = useRef(false);
  const end = (text: string | undefined) => {
    if (isLeft.current) return;
    isLeft.current = true;
    if (text !== undefined) field === 'title' ? renameRun(run.id, text) : noteRun(run.id, text);
    edit(undefined);
  };
  return (
    <input
      className="text-input compare-line"
      aria-label={field === 'title' ? 'Title of the run' : 'Note on the run'}
      maxLength={fieldLimits[field]}
      defaultValue={run[field]}
      ref={(input) => {
        if (input && document.activeElement !== input) input.select();
      }}
      onBlur={({ target }) => end(target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
}
