/** One field of an experiment, drawn from its metadata alone: label, control, help, and what is wrong with it. */
import { useId, useState } from 'react';
import { allowed, type FieldMeta } from '../../core/fields.ts';
import { type Problem, show } from '../../core/problem.ts';
import { NumberControl } from './NumberControl.tsx';
import { ProblemText } from './ProblemText.tsx';
import { Remark } from './Remark.tsx';
import { useGesture } from './useGesture.ts';
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
      return (
        <NumberControl
          {...{ id, meta, isWrong, describedBy, onChange }}
          value={typeof value === 'number' ? value : 0}
        />
      );
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
      return <TextControl {...{ id, meta, onChange }} value={String(value)} />;
    case 'list':
      return <ListControl {...{ id, meta, value, isWrong, onChange }} />;
    default:
      return meta.control satisfies never;
  }
}

interface TextControlProps extends Pick<FieldProps, 'meta' | 'onChange'> {
  readonly id: string;
  readonly value: string;
}

function TextControl({ id, meta, value, onChange }: TextControlProps) {
  const begin = useGesture();
  return (
    <input
      id={id}
      className="text-input"
      type="text"
      aria-describedby={`${id}-help`}
      maxLength={meta.max}
      value={value}
      onChange={(event) => {
        begin('text');
        onChange(event.currentTarget.value);
      }}
    />
  );
}

function ListControl({ id, meta, value, onChange }: ControlProps) {
  const list = Array.isArray(value) ? value.join(', ') : '';
  const [remark, setRemark] = useState<string>();
  return (
    <Remark text={remark} onClose={() => setRemark(undefined)}>
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
          if (!isGood) {
            setRemark(`${show(event.currentTarget.value)} is not ${allowed(meta)}.`);
            event.currentTarget.value = list;
          } else if (numbers.join(', ') !== list) onChange(numbers);
        }}
      />
    </Remark>
  );
}
