/** A study that was started: how far it is, and what came out of it. */
import { type KeptStudy, planFor } from '../../../core/study/keptStudy.ts';
import { variationLabel, variationText } from '../../../core/study/setup/texts.ts';
import { showStudy } from '../../actions/study.ts';
import { Actions } from './progress/Actions.tsx';
import { Bar } from './progress/Bar.tsx';
import { Lost } from './progress/Lost.tsx';
import { isQueued } from './progress/texts.ts';
import { UnderWay } from './progress/UnderWay.tsx';
import { useProgress } from './progress/useProgress.ts';
import { Results } from './results/Results.tsx';

export function ShownStudy({ study }: { readonly study: KeptStudy }) {
  const plan = planFor(study.study);
  const { progress, text } = useProgress(study);
  return (
    <>
      <section className="study-shown" aria-label="The study">
        <header className="study-head">
          <button type="button" className="button small" onClick={() => showStudy(null)}>
            All studies
          </button>
          <h3 className="study-title">
            <bdi>{study.study.title}</bdi>
          </h3>
          <Actions study={study} />
        </header>
        {isQueued(study) && <Bar progress={progress} name="Progress" />}
        <p className="study-status">{text}</p>
        <UnderWay {...{ plan, progress }} />
        <Varied study={study} />
        <Lost {...{ study, plan, progress }} />
      </section>
      <Results study={study} plan={plan} />
    </>
  );
}

/** What it varies, how often, and with what budget. */
function Varied({ study: { study } }: { readonly study: KeptStudy }) {
  const { variations, experiment, seeds, folds, budget } = study;
  return (
    <ul className="study-varied" aria-label="What is varied">
      {variations.map((variation) => (
        <li key={JSON.stringify(variation).slice(0, 200)}>
          <b>{variationLabel(variation, experiment)}</b> {variationText(variation, experiment)}
        </li>
      ))}
      {seeds.length > 1 && (
        <li>
          <b>Seeds</b> {seeds.join(', ')}
        </li>
      )}
      {folds > 0 && (
        <li>
          <b>Folds</b> {folds}
        </li>
      )}
      {budget.steps > 0 && (
        <li>
          <b>Steps</b> {budget.steps} at most
        </li>
      )}
      {budget.patience > 0 && (
        <li>
          <b>Patience</b> {budget.patience}
        </li>
      )}
    </ul>
  );
}
