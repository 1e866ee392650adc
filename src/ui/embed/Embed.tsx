/** The figure: the network at first, its curves once it runs, the equation with its faders beside them. */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { verdict } from '../../core/verdict/verdict.ts';
import { toggleRun } from '../actions/run.ts';
import { encodeLink } from '../link/url.ts';
import { NetworkPicture } from '../network/NetworkPicture.tsx';
import { Style } from '../Style.tsx';
import { drivenRun, useStore } from '../store.ts';
import { later, useLater } from '../useLater.ts';
import type { Desk } from './desk.ts';
import { EmbedFader } from './EmbedFader.tsx';
import { EmbedRun } from './EmbedRun.tsx';
import style from './embed.css?inline';
import { reportSize } from './reportSize.ts';

interface Props {
  /** What the frame came with. */
  readonly opened: Experiment;
  readonly fragment: string;
  readonly desk: Desk;
}

const curves = later(async () => (await import('./EmbedCurves.tsx')).EmbedCurves);

export function Embed({ opened, fragment, desk }: Props) {
  const root = useRef<HTMLElement>(null);
  const experiment = useStore((state) => state.experiment);
  const problems = useStore((state) => state.openProblems);
  const failure = useStore((state) => drivenRun(state)?.failure);
  const hasRun = useStore((state) => state.drivenRunId !== null);
  const [isLost, setLost] = useState(false);
  const Curves = useLater(curves, hasRun, () => setLost(true));
  useEffect(() => (root.current ? reportSize(root.current, window) : undefined), []);
  const graph = graphOf(experiment);
  const first = graph.isRunnable ? undefined : graph.problems.find(({ severity }) => severity === 'error');
  const said = [
    ...problems,
    ...(first ? [first] : []),
    ...(failure ? [failure] : []),
    ...(isLost
      ? [{ message: 'The curves could not be loaded.', remedy: 'Check the connection and load the page again.' }]
      : []),
  ];
  return (
    <main ref={root} className="embed" aria-labelledby="embed-title" data-running={hasRun || undefined}>
      <Style>{style}</Style>
      <header className="embed-head">
        <h1 id="embed-title">{experiment.title}</h1>
        <p>{verdict(experiment, graph).title}</p>
        <OpenLink opened={opened} fragment={fragment} experiment={experiment} />
      </header>
      <div className="embed-stage">
        {hasRun ? (
          <>
            <div className="embed-strip">
              <NetworkPicture experiment={opened} />
            </div>
            {Curves ? <Curves /> : !isLost && <p className="chart-empty">The curves are on their way.</p>}
          </>
        ) : (
          <button
            type="button"
            className="embed-still"
            tabIndex={-1}
            aria-hidden="true"
            disabled={!graph.isRunnable}
            onClick={toggleRun}
          >
            <NetworkPicture experiment={opened} />
            {graph.isRunnable && <span className="embed-call">Click to train it here, in your browser</span>}
          </button>
        )}
      </div>
      <div className="embed-run">
        <EmbedRun isRunnable={graph.isRunnable} />
      </div>
      <div className="embed-desk">
        <desk.LossEquation />
        <ul className="embed-faders">
          {experiment.losses.map((loss) => (
            <EmbedFader key={loss.id} loss={loss} desk={desk} />
          ))}
        </ul>
      </div>
      {said.length > 0 && (
        <div className="embed-said" role="alert">
          {said.map(({ message, remedy }) => (
            <p key={message}>
              {message} {remedy}
            </p>
          ))}
        </div>
      )}
    </main>
  );
}

/** The whole page with what is here now; a study or a comparison as it came, as long as nothing was moved. */
function OpenLink({ opened, fragment, experiment }: Omit<Props, 'desk'> & { readonly experiment: Experiment }) {
  // A fader is dragged by many small moves.
  const settled = useDeferredValue(experiment);
  const to = useMemo(() => (settled === opened ? fragment : encodeLink(settled)), [settled, opened, fragment]);
  return (
    <a className="embed-open" href={`./${to}`} target="_blank" rel="noopener">
      Open in Loss Mixer<span aria-hidden="true"> ↗</span>
      <span className="visually-hidden"> (new tab)</span>
    </a>
  );
}
