/**
 * Gives the runs of studies to lanes: those of the first study under way, in order, as many side by side as there are
 * lanes. It follows the store, and changes there statuses, outcomes and what the lanes do.
 *
 * A run that a person trains on the desk comes first: it takes a lane. Where none is left, the start of a study pauses that
 * run; when a person goes on with it, or starts another, the study waits until that one is over or paused.
 */
import type { BackendName, BackendReport } from '../../../core/backends.ts';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import type { Checkpoint } from '../../../core/run/checkpoint.ts';
import { isAlive, isAtWork, type Run, stepsTaken } from '../../../core/run/run.ts';
import { workOf } from '../../../core/study/estimate.ts';
import { isUnderWay, type KeptStudy, openRuns, planFor, studyRunId } from '../../../core/study/keptStudy.ts';
import type { StudyOutcome } from '../../../core/study/outcomes.ts';
import { nameOf, type PlannedRun } from '../../../core/study/plan.ts';
import type { StudyLanes } from '../../../core/study/progress.ts';
import { drivenRun, type State } from '../../store.ts';
import type { Client } from '../client.ts';
import { hasRoomForStudies } from '../room.ts';
import type { Later } from '../silence.ts';
import { canGoOn, failedOutcome, isAsPlanned, outcomeOf } from './ending.ts';
import { laneCount, lanesBytes } from './lanes.ts';
import { Work } from './work.ts';

export interface Surroundings {
  readonly store: {
    getState(): State;
    setState(change: (state: State) => Partial<State>): void;
    subscribe(listener: () => void): () => void;
  };
  readonly client: Pick<Client, 'start' | 'continue' | 'pause' | 'resume' | 'closeLane'>;
  /** Of the machine. */
  readonly cores: number;
  /** The backend for all runs of a study of that experiment. */
  readonly backendFor: (experiment: Experiment) => BackendName;
  /** What is known of the backends for it: the engine looks anew where that is nothing. */
  readonly reportsFor: (experiment: Experiment) => readonly BackendReport[] | undefined;
  /** A run with all its numbers; nothing where it is not kept. */
  readonly loadRun: (runId: string) => Promise<Run | undefined>;
  readonly checkpointOf: (runId: string) => Promise<Checkpoint | undefined>;
  /** Takes a study for this tab, until what it returns is called; nothing where another tab has taken it. */
  readonly claim: (studyId: string) => Promise<(() => void) | undefined>;
  readonly later: Later;
  /** In milliseconds. */
  readonly now: () => number;
}

/**
 * How many seconds a run may keep silent that should report; then its worker counts as dead. A step of
 * plain JavaScript was measured at 40 million operations a second, of WebAssembly at 5 billion on one thread.
 */
export function deadSeconds({ experiment, choice }: Pick<Run, 'experiment' | 'choice'>): number {
  return Math.max(60, graphOf(experiment).step.flops / (choice?.name === 'cpu' ? 1e7 : 2e8));
}

/** After so many milliseconds a study is asked for again that another tab runs: that tab may have been closed. */
const askAgainMs = 5000;

