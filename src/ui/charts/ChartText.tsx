/** A chart without eyes or mouse: a slider that reads it at any step, and a table of exact values. */
import { memo, useEffect, useState } from 'react';
import { formatValue } from '../format.ts';
import { setHoverStep, useHoverStep } from './hoverStep.ts';
import type { Line } from './lines.ts';
import { type Tables, valueAt } from './rows.ts';

interface Props {
  readonly title: string;
  readonly tables: Tables;
  readonly lines: readonly Line[];
}

/** Seen only when focused; arrows move the crosshair of every chart. */
export function StepSlider({ title, tables, lines }: Props) {
  const step = useHoverStep();
  // A chart that goes away while it is read takes the crosshair along.
  useEffect(() => () => setHoverStep(null), []);
  const last = lastStep(tables);
  const at = Math.min(step ?? last, last);
  const values = lines.map((line) => `${nameOf(line)} ${formatValue(valueAt(tables, line, at))}`);
  return (
    <input
      type="range"
      className="chart-slider"
      aria-label={`Read ${title} at a step`}
      aria-valuetext={`Step ${at}: ${values.join(', ')}`}
      min={0}
      max={last}
      step={Math.max(1, Math.round(last / 100))}
      value={at}
      onChange={(event) => setHoverStep(Number(event.target.value))}
      onBlur={() => setHoverStep(null)}
    />
  );
}

const tableRows = 12;

/** Twelve steps over the run and the last one, with exact values; filled when opened, because it is for reading. */
export const ValueTable = memo(function ValueTable(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={`${props.title} as a table`}>table</summary>
      {isOpen && <Values {...props} />}
    </details>
  );
});

function Values({ title, tables, lines }: Props) {
  const last = lastStep(tables);
  const steps = [...new Set(Array.from({ length: tableRows + 1 }, (_, i) => Math.round((last * i) / tableRows)))];
  return (
    <table>
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">step</th>
          {lines.map((line) => (
            <th key={line.key} scope="col">
              {nameOf(line)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step}>
            <th scope="row">{step}</th>
            {lines.map((line) => (
              <td key={line.key}>{formatValue(valueAt(tables, line, step))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lastStep(tables: Tables): number {
  const { length, buffers } = tables.train.length > 0 ? tables.train : tables.validation;
  return buffers.step?.[length - 1] ?? 0;
}

function nameOf(line: Line): string {
  return line.isSecondary ? `${line.label}, validation` : line.label;
}
