/** The tab "Compare": what came out, and all runs as a table of what differs among them. */
import { useMemo, useRef } from 'react';
import { findingOf } from '../../../core/compare/finding.ts';
import { foldSeeds } from '../../../core/compare/seeds.ts';
import { setupOf } from '../../../core/compare/setup.ts';
import { error } from '../../../core/problem.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { counted } from '../../../core/words.ts';
import { clearLibrary } from '../../actions/keep.ts';
import { openDialog, setCompared } from '../../actions/look.ts';
import { complain } from '../../actions/open.ts';
import { bytesText, usedBytes } from '../../runs/room.ts';
import { Style } from '../../Style.tsx';
import { comparedLimit, useStore } from '../../store.ts';
import { later, useLater } from '../../useLater.ts';
import { NoRun } from '../NoRun.tsx';
import { ComparedCharts, useIsRoomy } from './ComparedCharts.tsx';
import { CopyButtons } from './CopyButtons.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './compare.css?inline';
import { FilterBar } from './FilterBar.tsx';
import { withoutStudies } from './ofStudies.ts';
import { RunTable } from './RunTable.tsx';
import { columnsOf, fittedRows, measureColumns, rowsOf, setupsOf } from './rows.ts';
import { tableState, useTableState } from './tableState.ts';
import { useRead } from './useRead.ts';
import { useRuns } from './useRuns.ts';

export function Compare() {
  const all = useRuns();
  const chosenIds = useStore((state) => state.comparedRunIds);
  const studies = useStore((state) => state.studies);
  const shownRunId = useStore((state) => state.shownRunId);
  const baselineRunId = useStore((state) => state.baselineRunId);
  const filter = useTableState((state) => state.filter);
  const sorting = useTableState((state) => state.sorting);
  const open = useTableState((state) => state.open);
  const showsAll = useTableState((state) => state.showsAll);

  const studyChoice = useTableState((state) => state.studies);
  const runs = useMemo(() => {
    const picked = new Set([...chosenIds, baselineRunId ?? '', shownRunId ?? '']);
    return withoutStudies(all, studies, studyChoice, picked);
  }, [all, studies, studyChoice, chosenIds, baselineRunId, shownRunId]);
  const groups = useMemo(() => foldSeeds(runs), [runs]);
  const rows = useMemo(() => rowsOf(groups, { filter, sorting, open }), [groups, filter, sorting, open]);
  const chosen = runs.filter(({ id }) => chosenIds.includes(id));
  const compared = groups.filter(({ members }) => members.some(({ id }) => chosenIds.includes(id)));
  const baseline = groups.find(({ members }) => members.some(({ id }) => id === baselineRunId));
  const shown = useMemo(() => rows.filter(({ isMember }) => !isMember).map(({ group }) => group), [rows]);
  const isRead = useRead(runs);
  const basis = chosen.length >= 2 ? chosen : shown.flatMap(({ members }) => members);
  const read = isRead || chosen.length >= 2 ? basis : [];

  const setups = useStable(setupsOf(read));
  const ofBaseline = baseline?.members[0] && setupOf(baseline.members[0]);
  const shownSetups = useStable(
    setupsOf(read.length === 0 ? [] : shown.slice(0, fittedRows).flatMap(({ members }) => members.slice(0, 1))),
  );
  const columns = useMemo(
    () => columnsOf(setups, ofBaseline, { showsAll, shown: shownSetups }),
    [setups, ofBaseline, showsAll, shownSetups],
  );
  const measured = measureColumns(isRead ? basis : basis.slice(0, fittedRows), showsAll);
  const measureKeys = measured.map(({ key }) => key).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: measures are told apart by their keys
  const measures = useMemo(() => measured, [measureKeys]);
  const finding = chosen.length >= 2 ? findingOf(compared, baselineRunId) : '';

  const pair = chosen.length === 2 ? pairOf(chosen, baselineRunId) : undefined;
  const isSideBySide = useTableState((state) => state.isSideBySide) && pair !== undefined;
  const [isRoomy, measure] = useIsRoomy();
  const hasCharts = isRoomy && chosen.length >= 2;
  const SideBySide = useLater(sideBySide, isSideBySide, sayLost);

  if (all.length === 0) return <NoRun />;
  if (isSideBySide && SideBySide) return <SideBySide ids={pair} onClose={showTable} />;
  return (
    <div className={hasCharts ? 'compare has-charts' : 'compare'} ref={measure}>
      <Style>{style}</Style>
      {finding && (
        <p className="compare-finding" role="status">
          {finding}
        </p>
      )}
      <div className="compare-bar">
        <FilterBar runs={runs} all={all} />
        <Chosen count={chosen.length} />
        <div className="compare-tools">
          <button
            type="button"
            className="button small"
            aria-pressed={showsAll}
            onClick={() => tableState.setState({ showsAll: !showsAll })}
          >
            All columns
          </button>
          <CopyButtons rows={rows} columns={columns} measures={measures} baseline={baseline} chosenIds={chosenIds} />
        </div>
      </div>
      {rows.length === 0 ? (
        <p className="charts-empty">
          None of {counted(all.length, 'run')} fits the filter.{' '}
          <button
            type="button"
            className="button small"
            onClick={() => tableState.setState({ filter: { text: '' }, studies: 'all' })}
          >
            Show all
          </button>
        </p>
      ) : (
        <RunTable
          rows={rows}
          columns={columns}
          measures={measures}
          baseline={baseline}
          basis={chosen.length >= 2 ? compared : shown}
        />
      )}
      {hasCharts && <ComparedCharts />}
      <Foot
        what={`${showsAll ? 'All columns' : 'Only what differs is shown'}${chosen.length >= 2 ? ' of the chosen runs' : ''}`}
        count={all.length}
      />
    </div>
  );
}

