/**
 * The steps of undo and redo, kept for a page of this tab that comes back: after a reload, or by Back from elsewhere.
 * A step is kept as what differs from the one nearer to the desk; the farthest are left out where they grow large. What
 * is read is parsed like a link.
 */
import * as z from 'zod/mini';
import type { Experiment } from '../../core/experiment.ts';
import { parseExperiment } from '../../core/parse.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { draftOf, type StudyDraft, studyOf } from '../../core/study/draft.ts';
import { parseStudy } from '../../core/study/parse.ts';
import { studyVersion } from '../../core/study/study.ts';
import { setUnseen } from '../actions/edit.ts';
import { forgetStored, readStored, writeStored } from '../storage.ts';
import { blankDraft, stepLimit, store } from '../store.ts';
import { applyPatch, isSame, makePatch } from './patch.ts';

interface Desk {
  readonly experiment: Experiment;
  readonly draft: StudyDraft;
}

const key = 'loss-mixer/steps/1';

/** Of how many pages steps are kept, and the characters of JSON that those of one may take in either direction. */
export const keptLimits = { pages: 3, characters: 250_000 } as const;

/** An experiment, or what differs of it; and what is varied of it as a study has it, where that differs. */
const deskSchema = z.object({ experiment: z.unknown(), study: z.optional(z.record(z.string(), z.unknown())) });
/** Nearest to the desk first. */
const stepsSchema = z.array(deskSchema).check(z.maxLength(stepLimit));
const pageSchema = z.object({
  address: z.string(),
  desk: deskSchema,
  past: stepsSchema,
  future: stepsSchema,
  /** What was on the desk before the first lesson. */
  setAside: z.optional(deskSchema),
});
const pagesSchema = z.array(pageSchema).check(z.maxLength(keptLimits.pages));

type KeptDesk = z.infer<typeof deskSchema>;
type KeptPage = z.infer<typeof pageSchema>;

const blank: Desk = { experiment: defaultExperiment, draft: blankDraft };

/** What was kept last was made of this: it is not made again as long as all of it is the same. */
let last: readonly unknown[] = [];

/** Keeps the steps of the page for one that comes back to this fragment, in place of those under the ones that it `had`. */
export function keepSteps(address: string, had: readonly string[] = []): void {
  const { experiment, draft, setAside } = store.getState();
  const { pastStates, futureStates } = store.temporal.getState();
  const now = [address, experiment, draft, setAside, pastStates, futureStates];
  if (now.every((part, i) => part === last[i])) return;
  last = now;
  const desk = { experiment, draft };
  const page: KeptPage = {
    address,
    desk: wholeOf(desk),
    past: stepsFrom(desk, pastStates),
    future: stepsFrom(desk, futureStates),
    ...(setAside && { setAside: wholeOf(setAside) }),
  };
  const others = keptPages().filter((kept) => kept.address !== address && !had.includes(kept.address));
  // An address alone brings back a desk without steps.
  const isBare = pastStates.length + futureStates.length === 0 && !setAside && draft === blankDraft;
  const pages = isBare ? others : [page, ...others].slice(0, keptLimits.pages);
  if (pages.length > 0) writeStored(key, pages, 'sessionStorage');
  else forgetStored(key, 'sessionStorage');
}

/**
 * Gives the page the steps that it was left with. Its address has brought the experiment by then. A lesson would set up
 * its own: there the desk as it was left takes the place of that.
 */
export function giveSteps(address: string): void {
  const page = keptPages().find((kept) => kept.address === address);
  const desk = page && deskOf(page.desk);
  const { experiment, learning, view } = store.getState();
  if (!desk || store.temporal.getState().pastStates.length > 0) return;
  const isLesson = learning !== null && learning.lesson !== null;
  if (!isLesson && !isSame(experiment, desk.experiment)) return;
  const setAside = page.setAside && deskOf(page.setAside);
  // An address may have no room for what is varied.
  setUnseen({ draft: desk.draft, ...(isLesson && { experiment: desk.experiment }) });
  if (isLesson) store.setState({ learning: { ...learning, hasDesk: true } });
  if (setAside) store.setState({ setAside: { ...setAside, tab: view.tab, shownRunId: null } });
  store.temporal.setState({ pastStates: desksFrom(desk, page.past), futureStates: desksFrom(desk, page.future) });
}

function keptPages(): readonly KeptPage[] {
  return readStored(key, pagesSchema, 'sessionStorage') ?? [];
}

function wholeOf({ experiment, draft }: Desk): KeptDesk {
  return { experiment, ...(draft !== blankDraft && { study: variedOf({ experiment, draft }) }) };
}

function variedOf({ experiment, draft }: Desk): Record<string, unknown> {
  const { experiment: _, ...varied } = studyOf(experiment, draft);
  return varied;
}

/** Each step as what differs from the one before it, as many as there is room for; `states` ends with the nearest. */
function stepsFrom(desk: Desk, states: readonly Partial<Desk>[]): KeptDesk[] {
  const steps: KeptDesk[] = [];
  let room: number = keptLimits.characters;
  let nearer = desk;
  for (const state of states.toReversed()) {
    const { experiment = nearer.experiment, draft = nearer.draft } = state;
    const next = { experiment, draft };
    const step = {
      experiment: makePatch(nearer.experiment, experiment),
      ...(draft !== nearer.draft && { study: variedOf(next) }),
    };
    room -= JSON.stringify(step).length;
    if (room < 0) break;
    steps.push(step);
    nearer = next;
  }
  return steps;
}

/** The steps as the store has them, the nearest last; one that cannot be read ends them. */
function desksFrom(desk: Desk, steps: readonly KeptDesk[]): Desk[] {
  const desks: Desk[] = [];
  for (const { experiment, study } of steps) {
    const nearer = desks.at(-1) ?? desk;
    const next = deskOf({ experiment: applyPatch(nearer.experiment, experiment), study }, nearer);
    if (!next) break;
    desks.push(next);
  }
  return desks.reverse();
}

/** What was kept of a desk; its draft is that of `nearer` where none was. Nothing where an error is in it. */
function deskOf({ experiment: raw, study }: KeptDesk, nearer: Desk = blank): Desk | undefined {
  const { experiment, problems } = parseExperiment(raw, nearer.experiment);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  if (study === undefined) return { experiment, draft: nearer.draft };
  const read = parseStudy({ ...study, version: studyVersion, experiment }, experiment);
  if (read.problems.some(({ severity }) => severity === 'error')) return undefined;
  const draft = draftOf(read.study);
  return { experiment, draft: JSON.stringify(draft) === JSON.stringify(blankDraft) ? blankDraft : draft };
}
