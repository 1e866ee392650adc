/**
 * What lessons do to the page: entering one remembers what was there, a page sets up its experiment, study or plane, and
 * leaving gives back what was there.
 */
import type { Experiment } from '../../core/experiment.ts';
import type { Stage } from '../../core/lessons/lesson.ts';
import { draftOf, type StudyDraft } from '../../core/study/draft.ts';
import type { PlaneSetting } from '../../core/study/plane/setting.ts';
import { endGesture } from '../actions/edit.ts';
import { setView, showRun } from '../actions/look.ts';
import { clearCharts, run } from '../actions/run.ts';
import { blankDraft, store } from '../store.ts';
import { planeState, set as setPlane } from '../views/plane/planeState.ts';

interface Before {
  readonly experiment: Experiment;
  readonly draft: StudyDraft;
  readonly tab: string;
  readonly shownRunId: string | null;
  readonly plane: PlaneSetting;
}

let before: Before | undefined;

/** Remembers what is on the page, if no lesson has been entered yet. */
export function remember(): void {
  const { experiment, draft, view, shownRunId } = store.getState();
  before ??= { experiment, draft, tab: view.tab, shownRunId, plane: planeState.getState().setting };
}

/** Gives back what was on the page before the first lesson; what was run meanwhile stays in the library. */
export function giveBack(): void {
  if (!before) return;
  const { experiment, draft, tab, shownRunId, plane } = before;
  before = undefined;
  if (store.getState().experiment !== experiment) clearCharts();
  store.setState({ experiment, draft, selection: [], hovered: null });
  setView({ tab });
  setPlane(plane);
  if (shownRunId !== null) void showRun(shownRunId);
}

/** Puts on the page what a page of a lesson sets up. What is there already stays, with its runs. */
export function setUp(stage: Stage): void {
  endGesture();
  switch (stage.kind) {
    case 'experiment': {
      put(stage.experiment, blankDraft, stage.isHeld !== true);
      if (stage.tab) setView({ tab: stage.tab });
      return;
    }
    case 'study': {
      put(stage.study.experiment, draftOf(stage.study), false);
      setView({ tab: 'study' });
      store.setState({ shownStudyId: null });
      return;
    }
    case 'plane': {
      setPlane(stage.setting);
      setView({ tab: 'plane' });
      return;
    }
    default:
      stage satisfies never;
  }
}

function put(experiment: Experiment, draft: StudyDraft, isRun: boolean): void {
  if (store.getState().experiment === experiment) return;
  clearCharts();
  store.setState({
    experiment,
    draft,
    selection: [],
    hovered: null,
    introduced: null,
    openProblems: [],
    isRefused: false,
  });
  if (isRun && !store.getState().isHeld) run();
}
