/** A number that can be typed exactly: taken over on Enter or when leaving, changed by the arrow keys, clamped to its range with a word. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { FieldMeta } from '../../core/fields.ts';
import { withUnit } from '../../core/words.ts';
import { Remark } from './Remark.tsx';
import { exactText, nudge, readNumber, remarkOn, toField } from './scale.ts';
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
  const [remark, setRemark] = useState<string>();
  const dropsDraft = useRef(false);

  function commit() {
    if (draft !== undefined && !dropsDraft.current) {
      const typed = readNumber(meta, draft);
      if (typed !== undefined) onChange(toField(meta, typed));
      setRemark(remarkOn(meta, draft));
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
      const isUp = event.key === 'ArrowUp';
      const next = nudge(meta, value, (isUp ? 1 : -1) * (event.shiftKey ? 10 : 1));
      if (next === value) setRemark(`${exactText(value)} is the ${isUp ? 'most' : 'least'}.`);
      else {
        setRemark(undefined);
        onChange(next);
      }
    }
  }

  return (
    <Remark text={remark} onClose={() => setRemark(undefined)}>
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
        aria-valuetext={withUnit(value, meta.unit)}
        aria-describedby={describedBy}
        aria-label={label}
        // Where no form says it already.
        data-help={describedBy === undefined ? meta.help : undefined}
        data-title={label}
        aria-invalid={isWrong || undefined}
        value={draft ?? exactText(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setRemark(undefined);
          setDraft(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </Remark>
  );
}

/** A number as ARIA wants it: without an exponent; the exact text is in aria-valuetext. */
function plainly(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) < 1e-6 ? 0 : value;
}
