/** One field of an experiment, drawn from its metadata alone: label, control, help, and what is wrong with it. */
import { Slider } from 'radix-ui';
import { useId } from 'react';
import type { FieldMeta } from '../../core/fields.ts';
import type { Problem } from '../../core/problem.ts';
import { beginGesture, endGesture } from '../actions/edit.ts';
import { NumberInput } from './NumberInput.tsx';
import { ProblemText } from './ProblemText.tsx';
import { fromSlider, hasSlider, toSlider } from './scale.ts';
import './forms.css';

export interface FieldProps {
  readonly meta: FieldMeta;
  readonly value: unknown;
  readonly problems?: readonly Problem[];
  readonly onChange: (value: unknown) => void;
}

export function Field({ meta, value, problems = [], onChange }: FieldProps) {
  const id = useId();
  const help = helpOf(meta, value);
  return (
    <div className="field" data-control={meta.control}>
      <label htmlFor={id} className="field-label" title={help}>
        {meta.label}
        {meta.unit && <span className="field-unit"> {meta.unit}</span>}
      </label>
      <Control id={id} meta={meta} value={value} isWrong={problems.length > 0} onChange={onChange} />
      <span id={`${id}-help`} className="field-help">
        {help}
      </span>
      {problems.map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
    </div>
  );
}

function helpOf(meta: FieldMeta, value: unknown): string {
  const choice = meta.choices?.find((one) => one.value === value);
  return choice?.help ? `${meta.help} ${choice.label}: ${choice.help}` : meta.help;
}

interface ControlProps extends Pick<FieldProps, 'meta' | 'value' | 'onChange'> {
  readonly id: string;
  readonly isWrong: boolean;
}

function Control({ id, meta, value, isWrong, onChange }: ControlProps) {
  const describedBy = `${id}-help`;
  switch (meta.control) {
    case 'number':
    case 'integer':
      return <NumberControl {...{ id, meta, isWrong, onChange }} value={typeof value === 'number' ? value : 0} />;
    case 'choice':
      return (
        <select
          id={id}
          className="select"
          aria-describedby={describedBy}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {meta.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case 'flag':
      return (
        <input
          id={id}
          className="checkbox"
          type="checkbox"
          aria-describedby={describedBy}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'text':
      return (
        <input
          id={id}
          className="text-input"
          type="text"
          aria-describedby={describedBy}
          maxLength={meta.max}
          value={String(value)}
          onFocus={beginGesture}
          onBlur={endGesture}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'list':
      return <ListControl {...{ id, meta, value, isWrong, onChange }} />;
    default:
      return meta.control satisfies never;
  }
}

function NumberControl({ id, meta, value, isWrong, onChange }: ControlProps & { readonly value: number }) {
  return (
    <div className="field-number">
      {hasSlider(meta) && (
        <Slider.Root
          className="slider"
          min={0}
          max={1}
          step={0.001}
          value={[toSlider(meta, value)]}
          onPointerDown={beginGesture}
          onValueCommit={endGesture}
          onLostPointerCapture={endGesture}
          onValueChange={([place]) => {
            const next = fromSlider(meta, place ?? 0);
            if (next !== value) onChange(next);
          }}
        >
          <Slider.Track className="slider-track">
            <Slider.Range className="slider-range" />
          </Slider.Track>
          {/* The number beside it is the control for the keyboard and for screen readers. */}
          <Slider.Thumb className="slider-thumb" tabIndex={-1} aria-hidden="true" />
        </Slider.Root>
      )}
      <NumberInput id={id} meta={meta} value={value} isWrong={isWrong} describedBy={`${id}-help`} onChange={onChange} />
    </div>
  );
}

function ListControl({ id, meta, value, onChange }: ControlProps) {
  const list = Array.isArray(value) ? value.join(', ') : '';
  return (
    <input
      key={list}
      id={id}
      className="text-input"
      type="text"
      aria-describedby={`${id}-help`}
      defaultValue={list}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const parts = event.currentTarget.value.split(/[\s,;]+/).filter(Boolean);
        const numbers = parts.map(Number);
        const isGood = numbers.every((n) => Number.isFinite(n) && n >= (meta.min ?? n) && n <= (meta.max ?? n));
        if (!isGood) event.currentTarget.value = list;
        else if (numbers.join(', ') !== list) onChange(numbers);
      }}
    />
  );
}
