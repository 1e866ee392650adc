/** Random draws: between two ends or among those ticked, together with all other fields that are drawn. */
import { useId } from 'react';
import type { Experiment } from '../../../core/experiment.ts';
import { metaOf } from '../../../core/fields.ts';
import { withoutPlaces } from '../../../core/study/setup/replace.ts';
import { variationLabel } from '../../../core/study/setup/texts.ts';
import { randomOf } from '../../../core/study/setup/wanted.ts';
import { randomFields, type Variation } from '../../../core/study/study.ts';
import { lowered } from '../../../core/words.ts';
import { NumberInput } from '../NumberInput.tsx';
import { ListChoice } from './ListChoice.tsx';
import { type ChoiceProps, Ends } from './RangeChoice.tsx';

const countMeta = metaOf(randomFields.shape.count);

interface RandomChoiceProps extends ChoiceProps {
  readonly variations: readonly Variation[];
  readonly experiment: Experiment;
}

export function RandomChoice({ variations, experiment, ...props }: RandomChoiceProps) {
  const id = useId();
  const { offer, wanted, change } = props;
  const others = randomOf(withoutPlaces(variations, offer.at));
  return (
    <div className="vary-fields">
      {offer.kind === 'numbers' ? <Ends {...props} /> : <ListChoice {...props} />}
      <div className="vary-field">
        <label htmlFor={id}>How often</label>
        <NumberInput id={id} meta={countMeta} value={wanted.draws} onChange={(draws) => change({ draws })} />
      </div>
      <p className="vary-note">
        {others
          ? `Drawn together with ${lowered(variationLabel(others, experiment))}.`
          : 'Other fields that vary at random are drawn together with it.'}
      </p>
    </div>
  );
}
