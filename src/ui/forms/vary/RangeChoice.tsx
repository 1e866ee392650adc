/** A range: both ends, how many values, and how far apart they are. */
import { useId } from 'react';
import { type FieldMeta, metaOf } from '../../../core/fields.ts';
import type { Offer } from '../../../core/study/setup/offer.ts';
import type { Wanted } from '../../../core/study/setup/wanted.ts';
import { rangeFields } from '../../../core/study/study.ts';
import { NumberInput } from '../NumberInput.tsx';

const countMeta = metaOf(rangeFields.shape.count);
const scaleMeta = metaOf(rangeFields.shape.scale);

export interface ChoiceProps {
  readonly offer: Offer;
  readonly wanted: Wanted;
  readonly change: (more: Partial<Wanted>) => void;
}

export function RangeChoice(props: ChoiceProps) {
  const id = useId();
  const { wanted, change } = props;
  const { range } = wanted;
  return (
    <div className="vary-fields">
      <Ends {...props} />
      <div className="vary-field">
        <label htmlFor={`${id}-count`}>Values</label>
        <NumberInput
          id={`${id}-count`}
          meta={countMeta}
          value={range.count}
          onChange={(count) => change({ range: { ...range, count } })}
        />
      </div>
    </div>
  );
}

/** Both ends, and how what lies between them is spread. */
export function Ends({ offer, wanted: { range, way }, change }: ChoiceProps) {
  const id = useId();
  if (offer.kind !== 'numbers') return null;
  const meta: FieldMeta = offer.meta;
  const canBeRatios = (meta.min ?? 0) >= 0;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <div key={end} className="vary-field">
          <label htmlFor={`${id}-${end}`}>{end === 'from' ? 'From' : 'To'}</label>
          <NumberInput
            id={`${id}-${end}`}
            meta={meta}
            value={range[end]}
            onChange={(value) => change({ range: { ...range, [end]: value } })}
          />
        </div>
      ))}
      {canBeRatios && (
        <div className="vary-field is-wide">
          <label htmlFor={`${id}-scale`}>{way === 'random' ? 'Even by' : scaleMeta.label}</label>
          <select
            id={`${id}-scale`}
            className="select"
            data-help={scaleMeta.help}
            data-title={scaleMeta.label}
            value={range.scale}
            onChange={(event) =>
              change({ range: { ...range, scale: event.currentTarget.value === 'log' ? 'log' : 'linear' } })
            }
          >
            {scaleMeta.choices?.map(({ value, label }) => (
              <option key={value} value={value}>
                {way === 'random' ? label.replace('equal ', '') : label}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}
