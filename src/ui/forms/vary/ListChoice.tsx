/** Values that are typed, or ticked where there are a few to choose from. */
import { useId } from 'react';
import type { Option } from '../../../core/study/setup/option.ts';
import type { ChoiceProps } from './RangeChoice.tsx';

/** From that many options on, all or none can be ticked at once. */
const many = 5;

export function ListChoice({ offer, wanted: { text, ticked }, change }: ChoiceProps) {
  const id = useId();
  if (offer.kind === 'numbers') {
    return (
      <div className="vary-field is-wide">
        <label htmlFor={id}>Values</label>
        <input
          id={id}
          className="text-input"
          type="text"
          autoComplete="off"
          spellCheck={false}
          inputMode="text"
          value={text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      </div>
    );
  }
  return <Ticks options={offer.options} ticked={ticked} onChange={(next) => change({ ticked: next })} />;
}

interface TicksProps {
  readonly options: readonly Option[];
  readonly ticked: readonly number[];
  readonly onChange: (ticked: readonly number[]) => void;
}

function Ticks({ options, ticked, onChange }: TicksProps) {
  const toggled = (i: number) => (ticked.includes(i) ? ticked.filter((one) => one !== i) : [...ticked, i]);
  return (
    <>
      <fieldset className="vary-ticks">
        <legend className="visually-hidden">Those to try</legend>
        {options.map(({ label, isNow }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <label key={i}>
            <input type="checkbox" checked={ticked.includes(i)} onChange={() => onChange(toggled(i))} />
            <span>
              {label}
              {isNow && <span className="vary-now"> as set</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {options.length >= many && (
        <div className="vary-all">
          <button type="button" className="plain" onClick={() => onChange(options.map((_, i) => i))}>
            All
          </button>
          <button type="button" className="plain" onClick={() => onChange([])}>
            None
          </button>
        </div>
      )}
    </>
  );
}