/** Drives the studies of the store; returns what ends it. */
export function driveStudies(surroundings: Surroundings): () => void {
  const { store, client, cores, backendFor, reportsFor, loadRun, checkpointOf, claim, later, now } = surroundings;
  /** In the order in which they began. */
  const works: Work[] = [];
  const lanes = new Set<string>();
  /** What each study under way is to this tab: asked for, run by another, or its own until it is let go. */
  const claims = new Map<string, 'asked' | 'elsewhere' | (() => void)>();
  /** Ids of the runs that have failed once. */
  const failedOnce = new Set<string>();
  /** Ids of the studies that were under way when they were looked at last, here or in another tab. */
  let underWay: ReadonlySet<string> = new Set();
  /** The run on the desk that was paused for a study, until a person goes on with it. */
  let pausedRun: { readonly id: string; isAtRest: boolean } | undefined;
  const spent = { ms: 0, flops: 0 };
  let isAwaited = false;

  /** Notes at once which runs are over: a run may leave memory right after. All else waits for a task of its own. */
  function look() {
    const { runs, silences } = store.getState();
    for (const work of works) {
      if (!work.isStarted || work.ended) continue;
      const run = runs.find(({ id }) => id === work.runId);
      if (!run || !isAlive(run.status)) work.ended = { run };
      else if ((silences[work.runId] ?? 0) >= deadSeconds(run)) client.closeLane(work.lane);
    }
    if (isAwaited) return;
    isAwaited = true;
    queueMicrotask(() => {
      isAwaited = false;
      tend();
    });
  }

  function tend() {
    settle();
    abandon();
    ask();
    const active = advance();
    const held = active ?? works[0]?.study;
    const most = held?.backend ? laneCount(held.backend, cores) : 0;
    let free = most - (isDeskTraining() ? 1 : 0);
    if (active && free < 1 && !underWay.has(active.id)) {
      pauseDesk();
      free = most;
    }
    const isKnown = (id: string) => underWay.has(id) || claims.get(id) !== 'asked';
    underWay = new Set(
      store.getState().studies.flatMap(({ id, status }) => (isUnderWay(status) && isKnown(id) ? [id] : [])),
    );
    for (const [i, work] of works.entries()) hold(work, i >= free);
    if (active) fill(active, free);
    if (works.length === 0 && !active) closeLanes();
    letGo();
    tell(held !== undefined && free < 1);
  }

  const mine = () => store.getState().studies.filter(({ id }) => typeof claims.get(id) === 'function');

  /** Asks for the studies under way: each is run by one tab. */
  function ask() {
    for (const { id, status } of store.getState().studies) {
      if (!isUnderWay(status) || claims.has(id)) continue;
      claims.set(id, 'asked');
      void claim(id).then((free) => {
        claims.set(id, free ?? 'elsewhere');
        if (!free) later(() => claims.delete(id) && look(), askAgainMs);
        tellElsewhere();
        look();
      });
    }
  }

  function tellElsewhere() {
    const { studies, studiesElsewhere } = store.getState();
    const next = studies.flatMap(({ id }) => (claims.get(id) === 'elsewhere' ? [id] : []));
    if (next.join() !== studiesElsewhere.join()) store.setState(() => ({ studiesElsewhere: next }));
  }

  /** Lets studies go of which no run is under way, or will be. */
  function letGo() {
    const { studies } = store.getState();
    const wanted = new Set(studies.flatMap(({ id, status }) => (isUnderWay(status) ? [id] : [])));
    for (const { study } of works) wanted.add(study.id);
    for (const [id, own] of claims) {
      if (typeof own !== 'function' || wanted.has(id)) continue;
      own();
      claims.delete(id);
    }
  }

  /** Takes the outcomes of the runs that are over. One whose engine failed is tried once more. */
  function settle() {
    for (const work of works.filter(({ ended, known }) => ended || known)) {
      works.splice(works.indexOf(work), 1);
      const { planned, study, runId, ended, known } = work;
      const run = ended?.run;
      measure(work, run);
      const own = known ?? (run && outcomeOf(planned, run, study.study.budget.patience));
      if (!own && run && !failedOnce.has(runId)) {
        failedOnce.add(runId);
        continue;
      }
      failedOnce.delete(runId);
      record(study.id, own ?? failedOutcome(planned, run));
    }
  }

  function record(studyId: string, outcome: StudyOutcome) {
    changeStudy(studyId, (study) => ({
      ...study,
      outcomes: [...study.outcomes.filter(({ id }) => id !== outcome.id), outcome],
    }));
  }

  function changeStudy(studyId: string, change: (study: KeptStudy) => KeptStudy) {
    store.setState(({ studies }) => ({ studies: studies.map((one) => (one.id === studyId ? change(one) : one)) }));
  }

  /** Adds what the run has cost to what is known of the pace. */
  function measure(work: Work, run: Run | undefined) {
    const ms = work.rest(now());
    if (!run) return;
    const { steps, flops } = workOf(planFor(work.study.study), work.planned, work.study.study);
    spent.ms += ms;
    spent.flops += (Math.max(0, stepsTaken(run) - work.firstStep) * flops) / Math.max(1, steps);
  }

  /** Ends the runs of studies that were called off, deleted, or taken over by another tab. */
  function abandon() {
    const wanted = new Set(mine().flatMap(({ id, status }) => (status === 'cancelled' ? [] : [id])));
    for (const work of works.filter(({ study }) => !wanted.has(study.id))) {
      works.splice(works.indexOf(work), 1);
      lanes.delete(work.lane);
      client.closeLane(work.lane);
    }
  }

  /** Brings statuses up to date. Returns the study whose runs are next: the first that is under way. */
  function advance(): KeptStudy | undefined {
    for (const study of mine()) {
      const isOpen = isUnderWay(study.status) || study.status === 'paused';
      if (!isOpen || works.some((work) => work.study.id === study.id) || openRuns(study).length > 0) continue;
      changeStudy(study.id, (one) => ({ ...one, status: 'done' }));
    }
    const active = mine().find(({ status }) => isUnderWay(status));
    for (const { id, status, backend, study } of mine()) {
      const isActive = id === active?.id;
      const next = isActive ? 'running' : status === 'running' ? 'waiting' : status;
      if (next === status && (!isActive || backend)) continue;
      changeStudy(id, (one) => ({
        ...one,
        status: next,
        ...(isActive && { backend: backend ?? backendFor(study.experiment) }),
      }));
    }
    return mine().find(({ id }) => id === active?.id);
  }

  /** Whether a person trains a run on the desk. */
  function isDeskTraining(): boolean {
    const driven = drivenRun(store.getState());
    if (pausedRun?.id !== driven?.id) pausedRun = undefined;
    if (!driven || !isAlive(driven.status) || works.some(({ runId }) => runId === driven.id)) return false;
    if (!isAtWork(driven.status)) {
      if (pausedRun) pausedRun.isAtRest = true;
      return false;
    }
    if (pausedRun?.isAtRest) pausedRun = undefined;
    return pausedRun === undefined;
  }

  function pauseDesk() {
    const { drivenRunId } = store.getState();
    if (drivenRunId === null) return;
    pausedRun = { id: drivenRunId, isAtRest: false };
    client.pause(drivenRunId);
  }

  function hold(work: Work, isHeld: boolean) {
    if (work.isHeld === isHeld) return;
    work.isHeld = isHeld;
    if (!work.isStarted) return;
    if (isHeld) work.rest(now());
    else work.goOn(now());
    client[isHeld ? 'pause' : 'resume'](work.runId);
  }

  /**
   * Gives the next runs to lanes, until so many are at work, or the memory is taken. One that a person goes on with has to
   * end first.
   */
  function fill(active: KeptStudy, free: number) {
    if (works.length >= free) return;
    const { runs } = store.getState();
    const busy = new Set(works.map(({ runId }) => runId));
    for (const { id, status } of runs) if (isAlive(status)) busy.add(id);
    for (const planned of openRuns(active)) {
      if (works.length >= free) return;
      if (busy.has(studyRunId(active.id, planned))) continue;
      const bytes = [...works, { planned }].reduce((sum, one) => sum + graphOf(one.planned.experiment).memoryBytes, 0);
      if (works.length > 0 && bytes > lanesBytes) return;
      begin(active, planned);
    }
  }

  function begin(study: KeptStudy, planned: PlannedRun) {
    let number = 1;
    while (works.some(({ lane }) => lane === `study-${number}`)) number++;
    const work = new Work(`study-${number}`, study, planned);
    lanes.add(work.lane);
    works.push(work);
    void open(work);
  }

  /** Starts the run, or goes on with what the library has of it. */
  async function open(work: Work) {
    const { runId, planned, lane } = work;
    const { study, backend = 'wasm' } = work.study;
    const plan = planFor(study);
    const { steps } = workOf(plan, planned, study);
    const isKnown = [...store.getState().kept, ...store.getState().runs].some((run) => run.id === runId);
    const before = isKnown ? await loadRun(runId) : undefined;
    const own = before && isAsPlanned(before, planned, steps) ? before : undefined;
    work.known = own && outcomeOf(planned, own, study.budget.patience);
    const from = own && !work.known ? await checkpointOf(runId) : undefined;
    if (!works.includes(work)) return;
    if (work.known) return look();
    const reports = reportsFor(planned.experiment);
    const options = { backend, lane, threads: 1, isPaused: work.isHeld, reports, ...study.budget };
    if (own && canGoOn(own, from, steps)) {
      work.firstStep = from.step;
      client.continue(runId, planned.experiment, from, options);
    } else {
      const isUnkept = !isKnown && !hasRoomForStudies(store.getState()) ? true : undefined;
      client.start(planned.experiment, { ...options, runId, title: nameOf(plan, planned), isUnkept });
    }
    work.isStarted = true;
    if (!work.isHeld) work.goOn(now());
    look();
  }

  function closeLanes() {
    for (const lane of lanes) client.closeLane(lane);
    lanes.clear();
  }

  function tell(isYielding: boolean) {
    const next: StudyLanes = {
      lanes: works.filter(({ isHeld }) => !isHeld).length,
      isYielding,
      pausedRunId: pausedRun?.id ?? null,
      ...(spent.flops > 0 && { msPerFlop: spent.ms / spent.flops }),
    };
    if (JSON.stringify(next) !== JSON.stringify(store.getState().studyLanes))
      store.setState(() => ({ studyLanes: next }));
  }

  look();
  return store.subscribe(look);
}
