/**
 * The one store of the page: the experiment being edited, what is varied of it, runs and studies, and what is looked at.
 * State only; what can be done to it are the functions in `actions/`. Undo and redo (zundo) cover the
 * experiment, what is varied of it, and nothing else.
 */
import { type TemporalState, temporal } from 'zundo';
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BackendName } from '../core/backends.ts';
import type { Classroom } from '../core/classroom/classroom.ts';
import type { Experiment } from '../core/experiment.ts';
import { defaultExperiment, presetWith } from '../core/presets.ts';
import type { Problem } from '../core/problem.ts';
import type { HeadMetricName } from '../core/run/headMetrics.ts';
import type { LinkedRun } from '../core/run/linkedRun.ts';
import type { Run } from '../core/run/run.ts';
import type { RunSummary } from '../core/run/runSummary.ts';
import type { StudyDraft } from '../core/study/draft.ts';
import type { KeptStudy } from '../core/study/keptStudy.ts';
import type { PlaneSetting } from '../core/study/plane/setting.ts';
import type { StudyLanes } from '../core/study/progress.ts';

/** What is selected on the page. */
export type Selection =
  | { readonly kind: 'layer'; readonly id: string }
  | { readonly kind: 'loss'; readonly id: string }
  | { readonly kind: 'dataset' | 'strategy' | 'training' };

export interface View {
  readonly tab: string;
  /** Whether the tabs take the whole centre of a wide page; the network waits behind them. */
  readonly takesCentre: boolean;
  /** Of the vertical axes; 'auto' is logarithmic above three decades. */
  readonly scale: 'auto' | 'linear' | 'log';
  readonly smoothing: number;
  readonly showsWeighted: boolean;
  /** Time is in seconds of training. */
  readonly xAxis: 'step' | 'epoch' | 'time';
  /** Whether compared runs that differ in nothing but the seed are drawn as their mean. */
  readonly foldsSeeds: boolean;
  /** The one metric of the chart of quality; null for that of each head. */
  readonly metric: HeadMetricName | null;
  /** The losses that are drawn of compared runs. */
  readonly lossesOf: 'train' | 'validation';
}

/** What a link wants shown beside what it holds. */
export interface LinkedView {
  readonly view: Partial<View>;
  readonly selection: readonly Selection[];
  /** Nothing starts before a person wants it. */
  readonly isHeld: boolean;
}

export interface State {
  readonly experiment: Experiment;
  /** What is varied of it, in the study that is being set up. */
  readonly draft: StudyDraft;
  /** The first is what the inspector shows; several where the canvas allows it. */
  readonly selection: readonly Selection[];
  /** The loss, layer or run under the pointer or focus: its block, fader, curves and term light up. */
  readonly hovered: { readonly kind: 'loss' | 'layer' | 'run'; readonly id: string } | null;
  /** The nodes of the canvas that the stage of a step lights, by id; null lights none. */
  readonly spotlight: ReadonlySet<string> | null;
  /** The tab Step was left for another: to take a step no longer opens it. */
  readonly leftStep: boolean;
  /** The runs in memory: those that go on, and those that are shown or compared. */
  readonly runs: readonly Run[];
  /** The run on the charts. */
  readonly shownRunId: string | null;
  /** The run that Space, the faders and the bar drive; usually the one on the charts. */
  readonly drivenRunId: string | null;
  /** The runs chosen to be compared with the one on the charts, at most `comparedLimit`. */
  readonly comparedRunIds: readonly string[];
  /** The run that the others are measured against. */
  readonly baselineRunId: string | null;
  /** The runs that compared ones are drawn with, as members of their means. */
  readonly memberRunIds: readonly string[];
  /** What the library keeps in this browser, oldest first: of every run its summary; those in `runs` among them. */
  readonly kept: readonly RunSummary[];
  readonly library: LibraryState;
  /** The studies that were started, in the order in which the lanes take them. */
  readonly studies: readonly KeptStudy[];
  /** The study whose results are shown. */
  readonly shownStudyId: string | null;
  /** What the lanes do for the first study under way. */
  readonly studyLanes: StudyLanes;
  /** Ids of the studies that run in another tab: here their outcomes come in. */
  readonly studiesElsewhere: readonly string[];
  /** What a link of several runs brought, until a person has answered; `at` is the place of the one that trains. */
  readonly linked: { readonly runs: readonly LinkedRun[]; readonly at: number | null } | null;
  /** For how many seconds runs that should report have not, by id; only where that is too long. */
  readonly silences: Readonly<Record<string, number>>;
  readonly backend: BackendName | 'auto';
  readonly view: View;
  /** What was wrong with a link, file or text just opened. */
  readonly openProblems: readonly Problem[];
  /** Run was asked for while the experiment could not run: the page says what is missing. */
  readonly isRefused: boolean;
  /** The link that was opened starts nothing by itself; until something was started. */
  readonly isHeld: boolean;
  /** What is open beside the page to learn from; nothing where it is closed. */
  readonly learning: Learning | null;
  /** What was on the page before the first lesson, until it is given back. */
  readonly setAside: SetAside | null;
  /** Id of the entry of the glossary that is open there; empty for the list of all, null for none. */
  readonly term: string | null;
  /** What leads a newcomer: the card of a first visit, or the tour. */
  readonly guide: 'welcome' | 'tour' | null;
  /** The class whose link is open. */
  readonly openClass: OpenClass | null;
  /** What a reload is offered for. */
  readonly offer: Offer | null;
  /** The dialog in front of the page. */
  readonly dialog: Dialog | null;
  /** The preset just opened whose introduction is shown, by id. */
  readonly introduced: string | null;
}

