/** All fields of the experiment to choose from; the chosen one opens what it is varied over. */
import { useRef, useState } from 'react';
import type { Experiment } from '../../../../core/experiment.ts';
import { fieldsToVary, type VariedField } from '../../../../core/study/setup/fields.ts';
import { VaryBox } from '../../../forms/vary/VaryBox.tsx';
import { Term } from '../../../Term.tsx';

export function AddField({ experiment }: { readonly experiment: Experiment }) {
  const select = useRef<HTMLSelectElement>(null);
  const [chosen, setChosen] = useState<VariedField>();
  const groups = fieldsToVary(experiment);
  const fields = groups.flatMap((group) => group.fields);
  return (
    <div className="study-option">
      <Term id="vary">Vary</Term>
      <select
        ref={select}
        aria-label="Vary"
        className="select"
        value=""
        onChange={(event) => setChosen(fields[Number(event.currentTarget.value)])}
      >
        <option value="" disabled>
          choose a field …
        </option>
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.fields.map((field) => (
              <option key={field.at.join(' ')} value={fields.indexOf(field)}>
                {field.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {chosen && (
        <VaryBox key={chosen.at.join(' ')} turned={chosen} anchor={select} onClose={() => setChosen(undefined)} />
      )}
    </div>
  );
}
