/**
 * The tab "Step": one step of training taken apart into its stages, which light up on the canvas and the desk in turn, with
 * the numbers that the engine had.
 */
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { actingAt } from '../../../core/acting.ts';
import type { Experiment } from '../../../core/experiment.ts';
import { withChanges } from '../../../core/run/liveChange.ts';
import { type Run, stepsTaken } from '../../../core/run/run.ts';
import { stagesOf } from '../../../core/run/stages.ts';
import { counted, grouped } from '../../../core/words.ts';
import { setView } from '../../actions/look.ts';
import { step } from '../../actions/run.ts';
import { useLiveRuns } from '../../runs/liveRun.ts';
import { Style } from '../../Style.tsx';
import { shownRun, store } from '../../store.ts';
import { light } from './lighting.ts';
import { StageBar } from './StageBar.tsx';
import { StagePanel } from './StagePanel.tsx';
import { stageText, type Told } from './stageTexts.ts';
import style from './step.css?inline';
import { goByKey, goTo, paces, playOn, showStep, stepStore, useStepState } from './stepState.ts';
import { UnitPanel } from './UnitPanel.tsx';

export function StepTab() {
  const dissection = useLiveRuns((runs) => shownRun(runs)?.dissection);
  const experiment = useLiveRuns((runs) => shownRun(runs)?.experiment);
  const changes = useLiveRuns((runs) => shownRun(runs)?.changes);
  const told = useMemo(
    () =>
      dissection && experiment && changes && { dissection, experiment: actedAt(experiment, changes, dissection.step) },
    [dissection, experiment, changes],
  );
  return (
    <>
      <Style>{style}</Style>
      {told ? <Stages told={told} /> : <NoStep />}
    </>
  );
}

/** A run's experiment as it acted in a step: with the changes made until then, and its courses followed. */
function actedAt(experiment: Experiment, changes: Run['changes'], step: number): Experiment {
  const until = changes.filter((change) => change.step <= step);
  return actingAt(withChanges(experiment, until), step);
}

function NoStep() {
  return (
    <div className="step-none">
      <p>
        Take one step of training, and see all of it: the batch, what every layer makes of it, each loss, each gradient
        on its way back, how they are combined, and the update.
      </p>
      <button type="button" className="button" onClick={() => step()}>
        Take a step
      </button>
      <p className="chart-note">Or the key “.”, wherever you are.</p>
    </div>
  );
}

function Stages({ told }: { readonly told: Told }) {
  const { dissection } = told;
  const section = useRef<HTMLElement>(null);
  const stages = useMemo(() => stagesOf(dissection), [dissection]);
  const at = Math.min(
    useStepState((state) => state.at),
    stages.length - 1,
  );
  const isPast = useLiveRuns((runs) => stepsSince(shownRun(runs), dissection.step) > 0);
  const stage = stages[at];

  useEffect(() => {
    const broken = stages.findIndex(({ isBroken }) => isBroken);
    if (broken >= 0) goTo(broken);
    else showStep(stages.length, matchMedia('(prefers-reduced-motion: reduce)').matches);
  }, [stages]);
  useInSight(section);
  usePlaying(stages.length);
  useEffect(() => (stage && !isPast ? light(stage, told) : undefined), [stage, told, isPast]);

  if (!stage) return null;
  return (
    <section
      ref={section}
      className="step"
      aria-label="A step, taken apart"
      onKeyDown={(event) => onKey(event, stages.length)}
    >
      <StageBar stages={stages} told={told} />
      <p className="step-says">
        <span aria-live="polite">
          <span className="visually-hidden">
            Stage {at + 1} of {stages.length}.{' '}
          </span>
          {stageText(stage, told)}
          {at === stages.length - 1 && dissection.untold > 0 && ` ${counted(dissection.untold, 'turn')} more follow.`}
        </span>
        <span className="chart-note">
          {' '}
          step {grouped(dissection.step)} → {grouped(dissection.step + 1)}
          {isPast && <Since step={dissection.step} />}
        </span>
      </p>
      <div className="step-body">
        <StagePanel stage={stage} told={told} />
        <UnitPanel stage={stage} told={told} />
      </div>
    </section>
  );
}

/** How far the run has gone since. */
function Since({ step: at }: { readonly step: number }) {
  const taken = useLiveRuns((runs) => stepsSince(shownRun(runs), at));
  return `; the run has taken ${counted(taken, 'step')} since`;
}

function stepsSince(run: Run | undefined, step: number): number {
  return run ? stepsTaken(run) - step - 1 : 0;
}

/** Brings what opened far below on a stacked page into view. */
function useInSight(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { top = 0 } = section.current?.getBoundingClientRect() ?? {};
    if (top > innerHeight - 120) section.current?.scrollIntoView();
  }, [section]);
}

/** Goes on from stage to stage while it plays. */
function usePlaying(count: number): void {
  const isPlaying = useStepState((state) => state.isPlaying);
  const pace = useStepState((state) => state.pace);
  useEffect(() => {
    if (!isPlaying) return;
    const { ms } = paces.find(({ id }) => id === pace) ?? paces[1];
    const timer = setInterval(() => playOn(count), ms);
    return () => clearInterval(timer);
  }, [isPlaying, pace, count]);
  // What plays on without anybody looking would be over when somebody looks again.
  useEffect(() => () => stepStore.setState({ isPlaying: false }), []);
}

/**
 * Arrow keys go from stage to stage, but where they change a number or a choice. Escape leads back to the curves, unless it
 * puts a panel back that takes the whole centre.
 */
function onKey(event: KeyboardEvent, count: number): void {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (event.defaultPrevented || ctrlKey || metaKey || altKey) return;
  const isField = target instanceof Element && target.matches('input, select');
  if (!isField && goByKey(key, count)) event.preventDefault();
  if (key !== 'Escape' || store.getState().view.takesCentre) return;
  event.preventDefault();
  setView({ tab: 'curves' });
  document.querySelector<HTMLElement>('.charts-tab[id$="-trigger-curves"]')?.focus();
}