/** What the page knows of the library besides its runs. */
export interface LibraryState {
  /** Whether it is open; it is not at first, nor where the browser keeps nothing. */
  readonly isOpen: boolean;
  /** The bytes that the runs may take: half of what the browser grants, where it says it. */
  readonly limitBytes?: number;
  /** What is not kept, and why; one of a kind. */
  readonly troubles: readonly LibraryTrouble[];
  /** The runs that were going on when their page was closed, until a person has answered. */
  readonly interruptedIds: readonly string[];
  /** The runs deleted last, as long as they can be brought back. */
  readonly deleted: readonly RunSummary[];
  /** The study deleted with them. */
  readonly deletedStudy?: KeptStudy | undefined;
}

export interface LibraryTrouble {
  readonly kind: 'blocked' | 'newer' | 'waiting' | 'closed' | 'full' | 'unread' | 'damaged' | 'unknown';
  readonly message: string;
  readonly remedy: string;
}

/** The list of lessons, or a page of one. */
export interface Learning {
  /** Id of the lesson; null shows the list. */
  readonly lesson: string | null;
  /** Id of its page. */
  readonly page: string;
  /** When the lesson was entered, in milliseconds since 1970: what happens from then on is what it waits for. */
  readonly since: number;
  /** Index of the answer that was predicted, by id of the page. */
  readonly answers: Readonly<Record<string, number>>;
  /** What the link to it wants shown, until its page is set up. */
  readonly shown?: LinkedView | undefined;
  /** Its desk came back as it was left: its page, which is opened next, does not set it up anew. */
  readonly hasDesk?: boolean | undefined;
}

/** What a lesson has taken the place of. */
export interface SetAside extends Pick<State, 'experiment' | 'draft' | 'shownRunId'> {
  readonly tab: string;
  /** Nothing where the page was left since. */
  readonly plane?: PlaneSetting;
}

export interface OpenClass {
  readonly classroom: Classroom;
  /** What the link carries of it; empty where a teacher looks at one that is in no link yet. */
  readonly code: string;
  /** A teacher looks at it as students will. */
  readonly isPreview: boolean;
}

export type Dialog = 'presets' | 'share' | 'open' | 'help' | 'class' | 'commands';

/** What loading the page again would bring: a newer version, or threads where the host does not isolate the page. */
export type Offer = 'version' | 'threads';

/** How many runs are held in memory with all their numbers; the library keeps the others. */
export const runLimit = 12;

/** How many edits can be undone. */
export const stepLimit = 200;

/** How many runs are compared at once. */
export const comparedLimit = 8;

/** Nothing is varied. */
export const blankDraft: StudyDraft = {
  title: '',
  variations: [],
  seeds: [],
  folds: 0,
  budget: { steps: 0, patience: 0 },
};

/** How a page newly opened looks. */
export const freshView: View = {
  tab: 'curves',
  takesCentre: false,
  scale: 'auto',
  smoothing: 0.6,
  showsWeighted: false,
  xAxis: 'step',
  foldsSeeds: true,
  metric: null,
  lossesOf: 'train',
};

export const store = createStore<State>()(
  temporal(
    (): State => ({
      experiment: defaultExperiment,
      draft: blankDraft,
      selection: [],
      hovered: null,
      spotlight: null,
      leftStep: false,
      runs: [],
      shownRunId: null,
      drivenRunId: null,
      comparedRunIds: [],
      baselineRunId: null,
      memberRunIds: [],
      kept: [],
      library: { isOpen: false, troubles: [], interruptedIds: [], deleted: [] },
      studies: [],
      shownStudyId: null,
      studyLanes: { lanes: 0, isYielding: false, pausedRunId: null },
      studiesElsewhere: [],
      linked: null,
      offer: null,
      silences: {},
      backend: 'auto',
      view: freshView,
      openProblems: [],
      isRefused: false,
      isHeld: false,
      learning: null,
      setAside: null,
      term: null,
      guide: null,
      openClass: null,
      dialog: null,
      introduced: presetWith(defaultExperiment)?.id ?? null,
    }),
    {
      partialize: ({ experiment, draft }) => ({ experiment, draft }),
      equality: (a, b) => a.experiment === b.experiment && a.draft === b.draft,
      limit: stepLimit,
    },
  ),
);

/** Reads a part of the state in a component; re-renders when the selected value changes. */
export function useStore<T>(select: (state: State) => T): T {
  return useZustand(store, select);
}

/** Reads the history of experiment and draft: past and future states, undo and redo. */
export function useHistory<T>(select: (state: TemporalState<Pick<State, 'experiment' | 'draft'>>) => T): T {
  return useZustand(store.temporal, select);
}

/** The run on the charts. */
export function shownRun({ runs, shownRunId }: Pick<State, 'runs' | 'shownRunId'>): Run | undefined {
  return runs.find((run) => run.id === shownRunId);
}

/** The run that Space, the faders and the bar drive. */
export function drivenRun({ runs, drivenRunId }: Pick<State, 'runs' | 'drivenRunId'>): Run | undefined {
  return runs.find((run) => run.id === drivenRunId);
}
