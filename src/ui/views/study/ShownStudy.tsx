/** A study that was started: how far it is, and what came out of it. */
import { type KeptStudy, planFor } from '../../../core/study/keptStudy.ts';
import { showStudy } from '../../actions/study.ts';
import { Results } from './results/Results.tsx';

export function ShownStudy({ study }: { readonly study: KeptStudy }) {
  const plan = planFor(study.study);
  return (
    <>
      <header className="study-head">
        <button type="button" className="button small" onClick={() => showStudy(null)}>
          All studies
        </button>
        <h3 className="study-title">{study.study.title}</h3>
        <span className="study-count">
          {study.outcomes.length} of {plan.runs.length} runs
        </span>
      </header>
      <Results study={study} plan={plan} />
    </>
  );
}
