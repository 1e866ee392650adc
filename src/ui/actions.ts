/**
 * Everything a person can do, as plain functions on the store. An edit changes the experiment (and can be undone); what
 * of it can be changed live is sent to the run by `liveChange.ts`, so that undo and redo are heard as well.
 */
import type { BackendName } from '../core/backends.ts';
import { costOf } from '../core/cost.ts';
import { isRefusal } from '../core/edit/edited.ts';
import { applyFix } from '../core/edit/fixes.ts';
import type { Experiment } from '../core/experiment.ts';
import { graphOf } from '../core/graphOf.ts';
import type { Loss } from '../core/losses/index.ts';
import { parseExperiment } from '../core/parse.ts';
import { defaultExperiment, presetOf, presetWith } from '../core/presets.ts';
import type { Fix, Problem } from '../core/problem.ts';
import { runTitle } from '../core/run/difference.ts';
import { isAlive } from '../core/run/run.ts';
import type { Client } from './runs/client.ts';
import { forgetBackends, recallBackends } from './runs/measured.ts';
import { type Dialog, type Selection, type State, store, trainedRun, type View } from './store.ts';

let client: Client | undefined;

/** Connects the actions to the engine; done once by the page, and by tests with a fake. */
export function connect(next: Client | undefined): void {
  client = next;
}

// Editing

let isGesture = false;

/** Changes the experiment; nothing happens if `change` returns the very same one. */
export function edit(change: (experiment: Experiment) => Experiment): void {
  const { experiment } = store.getState();
  const next = change(experiment);
  if (next === experiment) return;
  store.setState({ experiment: next });
  if (isGesture) store.temporal.getState().pause();
}

/** From here to `endGesture` all edits are one step of undo: a drag, a held key. */
export function beginGesture(): void {
  isGesture = true;
}

export function endGesture(): void {
  isGesture = false;
  store.temporal.getState().resume();
}

export function undo(): void {
  endGesture();
  store.temporal.getState().undo();
}

export function redo(): void {
  endGesture();
  store.temporal.getState().redo();
}

/** Changes one loss; nothing happens if there is none of that id or nothing differs. */
export function editLoss(id: string, change: Readonly<Record<string, unknown>>): void {
  edit((experiment) => withLosses(experiment, (loss) => (loss.id === id ? with_(loss, change) : loss)));
}

/** Changes one layer's parameters. */
export function editLayer(id: string, change: Readonly<Record<string, unknown>>): void {
  edit((experiment) => {
    const layers = experiment.network.layers.map((layer) => (layer.id === id ? with_(layer, change) : layer));
    return isSame(layers, experiment.network.layers) ? experiment : { ...experiment, network: { layers } };
  });
}

/** Applies the repair that a Problem offers. */
export function fix(repair: Fix): void {
  edit((experiment) => {
    const edited = applyFix(experiment, repair);
    return isRefusal(edited) ? experiment : edited;
  });
}

type Section = 'dataset' | 'strategy' | 'schedule' | 'optimizer' | 'training';

/** Changes fields of one section. */
export function editSection(section: Section, change: Readonly<Record<string, unknown>>): void {
  edit((experiment) => {
    const next = with_<object>(experiment[section], change);
    return next === experiment[section] ? experiment : ({ ...experiment, [section]: next } as Experiment);
  });
}

function with_<T extends object>(item: T, change: Readonly<Record<string, unknown>>): T {
  const current = item as Readonly<Record<string, unknown>>;
  return Object.entries(change).every(([name, value]) => Object.is(current[name], value))
    ? item
    : { ...item, ...change };
}

