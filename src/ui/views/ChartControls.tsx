/** How the curves are drawn: scale, smoothing, raw or weighted, by step, epoch or time. */
import { setView } from '../actions/look.ts';
import { useStore } from '../store.ts';

const scales = ['auto', 'linear', 'log'] as const;
const axes = ['step', 'epoch', 'time'] as const;

/** Toggles and a slider, in one line at the right of the tabs. */
export function ChartControls() {
  const { scale, smoothing, showsWeighted, xAxis } = useStore((state) => state.view);
  return (
    <fieldset className="charts-controls">
      <legend className="visually-hidden">How the curves are drawn</legend>
      <label>
        scale
        <select
          className="chart-choice"
          value={scale}
          title="auto is logarithmic above three decades"
          onChange={({ target }) => setView({ scale: scales.find((one) => one === target.value) ?? 'auto' })}
        >
          {scales.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
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
      <label>
        by
        <select
          className="chart-choice"
          value={xAxis}
          title="The horizontal axis: steps, epochs, or seconds of training"
          onChange={({ target }) => setView({ xAxis: axes.find((one) => one === target.value) ?? 'step' })}
        >
          {axes.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
