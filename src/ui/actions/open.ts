/** Opening experiments, and saying what is wrong with those that cannot be opened. */
import * as z from 'zod/mini';
import type { Experiment } from '../../core/experiment.ts';
import { parseExperiment } from '../../core/parse.ts';
import { defaultExperiment, presetOf, presetWith } from '../../core/presets.ts';
import type { Problem } from '../../core/problem.ts';
import type { StudyDraft } from '../../core/study/draft.ts';
import { readStored, writeStored } from '../storage.ts';
import { blankDraft, store } from '../store.ts';
import { allowance } from './allowance.ts';
import { endGesture } from './edit.ts';
import { select } from './look.ts';
import { clearCharts, run, stop } from './run.ts';

/** Where an experiment comes from, for the words about what is wrong with it. */
export type Source = 'preset' | 'link' | 'file' | 'text' | 'history' | 'template';

/**
 * Takes in what a person opened and runs it, which can be undone. What cannot be read leaves the page as it is. Answers
 * what is wrong with it, which is said on the page only where it was opened.
 */
export function openExperiment(raw: unknown, source: Source): readonly Problem[] {
  const parsed = parseExperiment(raw);
  if (!parsed.problems.some(({ severity }) => severity === 'error')) openParsed(parsed, source);
  return parsed.problems;
}

interface Opened {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
  /** What is varied of it; without it nothing is. */
  readonly draft?: StudyDraft;
  /** It waits for a person to start it. */
  readonly isHeld?: boolean;
}

/** Puts a parsed experiment on the page whatever its Problems, and runs it if it can run and does not wait. A study is not started. */
export function openParsed({ experiment, problems, draft = blankDraft, isHeld = false }: Opened, source: Source): void {
  if ((source === 'preset' || source === 'template') && !allowance.use('presets')) return;
  endGesture();
  onOpen?.(source);
  const introduced = presetWith(experiment)?.id ?? null;
  store.setState({
    experiment,
    draft,
    openProblems: problems,
    selection: [],
    hovered: null,
    dialog: null,
    introduced,
    isHeld,
  });
  // Under what the address opened lay the default experiment, which nobody has seen.
  if (source === 'link') store.temporal.getState().clear();
  if (isHeld) clearCharts();
  else run();
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
  if (!allowance.use('presets')) return;
  stop();
  openParsed({ experiment, problems: [] }, 'preset');
  // An empty network is no mistake: nothing has to be said about it.
  dismissProblems();
  select(...layers.map(({ id }) => ({ kind: 'layer', id }) as const));
}

const dismissedKey = 'loss-mixer/introduction-dismissed';

/** Puts the introduction away; it comes back with the next preset that is opened, not with the next visit. */
export function dismissIntroduction(): void {
  store.setState({ introduced: null });
  writeStored(dismissedKey, true);
}

/** Leaves out the introduction of the first visit where one was put away before. */
export function recallDismissal(): void {
  if (readStored(dismissedKey, z.boolean())) store.setState({ introduced: null });
}

/** Says what is wrong with something that was not opened. */
export function complain(problems: readonly Problem[]): void {
  store.setState({ openProblems: problems });
}

/** Whether what a link opened waits for a person to start it. */
export function holdLinked(isHeld: boolean): void {
  store.setState({ isHeld });
}

/** Says more that is wrong with what was opened. */
export function complainToo(problems: readonly Problem[]): void {
  store.setState(({ openProblems }) => ({ openProblems: [...openProblems, ...problems] }));
}

export function dismissProblems(): void {
  store.setState({ openProblems: [], isRefused: false });
}
