/**
 * Every combination of a study as a row: what was set, and mean and spread of each measure over seeds and folds. A row opens
 * to its runs. Only the rows in sight are there, all of one height, so that a thousand come at once.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { uncertaintyText } from '../../../../core/study/curve/curve.ts';
import { variedColumns } from '../../../../core/study/table/columns.ts';
import { csvOf, markdownOf } from '../../../../core/study/table/copy.ts';
import { counted } from '../../../../core/words.ts';
import { CopyButton } from '../../../forms/CopyButton.tsx';
import { Style } from '../../../Style.tsx';
// Its tab may not have been opened yet.
import tableStyle from '../../compare/compare.css?inline';
import type { PictureProps } from './picture.ts';
import { useResultsView } from './resultsState.ts';
import { Heads } from './table/Heads.tsx';
import { RunRow } from './table/RunRow.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './table/resultTable.css?inline';
import { resultRows } from './table/rows.ts';
import { SetupRow } from './table/SetupRow.tsx';
import { setOpen, showValues, useTableView } from './table/tableView.ts';

/** Height of every row, in pixels; also said in the style sheet of the table of runs. */
const rowPx = 46;

/** Widths of the columns, in pixels. */
const widths = { name: 170, varied: 130, runs: 76, value: 118, steps: 72, stepMs: 72, endings: 150, use: 66 } as const;

export function ResultTable({ study: { id, study }, plan, results }: PictureProps) {
  const view = useTableView(id);
  const { chosen } = useResultsView(id);
  const { measures, setups } = results;
  const columns = useMemo(() => variedColumns(study, plan), [study, plan]);
  const rows = resultRows(setups, columns, view);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    initialRect: { width: 0, height: 520 },
  });
  useChosen(id, chosen, (place) => {
    const index = rows.findIndex((row) => row.place === place);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' });
  });

  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const others = columns.slice(1);
  const planned = setups.length > 0 ? Math.round(plan.runs.length / setups.length) : 0;
  const copied = {
    study,
    plan,
    results,
    which: view.which,
    rows: rows.flatMap((row) => (row.kind === 'setup' ? row.result : [])),
  };
  const width =
    widths.name +
    others.length * widths.varied +
    widths.runs +
    measures.length * widths.value +
    widths.steps +
    widths.stepMs +
    widths.endings +
    widths.use;
  return (
    <section aria-label="Table of outcomes">
      <Style>{tableStyle}</Style>
      <Style>{style}</Style>
      <div className="result-table-bar">
        <h3>{counted(setups.length, 'combination')}</h3>
        <span>{uncertaintyText(study)}</span>
        <div className="result-table-tools">
          {(['final', 'best'] as const).map((which) => (
            <button
              key={which}
              type="button"
              className="button small"
              aria-pressed={view.which === which}
              title={which === 'final' ? 'Values at the end of the runs' : 'The best value on the way of each run'}
              onClick={() => showValues(id, which)}
            >
              {which === 'final' ? 'At the end' : 'At best'}
            </button>
          ))}
          <CopyButton
            look="small"
            label="Copy as Markdown"
            title="A line a combination, as it is read"
            text={() => markdownOf(copied)}
          />
          <CopyButton
            look="small"
            label="Copy as CSV"
            title="A line a run, with every number in full"
            text={() => csvOf(copied)}
          />
        </div>
      </div>
      <div className="result-table-scroll" ref={scroller}>
        <div style={{ paddingTop: above, paddingBottom: below }}>
          <table
            className="compare-table"
            aria-label="Combinations"
            aria-rowcount={rows.length + 1}
            style={{ minWidth: width }}
          >
            <colgroup>
              <col style={{ width: widths.name }} />
              {others.map(({ variation, place }) => (
                <col key={`${variation} ${place}`} style={{ width: widths.varied }} />
              ))}
              <col style={{ width: widths.runs }} />
              {measures.map(({ key }) => (
                <col key={key} style={{ width: widths.value }} />
              ))}
              <col style={{ width: widths.steps }} />
              <col style={{ width: widths.stepMs }} />
              <col style={{ width: widths.endings }} />
              <col style={{ width: widths.use }} />
            </colgroup>
            <Heads studyId={id} study={study} columns={columns} measures={measures} />
            <tbody>
              {items.map(({ index }) => {
                const row = rows[index];
                if (!row) return null;
                const common = { studyId: id, study, planned, columns, measures, which: view.which, index: index + 2 };
                return row.kind === 'setup' ? (
                  <SetupRow key={row.place} row={row} isChosen={row.place === chosen} {...common} />
                ) : (
                  <RunRow key={row.run.id} row={row} {...common} />
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

/** A combination that is chosen in a picture is opened here and brought into sight. */
function useChosen(studyId: string, chosen: number | undefined, show: (place: number) => void): void {
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    if (chosen === undefined) return;
    setOpen(studyId, chosen, true);
    latest.current(chosen);
  }, [studyId, chosen]);
}
