/** One field of an experiment, drawn from its metadata alone: label, control, help, and what is wrong with it. */
import { useId, useState } from 'react';
import { helpOf } from '../../core/fieldHelp.ts';
import { allowed, type FieldMeta, fieldsOf, group, lastStep, own } from '../../core/fields.ts';
import { type Problem, show } from '../../core/problem.ts';
import { NumberControl } from './NumberControl.tsx';
import { ProblemText } from './ProblemText.tsx';
import { Remark } from './Remark.tsx';
import { useGesture } from './useGesture.ts';
import { Vary } from './vary/Vary.tsx';
import './forms.css';

export interface FieldProps {
  readonly meta: FieldMeta;
  readonly value: unknown;
  readonly problems?: readonly Problem[];
  /** Where it stands in the experiment, in dots, where a study can vary it. */
  readonly place?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

export function Field({ meta, value, problems = [], place, onChange }: FieldProps) {
  const id = useId();
  const help = helpOf(meta, value);
  const { control } = meta;
  if (control === 'variant') return <VariantField {...{ meta, value, problems, place, onChange }} />;
  return (
    <div className="field" data-control={meta.control} data-place={place}>
      <label htmlFor={id} className="field-label" title={help}>
        {meta.label}
        {meta.unit && <span className="field-unit"> ({meta.unit})</span>}
      </label>
      {place !== undefined && canVary(meta) && <Vary at={[place]} name={meta.label} />}
      <Control id={id} control={control} meta={meta} value={value} isWrong={problems.length > 0} onChange={onChange} />
      <span id={`${id}-help`} className="field-help">
        {help}
      </span>
      {problems.map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
    </div>
  );
}

/** The kind of a variant as a choice, and the fields of that kind below it. */
function VariantField({ meta, value, problems = [], place, onChange }: FieldProps) {
  const { label, help, default: fallback, variants = {} } = meta;
  const kind = String(own(value, 'kind'));
  const choices = Object.entries(variants).map(([value, row]) => ({ value, label: row.label, help: row.help }));
  const fields = (of: unknown) => fieldsOf(variants[String(of)]?.fields ?? group({}));
  const changed = (change: (name: string, meta: FieldMeta) => unknown, to: unknown = kind) =>
    onChange({ kind: to, ...Object.fromEntries(fields(to).map(([name, , row]) => [name, change(name, row)])) });
  return (
    <div className="field-variant">
      <Field
        meta={{ control: 'choice', label, help, default: fallback, choices }}
        value={kind}
        place={place}
        problems={problems}
        // What both kinds have stays.
        onChange={(to) => changed((name, row) => own(value, name) ?? row.default, to)}
      />
      {fields(kind).map(([name, , row]) => (
        <Field
          key={`${kind} ${name}`}
          meta={row}
          value={own(value, name)}
          onChange={(next) => changed((other) => (other === name ? next : own(value, other)))}
        />
      ))}
    </div>
  );
}

/** Whether a study can list values of such a field. */
function canVary({ control }: FieldMeta): boolean {
  return control !== 'text' && control !== 'list' && control !== 'moves';
}

interface ControlProps extends Pick<FieldProps, 'meta' | 'value' | 'onChange'> {
  readonly id: string;
  readonly control: Exclude<FieldMeta['control'], 'variant'>;
  readonly isWrong: boolean;
}

function Control({ id, control, meta, value, isWrong, onChange }: ControlProps) {
  const describedBy = `${id}-help`;
  switch (control) {
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
      return <ListControl {...{ id, meta, onChange }} {...listTexts(meta, value)} />;
    case 'moves':
      return <ListControl {...{ id, meta, onChange }} {...movesTexts(meta, value)} />;
    default:
      return control satisfies never;
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

interface ListTexts {
  readonly text: string;
  /** The list that a text means; nothing where the field does not allow it. */
  readonly read: (text: string) => readonly unknown[] | undefined;
}

function listTexts(meta: FieldMeta, value: unknown): ListTexts {
  const read = (text: string) => {
    const numbers = text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    return numbers.every((number) => isWithin(meta, number)) ? numbers : undefined;
  };
  return { text: Array.isArray(value) ? value.join(', ') : '', read };
}

function movesTexts(meta: FieldMeta, value: unknown): ListTexts {
  const read = (text: string) => {
    const moves = text
      .split(/[,;]/)
      .filter((move) => move.trim() !== '')
      .map((move) => move.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part))));
    const isMove = ([step = Number.NaN, value = Number.NaN, ...rest]: readonly number[]) =>
      Number.isInteger(step) && step >= 0 && step <= lastStep && isWithin(meta, value) && rest.length === 0;
    return moves.length <= (meta.maxLength ?? moves.length) && moves.every(isMove) ? moves : undefined;
  };
  const moves: readonly unknown[] = Array.isArray(value) ? value : [];
  return { text: moves.map((move) => `${own(move, '0')}: ${own(move, '1')}`).join(', '), read };
}

function isWithin({ min, max }: FieldMeta, number: number): boolean {
  return Number.isFinite(number) && number >= (min ?? number) && number <= (max ?? number);
}

interface ListControlProps extends Pick<FieldProps, 'meta' | 'onChange'>, ListTexts {
  readonly id: string;
}

function ListControl({ id, meta, text, read, onChange }: ListControlProps) {
  const [remark, setRemark] = useState<string>();
  return (
    <Remark text={remark} onClose={() => setRemark(undefined)}>
      <input
        key={text}
        id={id}
        className="text-input"
        type="text"
        aria-describedby={`${id}-help`}
        defaultValue={text}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        onBlur={(event) => {
          const typed = event.currentTarget.value;
          if (typed === text) return;
          const list = read(typed);
          if (list) {
            // Other spaces between the same numbers are no change.
            if (JSON.stringify(list) !== JSON.stringify(read(text))) onChange(list);
          } else {
            setRemark(`${show(typed)} is not ${allowed(meta)}.`);
            event.currentTarget.value = text;
          }
        }}
      />
    </Remark>
  );
}
