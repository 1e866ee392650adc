/**
 * Changes of the experiment; each can be undone. What of a change can be made live is sent to the run by `page/start.ts`,
 * so that undo and redo are heard as well.
 */
import { isRefusal } from '../../core/edit/edited.ts';
import { applyFix } from '../../core/edit/fixes.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Loss } from '../../core/losses/index.ts';
import type { Fix } from '../../core/problem.ts';
import { type State, store } from '../store.ts';
import { allowance } from './allowance.ts';

let isGesture = false;
let gestures = 0;

/** Changes the experiment. Answers false where `change` returns the very same one, or what it changes is not allowed. */
export function edit(change: (experiment: Experiment) => Experiment): boolean {
  const { experiment } = store.getState();
  const next = change(experiment);
  if (next === experiment || !allowance.change(experiment, next)) return false;
  store.setState({ experiment: next });
  if (isGesture) store.temporal.getState().pause();
  return true;
}

/** From here to `endGesture` all edits are one step of undo: a drag, a held key. */
export function beginGesture(): void {
  if (!isGesture) gestures++;
  isGesture = true;
}

/** The number of the gesture under way, for what it changes live; undefined outside of any. */
export function currentGesture(): number | undefined {
  return isGesture ? gestures : undefined;
}

export function endGesture(): void {
  isGesture = false;
  store.temporal.getState().resume();
}

/** Puts on the desk what came back with the page: it is no step of undo. */
export function setUnseen(desk: Partial<Pick<State, 'experiment' | 'draft'>>): void {
  const { pause, resume } = store.temporal.getState();
  pause();
  store.setState(desk);
  resume();
}

export function undo(): void {
  const { pastStates, undo } = store.temporal.getState();
  travel(pastStates, undo);
}

export function redo(): void {
  const { futureStates, redo } = store.temporal.getState();
  travel(futureStates, redo);
}

function travel(states: readonly Partial<Pick<State, 'experiment'>>[], go: () => void): void {
  endGesture();
  const { experiment } = store.getState();
  if (allowance.use('undo') && allowance.change(experiment, states.at(-1)?.experiment ?? experiment)) go();
}

/** Changes one loss; nothing happens if there is none of that id or nothing differs. */
export function editLoss(id: string, change: Readonly<Record<string, unknown>>): void {
  edit((experiment) => withLosses(experiment, (loss) => (loss.id === id ? withFields(loss, change) : loss)));
}

/** Changes one layer's parameters. */
export function editLayer(id: string, change: Readonly<Record<string, unknown>>): void {
  edit((experiment) => {
    const layers = experiment.network.layers.map((layer) => (layer.id === id ? withFields(layer, change) : layer));
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
    const next = withFields<object>(experiment[section], change);
    return next === experiment[section] ? experiment : ({ ...experiment, [section]: next } as Experiment);
  });
}

/** The item with other values in some fields; the very same one where none differs. */
function withFields<T extends object>(item: T, change: Readonly<Record<string, unknown>>): T {
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
export function setFader(lossId: string, fader: number): void {
  editLoss(lossId, { fader });
}

/** Moves several faders at once, as linked ones do. */
export function setFaders(faders: Readonly<Record<string, number>>): void {
  edit((experiment) =>
    withLosses(experiment, (loss) =>
      Object.hasOwn(faders, loss.id) ? withFields(loss, { fader: faders[loss.id] }) : loss,
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

/** Mutes every other loss; where they all are muted already, the mutes from before are back. */
export function solo(lossId: string): void {
  const { experiment } = store.getState();
  const isSolo = isSoloed(experiment, lossId);
  mutedBefore ??= new Set(experiment.losses.flatMap(({ id, muted }) => (muted && !isSolo ? [id] : [])));
  const before = mutedBefore;
  if (isSolo) mutedBefore = undefined;
  edit((now) =>
    withLosses(now, (loss) => withFields(loss, { muted: loss.id !== lossId && (!isSolo || before.has(loss.id)) })),
  );
}

/** Whether that loss alone is unmuted. */
export function isSoloed(experiment: Experiment, lossId: string): boolean {
  return experiment.losses.length > 1 && experiment.losses.every((loss) => loss.muted === (loss.id !== lossId));
}

/** Sets the learning rate, also of the run that is going on. */
export function setLearningRate(learningRate: number): void {
  editSection('training', { learningRate });
}
