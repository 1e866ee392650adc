/**
 * What lessons do to the page: entering one remembers what was there, a page sets up its experiment, study or plane, and
 * leaving gives back what was there.
 */
import type { Experiment } from '../../core/experiment.ts';
import type { Stage } from '../../core/lessons/lesson.ts';
import { draftOf, type StudyDraft } from '../../core/study/draft.ts';
import { endGesture, setUnseen } from '../actions/edit.ts';
import { setView, showRun } from '../actions/look.ts';
import { clearCharts, run } from '../actions/run.ts';
import { isSame } from '../link/patch.ts';
import { blankDraft, store } from '../store.ts';
import { planeState, set as setPlane } from '../views/plane/planeState.ts';

/** Remembers what is on the page, if no lesson has been entered yet. */
export function remember(): void {
  const { experiment, draft, view, shownRunId, setAside } = store.getState();
  if (setAside) return;
  const { setting: plane } = planeState.getState();
  store.setState({ setAside: { experiment, draft, tab: view.tab, shownRunId, plane } });
}

/** Gives back what was on the page before the first lesson; what was run meanwhile stays in the library. */
export function giveBack(): void {
  const { setAside } = store.getState();
  if (!setAside) return;
  const { experiment, draft, tab, shownRunId, plane } = setAside;
  if (store.getState().experiment !== experiment) clearCharts();
  store.setState({ experiment, draft, selection: [], hovered: null, setAside: null });
  setView({ tab });
  if (plane) setPlane(plane);
  if (shownRunId !== null) void showRun(shownRunId);
}

/** Enters a page of a lesson, and sets up what it speaks of, if anything. */
export function enter(stage: Stage | undefined): void {
  remember();
  if (stage) setUp(stage);
  const { learning } = store.getState();
  if (learning?.hasDesk) store.setState({ learning: { ...learning, hasDesk: false } });
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
  const { experiment: present, learning } = store.getState();
  if (present === experiment) return;
  if (learning?.hasDesk) {
    if (isSame(present, experiment)) setUnseen({ experiment });
  } else {
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
  }
  if (isRun && !store.getState().isHeld) run();
}
