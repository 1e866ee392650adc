/** What the experiment is in the terms of the field, in a sentence or two. */
import { useMemo } from 'react';
import { verdict } from '../../core/verdict.ts';
import { graphOf } from '../graphOf.ts';
import { useStore } from '../store.ts';

/** The verdict on the experiment as it is edited. */
export function VerdictBox() {
  const experiment = useStore((state) => state.experiment);
  const { title, text } = useMemo(() => verdict(experiment, graphOf(experiment)), [experiment]);
  return (
    <p className="verdict" data-testid="verdict">
      <b>{title}</b> {text}
    </p>
  );
}