const sideBySide = later(async () => (await import('../sideBySide/SideBySide.tsx')).SideBySide);

function showTable(): void {
  tableState.setState({ isSideBySide: false });
}

function sayLost(): void {
  showTable();
  const message = 'The script that lays two runs side by side could not be loaded.';
  complain([error([], message, 'Try again when there is a connection.')]);
}

/** The baseline first, else the older one. */
function pairOf(chosen: readonly RunSummary[], baselineRunId: string | null): readonly [string, string] | undefined {
  const [older, newer] = chosen.map(({ id }) => id);
  if (older === undefined || newer === undefined) return undefined;
  return newer === baselineRunId ? [newer, older] : [older, newer];
}

/** How many runs are chosen, and that no more can be. */
function Chosen({ count }: { readonly count: number }) {
  return (
    <p className="compare-chosen" role="status">
      {count > 0 && (
        <>
          <b>{count} chosen</b>
          {count === 2 && (
            <>
              {' '}
              <button
                type="button"
                className="button small"
                onClick={() => tableState.setState({ isSideBySide: true })}
              >
                Side by side
              </button>
            </>
          )}
          {count >= comparedLimit && <span> · the charts show no more than {comparedLimit}</span>}{' '}
          <button type="button" className="button small" onClick={() => setCompared([])}>
            Choose none
          </button>
        </>
      )}
    </p>
  );
}

/** What the columns are, how many runs there are, and how much room those take that are kept. */
function Foot({ what, count }: { readonly what: string; readonly count: number }) {
  const kept = useStore((state) => state.kept);
  const { isOpen, limitBytes } = useStore((state) => state.library);
  const limit = limitBytes === undefined ? '' : ` of ${bytesText(limitBytes)}`;
  return (
    <p className="compare-foot">
      <span>
        {what} · {counted(count, 'run')} ·{' '}
        {isOpen ? `${bytesText(usedBytes(kept))}${limit} in this browser` : 'not kept in this browser'}
      </span>
      <button type="button" className="plain" onClick={() => openDialog('open')}>
        Import
      </button>
      {kept.length > 0 && (
        <button
          type="button"
          className="plain"
          title="Deletes all runs but those that are pinned or go on."
          onClick={() => void clearLibrary()}
        >
          Delete all
        </button>
      )}
    </p>
  );
}

/** The list of before as long as its members are the same. */
function useStable<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  const isSame = before.current.length === list.length && list.every((one, i) => one === before.current[i]);
  if (!isSame) before.current = list;
  return before.current;
}
