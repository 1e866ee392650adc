/** What is varied, a row each: what, over what, and what of it cannot be done. */
import { useRef, useState } from 'react';
import type { Experiment } from '../../../../core/experiment.ts';
import type { StudyDraft } from '../../../../core/study/draft.ts';
import type { Plan } from '../../../../core/study/plan.ts';
import { labelOf } from '../../../../core/study/setup/offer.ts';
import { variationLabel, variationText } from '../../../../core/study/setup/texts.ts';
import type { Turned, Variation } from '../../../../core/study/study.ts';
import { lowered } from '../../../../core/words.ts';
import { unvary } from '../../../actions/vary.ts';
import { ProblemText } from '../../../forms/ProblemText.tsx';
import { VaryBox } from '../../../forms/vary/VaryBox.tsx';

interface VariationRowsProps {
  readonly draft: StudyDraft;
  readonly experiment: Experiment;
  readonly plan: Plan;
}

export function VariationRows({ draft: { variations }, experiment, plan }: VariationRowsProps) {
  const untold = plan.problems.filter(({ at }) => typeof at[1] !== 'number');
  return (
    <>
      {variations.length > 0 && (
        <ul className="study-rows" aria-label="What is varied">
          {variations.map((variation, i) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
              key={i}
              index={i}
              {...{ variation, experiment }}
              problems={plan.problems.filter(({ at }) => at[0] === 'variations' && at[1] === i)}
            />
          ))}
        </ul>
      )}
      {untold.map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
    </>
  );
}

interface RowProps {
  readonly index: number;
  readonly variation: Variation;
  readonly experiment: Experiment;
  readonly problems: Plan['problems'];
}

function Row({ index, variation, experiment, problems }: RowProps) {
  const label = variationLabel(variation, experiment);
  const parts: readonly Turned[] = variation.kind === 'random' ? variation.draws : [variation];
  return (
    <li>
      <div className="study-row">
        <b>{label}</b>
        <span className="study-values">{variationText(variation, experiment)}</span>
        <span className="study-row-buttons">
          {parts.map((turned) => (
            <Edit
              key={turned.at.join(' ')}
              turned={turned}
              name={labelOf(experiment, turned) ?? label}
              isNamed={parts.length > 1}
            />
          ))}
          <button type="button" className="plain" onClick={() => unvary(index)}>
            Remove<span className="visually-hidden"> {lowered(label)}</span>
          </button>
        </span>
      </div>
      {problems.map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
    </li>
  );
}

function Edit({ turned, name, isNamed }: { turned: Turned; name: string; isNamed: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="plain"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Change<span className={isNamed ? '' : 'visually-hidden'}> {lowered(name)}</span>
      </button>
      {isOpen && <VaryBox turned={turned} anchor={button} onClose={() => setOpen(false)} />}
    </>
  );
}
