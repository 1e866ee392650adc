/** A chart without eyes or mouse: a slider that reads it at any step, and a table of exact values. */
import { memo, useEffect, useState } from 'react';
import { formatValue } from '../format.ts';
import { setHoverStep, useHoverStep } from './hoverStep.ts';
import type { Line } from './lines.ts';
import { type Tables, valueAt } from './rows.ts';

/** What can be read of one line. */
export interface TextColumn {
  readonly key: string;
  readonly name: string;
  /** The value at a step; undefined where there is none. */
  at(step: number): number | undefined;
}

interface Props {
  readonly title: string;
  readonly columns: readonly TextColumn[];
  /** The last step that can be read. */
  readonly last: number;
}

/** The lines of one run. */
export function textColumns(tables: Tables, lines: readonly Line[]): readonly TextColumn[] {
  return lines.map((line) => ({ key: line.key, name: nameOf(line), at: (step) => valueAt(tables, line, step) }));
}

/** The last step of a run that was measured. */
export function lastStep({ train, validation }: Tables): number {
  const { length, buffers } = train.length > 0 ? train : validation;
  return buffers.step?.[length - 1] ?? 0;
}

/** Seen only when focused; arrows move the crosshair of every chart. */
export function StepSlider({ title, columns, last }: Props) {
  const step = useHoverStep();
  // A chart that goes away while it is read takes the crosshair along.
  useEffect(() => () => setHoverStep(null), []);
  const at = Math.min(step ?? last, last);
  const values = columns.map((column) => `${column.name} ${formatValue(column.at(at))}`);
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

function Values({ title, columns, last }: Props) {
  const steps = [...new Set(Array.from({ length: tableRows + 1 }, (_, i) => Math.round((last * i) / tableRows)))];
  return (
    <table>
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">step</th>
          {columns.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step}>
            <th scope="row">{step}</th>
            {columns.map(({ key, at }) => (
              <td key={key}>{formatValue(at(step))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The name of a line where no dash tells the two of a loss apart. */
export function nameOf(line: Line): string {
  return line.isSecondary ? `${line.label}, validation` : line.label;
}
