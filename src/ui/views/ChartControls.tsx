/** How the curves are drawn: scale, smoothing, raw or weighted, steps or epochs. */
import { setView } from '../actions/look.ts';
import { useStore } from '../store.ts';

/** Toggles and a slider, in one line at the right of the tabs. */
export function ChartControls() {
  const { isLogScale, smoothing, showsWeighted, xAxis } = useStore((state) => state.view);
  return (
    <fieldset className="charts-controls">
      <legend className="visually-hidden">How the curves are drawn</legend>
      <button type="button" aria-pressed={isLogScale} onClick={() => setView({ isLogScale: !isLogScale })}>
        log
      </button>
      <button type="button" aria-pressed={showsWeighted} onClick={() => setView({ showsWeighted: !showsWeighted })}>
        weighted
      </button>
      <label>
        smooth
        <input
          type="range"
          min={0}
          max={0.98}
          step={0.02}
          value={smoothing}
          onChange={(event) => setView({ smoothing: Number(event.target.value) })}
        />
        <span className="charts-smoothing">{smoothing.toFixed(2)}</span>
      </label>
      <button
        type="button"
        onClick={() => setView({ xAxis: xAxis === 'step' ? 'epoch' : 'step' })}
        aria-label={`Horizontal axis: ${xAxis}s. Show ${xAxis === 'step' ? 'epochs' : 'steps'}.`}
      >
        by {xAxis}
      </button>
    </fieldset>
  );
}
