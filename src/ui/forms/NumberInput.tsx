/** A number that can be typed exactly: taken over on Enter or when leaving, changed by the arrow keys, clamped to its range. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { FieldMeta } from '../../core/fields.ts';
import { numberText } from '../../core/words.ts';
import { nudge, toField } from './scale.ts';
import { useGesture } from './useGesture.ts';

export interface NumberInputProps {
  readonly id: string;
  readonly meta: FieldMeta;
  readonly value: number;
  readonly describedBy?: string;
  readonly label?: string;
  readonly isWrong?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberInput({ id, meta, value, describedBy, label, isWrong, onChange }: NumberInputProps) {
  const begin = useGesture();
  const [draft, setDraft] = useState<string>();
  const dropsDraft = useRef(false);

  function commit() {
    if (draft !== undefined && !dropsDraft.current) {
      const typed = Number(draft.trim().replace(',', '.'));
      if (draft.trim() !== '' && Number.isFinite(typed)) onChange(toField(meta, typed));
    }
    dropsDraft.current = false;
    setDraft(undefined);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== undefined) {
      dropsDraft.current = true;
      event.stopPropagation();
      event.currentTarget.blur();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      setDraft(undefined);
      begin('key');
      onChange(nudge(meta, value, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1)));
    }
  }

  return (
    <input
      id={id}
      className="number-input"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      role="spinbutton"
      aria-valuenow={plainly(value)}
      aria-valuemin={plainly(meta.min)}
      aria-valuemax={plainly(meta.max)}
      aria-valuetext={`${numberText(value)}${meta.unit ? ` ${meta.unit}` : ''}`}
      aria-describedby={describedBy}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      value={draft ?? exactText(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}

/** All digits of a number; small ones in the notation with an exponent where that is shorter. */
function exactText(value: number): string {
  const plain = String(value);
  const exponential = value.toExponential();
  return Math.abs(value) < 1 && exponential.length < plain.length ? exponential : plain;
}

/** A number as ARIA wants it: without an exponent; the exact text is in aria-valuetext. */
function plainly(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) < 1e-6 ? 0 : value;
}
