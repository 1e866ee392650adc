/** What a link of several runs holds, and the offer to run them one after the other. */
import { Fragment } from 'react';
import { counted } from '../../core/words.ts';
import { dismissLinked, runLinked } from '../actions/linked.ts';
import { useStore } from '../store.ts';

export function LinkedRuns() {
  const linked = useStore((state) => state.linked);
  if (!linked) return null;
  const { runs, at } = linked;
  const hasCurves = runs.some(({ curves }) => curves);
  return (
    <section className="banner end" aria-label="Runs from the link">
      <p role="status">
        {at === null ? (
          <>
            <b>This link holds {counted(runs.length, 'run')}</b>:{' '}
            {runs.map(({ title }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list stays as the link brought it
              <Fragment key={i}>
                {i > 0 && ' · '}
                <bdi>{title}</bdi>
              </Fragment>
            ))}
            .{' '}
            {hasCurves
              ? 'Their curves, marked as from the link, are a few points each of what the sender saw.'
              : 'Their results come when they are run here.'}
          </>
        ) : (
          <>
            <b>
              Run {at + 1} of {runs.length}
            </b>{' '}
            of the link trains: <bdi>{runs[at]?.title}</bdi>.
          </>
        )}
      </p>
      <div className="banner-buttons">
        {at === null && (
          <button type="button" className="button primary" onClick={() => void runLinked()}>
            {runs.length === 1 ? 'Run it' : 'Run them one after the other'}
          </button>
        )}
        <button type="button" className="button" onClick={dismissLinked}>
          {at === null ? 'Close' : 'Stop'}
        </button>
      </div>
    </section>
  );
}
