/** The title of the study, what it will take, and the button that starts it. */

import { costOf } from '../../../../core/cost.ts';
import type { Experiment } from '../../../../core/experiment.ts';
import { metaOf } from '../../../../core/fields.ts';
import { graphOf } from '../../../../core/graphOf.ts';
import type { RunSummary } from '../../../../core/run/runSummary.ts';
import type { StudyDraft } from '../../../../core/study/draft.ts';
import { estimateOf, secondsOf } from '../../../../core/study/estimate.ts';
import type { Plan } from '../../../../core/study/plan.ts';
import { type Study, studyFields } from '../../../../core/study/study.ts';
import { counted, grouped } from '../../../../core/words.ts';
import { startStudy } from '../../../actions/study.ts';
import { clearDraft, editDraft } from '../../../actions/vary.ts';
import { useGesture } from '../../../forms/useGesture.ts';
import { recallBackends } from '../../../runs/measured.ts';
import { bytesText } from '../../../runs/room.ts';
import { laneCount, lanesBytes, studyBackend } from '../../../runs/studies/lanes.ts';
import { useStore } from '../../../store.ts';
import { timeText } from '../times.ts';

const titleMeta = metaOf(studyFields.shape.title);

interface StartProps {
  readonly study: Study;
  readonly plan: Plan;
  readonly draft: StudyDraft;
}

export function Start({ study, plan, draft }: StartProps) {
  const pace = usePace();
  const lanes = useLanes(study.experiment);
  const estimate = estimateOf(plan, plan.runs, study);
  const { runs, steps, memoryBytes, keptBytes } = estimate;
  return (
    <>
      <div className="study-head">
        <Title title={draft.title} usual={study.experiment.title} />
        <button type="button" className="button" onClick={clearDraft}>
          Clear
        </button>
        <button type="button" className="button primary" disabled={runs === 0} onClick={() => startStudy()}>
          Start {runs > 0 && counted(runs, 'run')}
        </button>
      </div>
      <p className="study-estimate" role="status">
        {runs === 0 ? (
          'Nothing can run as it stands: what is wrong is said below.'
        ) : (
          <>
            <b>{counted(runs, 'run')}</b>, {grouped(steps)} steps in all, on {counted(Math.min(lanes, runs), 'lane')} ·{' '}
            {pace === undefined
              ? 'how long is known after a first run on the desk'
              : `about ${timeText(secondsOf(estimate, pace, lanes))} at the pace of the latest run`}{' '}
            · {bytesText(memoryBytes * Math.min(lanes, runs))} of memory, {bytesText(keptBytes)} kept
          </>
        )}
      </p>
    </>
  );
}

function Title({ title, usual }: { readonly title: string; readonly usual: string }) {
  const begin = useGesture();
  return (
    <input
      className="text-input study-title-input"
      type="text"
      aria-label="Title of the study"
      data-help="What this study is called; the experiment's title where it is left empty."
      data-title={titleMeta.label}
      maxLength={titleMeta.max}
      placeholder={usual}
      value={title}
      onChange={(event) => {
        begin('text');
        editDraft({ title: event.currentTarget.value });
      }}
    />
  );
}

/** Floating-point operations a millisecond, of the latest run whose pace was measured. */
function usePace(): number | undefined {
  return useStore(({ studyLanes, runs, kept }) => {
    if (studyLanes.msPerFlop !== undefined) return 1 / studyLanes.msPerFlop;
    const ofRun = runs.findLast(({ pace }) => pace !== undefined);
    if (ofRun?.pace) return graphOf(ofRun.experiment).step.flops / ofRun.pace.stepMs;
    const summary: RunSummary | undefined = kept.findLast(({ stepMs }) => stepMs !== undefined);
    return summary?.stepMs === undefined ? undefined : graphOf(summary.experiment).step.flops / summary.stepMs;
  });
}

/** How many runs would go side by side. */
function useLanes(experiment: Experiment): number {
  const wanted = useStore(({ backend }) => backend);
  const backend = studyBackend(wanted, recallBackends(costOf(graphOf(experiment))));
  const room = Math.max(1, Math.floor(lanesBytes / graphOf(experiment).memoryBytes));
  return Math.min(room, laneCount(backend, navigator.hardwareConcurrency || 1));
}