function withLosses(experiment: Experiment, change: (loss: Loss) => Loss): Experiment {
  const losses = experiment.losses.map(change);
  return isSame(losses, experiment.losses) ? experiment : { ...experiment, losses };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Moves a fader, also of the run that is going on. */
export function setWeight(lossId: string, weight: number): void {
  editLoss(lossId, { weight });
}

/** Moves several faders at once, as linked ones do. */
export function setWeights(weights: Readonly<Record<string, number>>): void {
  edit((experiment) =>
    withLosses(experiment, (loss) =>
      Object.hasOwn(weights, loss.id) ? with_(loss, { weight: weights[loss.id] }) : loss,
    ),
  );
}

/** Leaves a loss out of the total, or takes it in again; also in the run that is going on. */
export function setMuted(lossId: string, muted: boolean): void {
  mutedBefore = undefined;
  editLoss(lossId, { muted });
}

/** The losses that were muted before the first solo; nothing where mutes were set by hand since. */
let mutedBefore: ReadonlySet<string> | undefined;

/** Mutes every other loss; where they all are muted already, what was heard before is heard again. */
export function solo(lossId: string): void {
  const { experiment } = store.getState();
  const isSolo = isSoloed(experiment, lossId);
  mutedBefore ??= new Set(experiment.losses.flatMap(({ id, muted }) => (muted && !isSolo ? [id] : [])));
  const before = mutedBefore;
  if (isSolo) mutedBefore = undefined;
  edit((now) =>
    withLosses(now, (loss) => with_(loss, { muted: loss.id !== lossId && (!isSolo || before.has(loss.id)) })),
  );
}

/** Whether that loss alone is heard. */
export function isSoloed(experiment: Experiment, lossId: string): boolean {
  return experiment.losses.length > 1 && experiment.losses.every((loss) => loss.muted === (loss.id !== lossId));
}

/** Sets the learning rate, also of the run that is going on. */
export function setLearningRate(learningRate: number): void {
  editSection('training', { learningRate });
}

// Looking

/** Selects these and nothing else; without arguments, nothing. */
export function select(...selection: readonly Selection[]): void {
  store.setState({ selection });
}

/** Lights up a loss or a layer everywhere; null lights up nothing. */
export function hover(hovered: State['hovered']): void {
  const { hovered: before } = store.getState();
  if (before?.kind !== hovered?.kind || before?.id !== hovered?.id) store.setState({ hovered });
}

/** Changes what the charts show. */
export function setView(change: Partial<View>): void {
  store.setState(({ view }) => ({ view: { ...view, ...change } }));
}

/** Puts a run on the charts. */
export function showRun(runId: string): void {
  if (store.getState().runs.some((run) => run.id === runId)) store.setState({ activeRunId: runId });
}

/** Looks at a layer up close for one validation image; null looks away. */
export function inspectLayer(layer: string | null, image = 0): void {
  client?.inspect(layer, image);
}

export function openDialog(dialog: Dialog | null): void {
  store.setState({ dialog });
}

// Running

function start(isPaused: boolean): boolean {
  const { experiment, backend, runs } = store.getState();
  const isRefused = !graphOf(experiment).isRunnable;
  store.setState({ isRefused });
  if (!client || isRefused) return false;
  const reports = recallBackends(costOf(graphOf(experiment)));
  client.start(experiment, { title: runTitle(experiment, runs.at(-1)?.experiment), backend, isPaused, reports });
  return true;
}

function status() {
  return trainedRun(store.getState())?.status ?? 'stopped';
}

/** Starts a new run of the experiment as it is now. Returns false where it cannot run yet. */
export function run(): boolean {
  return start(false);
}

/** Starts the first run of a page; where a link or a person has started one already, nothing happens. */
export function runFirst(): void {
  if (store.getState().runs.length === 0) run();
}

export function pause(): void {
  client?.pause();
}

export function resume(): void {
  client?.resume();
}

export function stop(): void {
  client?.stop();
}

/** Space: pauses what runs, resumes what is paused, starts what is over. */
export function toggleRun(): void {
  const now = status();
  if (!isAlive(now)) run();
  else if (now === 'paused') resume();
  else pause();
}

/** One step, then paused. */
export function step(): void {
  if (isAlive(status()) || start(true)) client?.step();
}

/** Back to the first step with the experiment as it is now; what was training goes on training. */
export function reset(): void {
  const now = status();
  start(!isAlive(now) || now === 'paused');
}

/** Chooses the backend and starts over on it; a run that was over waits, paused, for Run. */
export function setBackend(backend: BackendName | 'auto'): void {
  if (backend === store.getState().backend) return;
  store.setState({ backend });
  if (trainedRun(store.getState())) reset();
}

/** Forgets what was measured of the backends and starts over, which measures them again. */
export function measureBackends(): void {
  forgetBackends();
  store.setState({ backend: 'auto' });
  reset();
}

// Opening

/** Where an experiment comes from, for the words about what is wrong with it. */
export type Source = 'preset' | 'link' | 'file' | 'text' | 'history' | 'template';

/**
 * Takes in what a person opened and runs it. What cannot be read leaves the page's work as it is and says why; what was
 * repaired is said too. Can be undone.
 */
export function openExperiment(raw: unknown, source: Source): readonly Problem[] {
  const { experiment, problems } = parseExperiment(raw);
  const isReadable = !problems.some(({ severity }) => severity === 'error');
  if (isReadable) openParsed({ experiment, problems }, source);
  else complain(problems);
  return problems;
}

/** Puts a parsed experiment on the page whatever its Problems, and runs it if it can run. */
export function openParsed(
  { experiment, problems }: { readonly experiment: Experiment; readonly problems: readonly Problem[] },
  source: Source,
): void {
  endGesture();
  onOpen?.(source);
  const introduced = presetWith(experiment)?.id ?? null;
  store.setState({ experiment, openProblems: problems, selection: [], hovered: null, dialog: null, introduced });
  run();
}

let onOpen: ((source: Source) => void) | undefined;

/** Called before an opened experiment replaces the one on the page: the link of the latter goes into the history. */
export function beforeOpening(listener: ((source: Source) => void) | undefined): void {
  onOpen = listener;
}

/** Opens a preset; an unknown id does nothing. */
export function loadPreset(id: string): void {
  const preset = presetOf(id);
  if (preset) openParsed({ experiment: preset.experiment, problems: [] }, 'preset');
}

/** Opens an experiment without layers and losses; data, optimizer and training as in the default one. */
export function loadEmpty(): void {
  const layers = defaultExperiment.network.layers.filter((layer) => layer.kind === 'input');
  const experiment = { ...defaultExperiment, title: 'My network', network: { layers }, losses: [] };
  stop();
  openParsed({ experiment, problems: [] }, 'preset');
  // An empty network is no mistake: nothing has to be said about it.
  dismissProblems();
  select(...layers.map(({ id }) => ({ kind: 'layer', id }) as const));
}

/** Puts the introduction away; it comes back with the next preset that is opened. */
export function dismissIntroduction(): void {
  store.setState({ introduced: null });
}

/** Says what is wrong with something that was not opened. */
export function complain(problems: readonly Problem[]): void {
  store.setState({ openProblems: problems });
}

export function dismissProblems(): void {
  store.setState({ openProblems: [], isRefused: false });
}
