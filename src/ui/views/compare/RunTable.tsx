/**
 * The table of runs. Only the rows in sight are there (row heights are all the same), so that five hundred runs come at
 * once. It is a grid for keyboard and screen reader: one row takes the Tab key, arrows go from row to row.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Measure } from '../../../core/compare/measures.ts';
import { outcomeOf, type SeedGroup } from '../../../core/compare/seeds.ts';
import { setCompared, showRun } from '../../actions/look.ts';
import { useComparison } from '../../charts/comparison.ts';
import { comparedLimit, store, useStore } from '../../store.ts';
import { withRange, withToggled } from './choosing.ts';
import { Headers } from './Headers.tsx';
import { RunRow } from './RunRow.tsx';
import { baselineValue, type Columns, type TableRow } from './rows.ts';
import { toggleOpen, useTableState } from './tableState.ts';

/** Height of every row, in pixels; also said in the style sheet. */
const rowPx = 46;

interface Props {
  readonly rows: readonly TableRow[];
  readonly columns: Columns;
  readonly measures: readonly Measure[];
  readonly baseline: SeedGroup | undefined;
  readonly basis: readonly SeedGroup[];
}

export function RunTable({ rows, columns, measures, baseline, basis }: Props) {
  const chosen = useStore((state) => state.comparedRunIds);
  const shownRunId = useStore((state) => state.shownRunId);
  const editing = useTableState((state) => state.editing);
  const { entries } = useComparison();
  const scroller = useRef<HTMLDivElement>(null);
  const isPrinting = useIsPrinting();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: isPrinting ? rows.length : 8,
    initialRect: { width: 0, height: 400 },
  });
  const { active, setActive, goTo } = useActiveRow(rows.length, scroller, (i) => virtual.scrollToIndex(i));
  const anchor = useRef<number | undefined>(undefined);
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });

  const choose = useCallback((number: number, isRange: boolean) => {
    const row = latest.current[number - 1];
    const { comparedRunIds } = store.getState();
    if (!row) return;
    if (isRange && anchor.current !== undefined) {
      setCompared(withRange(comparedRunIds, latest.current, anchor.current - 1, number - 1));
    } else {
      setCompared(withToggled(comparedRunIds, row));
      anchor.current = number;
    }
  }, []);

  const onKey = useCallback(
    (event: KeyboardEvent<HTMLTableRowElement>, number: number) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      const row = latest.current[number - 1];
      const step = steps[event.key];
      if (step !== undefined) {
        const to = Math.min(latest.current.length, Math.max(1, number + step));
        if (event.shiftKey && Math.abs(step) === 1) {
          anchor.current ??= number;
          setCompared(withRange(store.getState().comparedRunIds, latest.current, number - 1, to - 1));
        }
        goTo(to);
      } else if (event.key === ' ') choose(number, event.shiftKey);
      else if (event.key === 'Enter' && row) showRun(row.group.members.at(-1)?.id ?? '');
      else if (row && isFold(event.key, row)) toggleOpen(row.group.key);
      else return;
      event.preventDefault();
    },
    [choose, goTo],
  );

  const items = virtual.getVirtualItems();
  // Room for the rows out of sight.
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const isMixed = new Set(rows.map(({ group }) => group.members[0]?.experiment.title)).size > 1;
  const tops = useMemo(() => measures.map((measure) => topOf(basis, measure)), [measures, basis]);
  return (
    <div className="compare-scroll" ref={scroller}>
      <div style={{ paddingTop: above, paddingBottom: below }}>
        <table
          className="compare-table"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are chosen, which a plain table does not know
          role="grid"
          aria-label="Runs"
          aria-multiselectable="true"
          aria-rowcount={rows.length + 1}
        >
          <colgroup>
            <col className="compare-col-run" />
            {columns.traits.map(({ key }, i) => (
              <col key={key} style={{ width: columns.widths[i] }} />
            ))}
            {measures.map(({ key }) => (
              <col key={key} className="compare-col-value" />
            ))}
            <col className="compare-col-duration" />
            <col className="compare-col-time" />
            <col className="compare-col-status" />
            <col className="compare-col-started" />
          </colgroup>
          <Headers traits={columns.traits} measures={measures} />
          <tbody>
            {items.map(({ index }) => {
              const row = rows[index];
              if (!row) return null;
              const ids = row.group.members.map(({ id }) => id);
              const chosenCount = ids.filter((id) => chosen.includes(id)).length;
              return (
                <RunRow
                  key={row.id}
                  row={row}
                  number={index + 1}
                  columns={columns}
                  isMixed={isMixed}
                  measures={measures}
                  baseline={measures.map((measure) => baselineValue(row.group, baseline, measure))}
                  tops={measures.map(
                    (measure, i) => !row.isMember && tops[i] !== undefined && finalOf(row.group, measure) === tops[i],
                  )}
                  look={entries.find((entry) => entry.runs.some((run) => ids.includes(run.id)))?.look}
                  editing={row.group.members.length === 1 && editing?.runId === ids[0] ? editing : undefined}
                  isShown={ids.includes(shownRunId ?? '')}
                  isBaseline={baseline?.members.some(({ id }) => ids.includes(id)) === true && !row.isMember}
                  choice={chosenCount === 0 ? 'none' : chosenCount < ids.length ? 'some' : 'all'}
                  isFull={chosen.length >= comparedLimit}
                  isActive={active === index + 1}
                  onChoose={choose}
                  onActive={setActive}
                  onKey={onKey}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Whether the key opens a folded row or folds an open one. */
function isFold(key: string, { group, isOpen }: TableRow): boolean {
  return group.members.length > 1 && key === (isOpen ? 'ArrowLeft' : 'ArrowRight');
}

/** The best final value among the compared rows, where there are two to compare. */
function topOf(basis: readonly SeedGroup[], measure: Measure): number | undefined {
  const values = basis.flatMap((group) => finalOf(group, measure) ?? []);
  if (values.length < 2) return undefined;
  return measure.isHigherBetter ? Math.max(...values) : Math.min(...values);
}

function finalOf(group: SeedGroup, measure: Measure): number | undefined {
  return outcomeOf(group, measure)?.final.mean;
}

/** Whether a sheet is being made: all rows stand on it. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The sheet is made of what stands there when the event has been answered.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}

/** The row that has the Tab key, and moving to another with the focus, in sight or not. */
function useActiveRow(
  count: number,
  scroller: { readonly current: HTMLDivElement | null },
  scrollTo: (i: number) => void,
) {
  const [active, setActive] = useState(1);
  const [isMoving, setMoving] = useState(false);
  const scroll = useRef(scrollTo);
  useEffect(() => {
    scroll.current = scrollTo;
  });
  const goTo = useCallback((number: number) => {
    setActive(number);
    setMoving(true);
    scroll.current(number - 1);
  }, []);
  useEffect(() => {
    if (!isMoving) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${active + 1}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    setMoving(false);
  });
  return { active: Math.min(active, Math.max(1, count)), setActive, goTo };
}
