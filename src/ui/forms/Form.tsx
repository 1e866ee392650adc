/** The fields of one group, with a heading where a section of them begins. Below them the help of the one under the pointer or focus (by CSS, so that nothing moves). */

import { Fragment } from 'react';
import { type Fields, fieldsOf, own } from '../../core/fields.ts';
import type { Place, Problem } from '../../core/problem.ts';
import { Field } from './Field.tsx';

export interface FormProps {
  readonly fields: Fields;
  /** The section, layer or loss whose own properties the fields are. */
  readonly values: object;
  /** Where the values lie in the experiment, to find the Problems of each field. */
  readonly at: Place;
  readonly problems: readonly Problem[];
  /** Names of fields that are not shown. */
  readonly without?: readonly string[];
  readonly only?: readonly string[];
  /** Shown below while no field is looked at. */
  readonly help?: string;
  readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
}

export function Form({ fields, values, at, problems, without = [], only, help, onChange }: FormProps) {
  const shown = fieldsOf(fields).filter(([name]) => !without.includes(name) && (!only || only.includes(name)));
  return (
    <div className="form">
      {shown.map(([name, , meta], i) => (
        <Fragment key={name}>
          {meta.section && meta.section !== shown[i - 1]?.[2].section && (
            <h3 className="form-section">{meta.section}</h3>
          )}
          <Field
            meta={meta}
            value={own(values, name)}
            problems={problemsAt(problems, [...at, name])}
            place={placeOf([...at, name])}
            onChange={(value) => onChange({ [name]: value })}
          />
        </Fragment>
      ))}
      {help && <p className="form-help">{help}</p>}
    </div>
  );
}

/** What a study sets by other means: seeds and folds. */
const notVaried = ['training.seed', 'training.validateOn'];

function placeOf(at: Place): string | undefined {
  const place = at.join('.');
  return notVaried.includes(place) ? undefined : place;
}

/** The problems of exactly that place. */
export function problemsAt(problems: readonly Problem[], at: Place): readonly Problem[] {
  return problems.filter((problem) => problem.at.length === at.length && at.every((part, i) => problem.at[i] === part));
}
