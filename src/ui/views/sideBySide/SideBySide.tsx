/** Two runs side by side: what differs of their setup and their networks, and what each makes of the same images. */
import { useEffect, useMemo } from 'react';
import { endOf } from '../../../core/compare/setup.ts';
import type { Run } from '../../../core/run/run.ts';
import { stepsTaken } from '../../../core/run/run.ts';
import { counted } from '../../../core/words.ts';
import { loadRun } from '../../actions/keeping.ts';
import { useLiveRuns } from '../../runs/liveRun.ts';
import { Style } from '../../Style.tsx';
import { Confusions } from './Confusions.tsx';
import { Filters } from './Filters.tsx';
import { Images } from './Images.tsx';
import { Mixers } from './Mixers.tsx';
import { Networks } from './Networks.tsx';
import { Overview } from './Overview.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './sideBySide.css?inline';
import type { Side } from './sides.ts';

interface Props {
  readonly ids: readonly [string, string];
  readonly onClose: () => void;
}

export function SideBySide({ ids, onClose }: Props) {
  const a = useSide(ids[0]);
  const b = useSide(ids[1]);
  return (
    <section className="sides" aria-label="Two runs side by side">
      <Style>{style}</Style>
      <header className="sides-head">
        <button type="button" className="button small" onClick={onClose}>
          Back to the table
        </button>
        {a && b && (
          <>
            <Name letter="A" run={a.run} />
            <Name letter="B" run={b.run} />
          </>
        )}
      </header>
      {a && b ? (
        <>
          <Overview a={a} b={b} />
          <Mixers a={a} b={b} />
          <Networks a={a.end} b={b.end} />
          <Images a={a} b={b} />
          <Confusions a={a} b={b} />
          <Filters a={a} b={b} />
        </>
      ) : (
        <p className="charts-empty" role="status">
          The runs are being read. One that was deleted cannot be.
        </p>
      )}
    </section>
  );
}

/** The run, read from the library where it is not in memory. */
function useSide(id: string): Side | undefined {
  const run = useLiveRuns(({ runs }) => runs.find((one) => one.id === id));
  const isThere = run !== undefined;
  useEffect(() => {
    if (!isThere) void loadRun(id);
  }, [id, isThere]);
  const end = run && endOf(run);
  return useMemo(() => run && end && { run, end }, [run, end]);
}

function Name({ letter, run }: { readonly letter: string; readonly run: Run }) {
  return (
    <h2 className="sides-name">
      <b className="sides-letter">{letter}</b>
      <span>
        <bdi className="sides-title">{run.title}</bdi>
        <span className="chart-note">
          {run.status} · {counted(stepsTaken(run), 'step')}
          {run.choice && ` · ${run.choice.name}`}
        </span>
      </span>
    </h2>
  );
}
