/** How the curves are drawn: scale, smoothing, raw or weighted, by step, epoch or time. */

import { fullHelp } from '../../core/fieldHelp.ts';
import { type FieldMeta, metaOf } from '../../core/fields.ts';
import { viewFields } from '../../core/viewFields.ts';
import { setView } from '../actions/look.ts';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';

const { shape } = viewFields;
const scaleMeta = metaOf(shape.scale);
const weightedMeta = metaOf(shape.showsWeighted);
const smoothingMeta = metaOf(shape.smoothing);
const axisMeta = metaOf(shape.xAxis);
const scales = ['auto', 'linear', 'log'] as const;
const axes = ['step', 'epoch', 'time'] as const;

/** Toggles and a slider, in one line at the right of the tabs. */
export function ChartControls() {
  const { scale, smoothing, showsWeighted, xAxis } = useStore((state) => state.view);
  return (
    <fieldset className="charts-controls">
      <legend className="visually-hidden">How the curves are drawn</legend>
      <Select
        meta={scaleMeta}
        value={scale}
        onChange={(value) => setView({ scale: scales.find((one) => one === value) ?? 'auto' })}
      />
      <button
        type="button"
        aria-pressed={showsWeighted}
        data-help={weightedMeta.help}
        onClick={() => setView({ showsWeighted: !showsWeighted })}
      >
        {weightedMeta.label}
      </button>
      <span className="charts-control">
        <Term help={smoothingMeta.help}>{smoothingMeta.label}</Term>
        <input
          type="range"
          aria-label={smoothingMeta.label}
          data-help={smoothingMeta.help}
          data-title={smoothingMeta.label}
          min={smoothingMeta.min}
          max={smoothingMeta.max}
          step={smoothingMeta.step}
          value={smoothing}
          onChange={(event) => setView({ smoothing: Number(event.target.value) })}
        />
        <span className="charts-smoothing">{smoothing.toFixed(2)}</span>
      </span>
      <Select
        meta={axisMeta}
        value={xAxis}
        onChange={(value) => setView({ xAxis: axes.find((one) => one === value) ?? 'step' })}
      />
    </fieldset>
  );
}

interface SelectProps {
  readonly meta: FieldMeta;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Select({ meta, value, onChange }: SelectProps) {
  return (
    <span className="charts-control">
      <Term help={fullHelp(meta)}>{meta.label}</Term>
      <select
        className="chart-choice"
        aria-label={meta.label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {meta.choices?.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}
