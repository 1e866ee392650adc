/** Class weights by hand: one number a class, labelled with it. */
import type { TargetClass } from '../../core/datasets/dataset.ts';
import { type FieldMeta, fieldsOf } from '../../core/fields.ts';
import { type ClassWeighted, weightsOfClasses } from '../../core/losses/classWeights.ts';
import { fieldsOfLoss } from '../../core/make.ts';
import { editLoss } from '../actions/edit.ts';
import { Field } from '../forms/Field.tsx';

interface HandWeightsProps {
  readonly loss: ClassWeighted;
  readonly classes: readonly TargetClass[];
}

export function HandWeights({ loss, classes }: HandWeightsProps) {
  const list = fieldsOf(fieldsOfLoss(loss.kind)).find(([name]) => name === 'handWeights')?.[2];
  if (!list) return null;
  const weights = weightsOfClasses(
    loss,
    classes.map(() => 1),
  );
  return (
    <fieldset className="hand-weights">
      <legend className="form-section">{list.label}</legend>
      <div className="form">
        {classes.map(({ id, label }, k) => {
          const meta: FieldMeta = { ...list, control: 'number', label, default: 1, scale: 'log' };
          return (
            <Field
              key={id}
              meta={meta}
              value={weights?.[k] ?? 1}
              onChange={(value) => editLoss(loss.id, { handWeights: weights?.with(k, Number(value)) })}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
