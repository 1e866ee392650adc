/** Walking along the front: the place by a slider, what it would be, and the run that starts there. */

import { Style } from '../../../../../Style.tsx';
import { setResultsView } from '../../resultsState.ts';
import type { FrontPoint } from '../points.ts';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './walk.css?inline';
import type { Stand } from './way.ts';

interface WalkBarProps {
  readonly studyId: string;
  readonly way: readonly FrontPoint[];
  readonly place: number | undefined;
  readonly stand: Stand | undefined;
  readonly onStart: () => void;
}

export function WalkBar({ studyId, way, place, stand, onStart }: WalkBarProps) {
  if (place === undefined || !stand) {
    return (
      <p className="walk-bar">
        <Style>{style}</Style>
        <button
          type="button"
          className="button small"
          onClick={() => setResultsView(studyId, { stand: Math.min(0.5, way.length - 1) })}
        >
          Walk along the front
        </button>
      </p>
    );
  }
  const before = way[Math.floor(place)]?.label;
  const after = Number.isInteger(place) ? undefined : way[Math.floor(place) + 1]?.label;
  return (
    <div className="walk-bar">
      <Style>{style}</Style>
      <label>
        Along the front of the sums
        <input
          type="range"
          min={0}
          max={way.length - 1}
          step={0.05}
          value={place}
          aria-valuetext={stand.label}
          onChange={({ target }) => setResultsView(studyId, { stand: Number(target.value) })}
        />
      </label>
      <span>
        <b>{stand.label}</b>, {after === undefined ? `where ${before} was run` : `between ${before} and ${after}`}
      </span>
      <button type="button" className="button small" disabled={after === undefined} onClick={onStart}>
        Start here, warm from {stand.donors[0]?.label}
      </button>
      <button type="button" className="plain" onClick={() => setResultsView(studyId, { stand: undefined })}>
        Stop walking
      </button>
      <p className="front-note">
        Drag the ring along the line and let go, or start here: a new run with these faders begins with the network that
        the nearest run ended with. Its point is drawn as “walked” and not counted: it has trained longer than the
        others.
      </p>
    </div>
  );
}
