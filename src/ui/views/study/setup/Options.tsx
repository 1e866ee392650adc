/** Seeds, folds and budget of the study that is set up. */
import { useEffect, useId, useState } from 'react';
import { type Experiment, trainingFields } from '../../../../core/experiment.ts';
import { type FieldMeta, metaOf } from '../../../../core/fields.ts';
import type { StudyDraft } from '../../../../core/study/draft.ts';
import { seedsFrom } from '../../../../core/study/setup/ready.ts';
import { readValues } from '../../../../core/study/setup/typed.ts';
import { budgetFields, foldsField, studyLimits } from '../../../../core/study/study.ts';
import { editDraft } from '../../../actions/vary.ts';
import { NumberInput } from '../../../forms/NumberInput.tsx';
import { Term } from '../../../Term.tsx';

const seedMeta = metaOf(trainingFields.shape.seed);
const foldsMeta = metaOf(foldsField);
const stepsMeta = metaOf(budgetFields.shape.steps);
const patienceMeta = metaOf(budgetFields.shape.patience);
const seedCountMeta: FieldMeta = {
  control: 'integer',
  label: 'Seeds',
  help: 'Every combination is trained from so many starts.',
  default: 1,
  min: 1,
  max: studyLimits.seeds,
  step: 1,
};

interface OptionsProps {
  readonly draft: StudyDraft;
  readonly experiment: Experiment;
}

export function Options({ draft, experiment }: OptionsProps) {
  const { folds, budget } = draft;
  return (
    <>
      <Seeds seeds={draft.seeds.length > 0 ? draft.seeds : [experiment.training.seed]} />
      <Option
        term="folds"
        meta={foldsMeta}
        note={folds === 0 ? 'none' : 'each validates once'}
        value={folds}
        // One fold would leave nothing to train on.
        onChange={(next) => editDraft({ folds: next === 1 ? (folds === 0 ? 2 : 0) : next })}
      />
      <Option
        term="budget"
        meta={stepsMeta}
        note={budget.steps === 0 ? 'all epochs' : 'at most'}
        value={budget.steps}
        onChange={(steps) => editDraft({ budget: { ...budget, steps } })}
      />
      <Option
        term="patience"
        meta={patienceMeta}
        note={budget.patience === 0 ? 'none ends early' : 'evaluations without gain'}
        value={budget.patience}
        onChange={(patience) => editDraft({ budget: { ...budget, patience } })}
      />
    </>
  );
}

interface OptionProps {
  /** Its entry in the glossary. */
  readonly term: string;
  readonly meta: FieldMeta;
  /** What the number means, in a word or two. */
  readonly note: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Option({ term, meta, note, value, onChange }: OptionProps) {
  const id = useId();
  return (
    <div className="study-option">
      <Term id={term} help={meta.help}>
        {meta.label}
      </Term>
      <NumberInput
        id={id}
        meta={meta}
        label={meta.label}
        value={value}
        describedBy={`${id}-note`}
        onChange={onChange}
      />
      <span id={`${id}-note`} className="study-note">
        {note}
      </span>
    </div>
  );
}

/** How many seeds, or which. */
function Seeds({ seeds }: { readonly seeds: readonly number[] }) {
  const id = useId();
  const text = seeds.join(', ');
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const read = readValues(seedMeta, typed);
  const isTooMany = 'values' in read && read.values.length > studyLimits.seeds;
  const remark = 'remark' in read ? read.remark : isTooMany ? `${studyLimits.seeds} seeds are allowed.` : undefined;
  return (
    <div className="study-option is-wide">
      <Term id="seed" help={seedCountMeta.help}>
        Seeds
      </Term>
      <NumberInput
        id={id}
        meta={seedCountMeta}
        label="Seeds"
        value={seeds.length}
        onChange={(count) => editDraft({ seeds: seedsFrom(seeds[0] ?? 0, count) })}
      />
      <span className="study-note">namely</span>
      <input
        className="text-input"
        type="text"
        aria-label="The seeds, with commas between them"
        aria-invalid={remark !== undefined || undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (remark === undefined && 'values' in read && read.values.join(', ') !== text)
            editDraft({ seeds: read.values });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {remark !== undefined && <span className="study-note is-wrong">{remark}</span>}
    </div>
  );
}
