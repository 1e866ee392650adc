/**
 * Starting, holding and ending studies, and what can be done with their results. These change the store; the lanes follow
 * it (`runs/studies`).
 */
import { isRefusal } from '../../core/edit/edited.ts';
import type { Experiment } from '../../core/experiment.ts';
import { error, type Problem } from '../../core/problem.ts';
import { assignAll } from '../../core/study/assign.ts';
import { draftOf, studyOf } from '../../core/study/draft.ts';
import {
  type FrontBox,
  isRunOf,
  isUnderWay,
  type KeptStudy,
  planFor,
  type StudyStatus,
  studyRunId,
} from '../../core/study/keptStudy.ts';
import { parseStudy } from '../../core/study/parse.ts';
import type { Study } from '../../core/study/study.ts';
import { newRunId } from '../runs/engineWorker.ts';
import { store } from '../store.ts';
import { allowance } from './allowance.ts';
import { edit, endGesture } from './edit.ts';
import { deleteRuns, dismissDeleted } from './keep.ts';
import { openedLibrary } from './keeping.ts';
import { showRun } from './look.ts';
import { complain } from './open.ts';
import { showSetup } from './vary.ts';

/** Starts the study that is set up; it waits for lanes behind those before it. Answers its id, or nothing where it cannot be. */
export function startStudy(): string | undefined {
  if (!allowance.use('run')) return undefined;
  const { experiment, draft } = store.getState();
  const study = studyOf(experiment, draft);
  const errors = planFor(study).problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    complain(errors);
    return undefined;
  }
  return addStudy(study);
}

/**
 * Starts a study, or adds one with what is known of its runs. It is taken as it will be read after a reload: the ids of its
 * runs come from its text.
 */
export function addStudy(given: Study, known: Partial<KeptStudy> = {}): string {
  const id = newRunId();
  const { study } = parseStudy(given);
  const kept: KeptStudy = { id, study, startedAt: Date.now(), status: 'waiting', outcomes: [], ...known };
  store.setState(({ studies }) => ({ studies: [...studies, kept], shownStudyId: id }));
  return id;
}

/** Holds a study after the runs that are under way. */
export function pauseStudy(id: string): void {
  setStatus(id, 'paused', isUnderWay);
}

export function resumeStudy(id: string): void {
  setStatus(id, 'waiting', (status) => status === 'paused' || status === 'cancelled');
}

/** Ends a study: what its runs have given by then stays. */
export function cancelStudy(id: string): void {
  setStatus(id, 'cancelled', (status) => isUnderWay(status) || status === 'paused');
}

/**
 * Deletes a study with its runs, but for those that are pinned. Until the next deletion `undoDelete` brings them back, and
 * the study goes on if it did before.
 */
export async function deleteStudy(id: string): Promise<void> {
  const { studies, runs, kept } = store.getState();
  const study = studies.find((one) => one.id === id);
  if (!study) return;
  dismissDeleted();
  // Without it the lanes end its runs.
  store.setState((state) => ({
    studies: state.studies.filter((one) => one !== study),
    shownStudyId:
      state.shownStudyId === id ? (state.studies.findLast((one) => one !== study)?.id ?? null) : state.shownStudyId,
  }));
  const all = [...runs, ...kept].filter((run) => isRunOf(id, run.id) && !run.isPinned);
  await openedLibrary()?.studies.remove(id);
  await deleteRuns([...new Set(all.map((run) => run.id))]);
  store.setState(({ library }) => ({ library: { ...library, deletedStudy: study } }));
}

/** Runs those again that failed; one that diverged would diverge again. */
export function retryFailed(id: string): void {
  change(id, (study) => ({
    ...study,
    status: 'waiting',
    outcomes: study.outcomes.filter(({ ending }) => ending !== 'failed'),
  }));
}

/** Moves a study in the queue: −1 before the one before it, 1 behind the next. */
export function moveStudy(id: string, by: -1 | 1): void {
  store.setState(({ studies }) => {
    const from = studies.findIndex((study) => study.id === id);
    const to = from + by;
    const [one, other] = [studies[from], studies[to]];
    if (!one || !other) return {};
    return { studies: studies.with(from, other).with(to, one) };
  });
}

/** Shows the results of a study. */
export function showStudy(id: string | null): void {
  store.setState({ shownStudyId: id });
}

/** Moves the box of its front. */
export function setBox(id: string, box: FrontBox): void {
  change(id, (study) => ({ ...study, box }));
}

/** Puts a study on the desk: its experiment, and what it varies of it. Can be undone. */
export function editStudy({ study }: KeptStudy): void {
  if (!allowance.change(store.getState().experiment, study.experiment)) return;
  store.setState({ experiment: study.experiment, draft: draftOf(study) });
}

/** Puts a study that a person has opened on the desk, and shows it. It is not started; can be undone. */
export function openStudy(study: Study, problems: readonly Problem[], isFirst = false): void {
  endGesture();
  store.setState({ selection: [], hovered: null, dialog: null, introduced: null, openProblems: problems });
  store.setState({ experiment: study.experiment, draft: draftOf(study) });
  // Under what the address opened lay the default experiment, which nobody has seen.
  if (isFirst) store.temporal.getState().clear();
  showSetup();
}

/** Shows a run of a study on the charts. */
export async function showRunOf(studyId: string, plannedId: string): Promise<void> {
  const runId = studyRunId(studyId, { id: plannedId });
  await showRun(runId);
  if (store.getState().shownRunId === runId) return;
  complain([error([], 'This run of the study is not kept any more.', 'Put its experiment on the desk and run it.')]);
}

/** Puts the experiment of a combination on the desk, as it is used without the study; can be undone. */
export function takeExperiment(experiment: Experiment): void {
  edit(() => experiment);
}

/** Sets places of the experiment on the desk: a factor that was found, the faders of a point of the front. Can be undone. */
export function takeValues(pairs: readonly (readonly [place: string, value: unknown])[]): void {
  edit((experiment) => {
    const edited = assignAll(experiment, pairs);
    if (!isRefusal(edited)) return edited;
    complain([edited]);
    return experiment;
  });
}

function setStatus(id: string, status: StudyStatus, isAllowed: (before: StudyStatus) => boolean): void {
  change(id, (study) => (isAllowed(study.status) ? { ...study, status } : study));
}

function change(id: string, next: (study: KeptStudy) => KeptStudy): void {
  store.setState(({ studies }) => ({ studies: studies.map((study) => (study.id === id ? next(study) : study)) }));
}
