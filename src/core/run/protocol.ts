/**
 * What the page and the engine say to each other. It knows no transport: a Worker, a test or a loop in Node all do.
 * Every Event carries the id of its run: several may be under way, and a last one may come from a run that is over.
 */
import type { BackendChoice, BackendName, BackendReport } from '../backends.ts';
import type { Experiment } from '../experiment.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Arithmetic, Dissection, Unit } from './dissection.ts';

/** What can be changed while a run goes on. */
export interface Change {
  /** Faders by loss id. */
  readonly faders?: Readonly<Record<string, number>>;
  /** Muted or not, by loss id. */
  readonly muted?: Readonly<Record<string, boolean>>;
  readonly learningRate?: number;
  /** The drag or held key that it belongs to; charts mark each once. */
  readonly gesture?: number;
}

export type Command =
  | {
      readonly kind: 'start';
      readonly runId: string;
      readonly experiment: Experiment;
      /** 'auto' takes the best the machine has. */
      readonly backend: BackendName | 'auto';
      /** Threads of the wasm backend; 0 or nothing leaves the number to the machine. What opens wasm first decides. */
      readonly threads?: number;
      /** Ends after so many steps, if its epochs have more. */
      readonly steps?: number;
      /** Ends when the validation objective was not lower than before in so many evaluations; 0 or nothing never does. */
      readonly patience?: number;
      /** Starts paused before the first step. */
      readonly isPaused?: boolean;
      /** Goes on with a run of that id from here, instead of from its first step; `experiment` is then as it was started. */
      readonly from?: Checkpoint;
      /** What was measured here before for experiments of this size; without it the engine measures, where it matters. */
      readonly reports?: readonly BackendReport[];
    }
  | { readonly kind: 'pause'; readonly runId: string }
  | { readonly kind: 'resume'; readonly runId: string }
  /** One step, then paused; `dissects` asks for the numbers of its stages too. */
  | { readonly kind: 'step'; readonly runId: string; readonly dissects?: boolean }
  | { readonly kind: 'stop'; readonly runId: string }
  | { readonly kind: 'change'; readonly runId: string; readonly change: Change }
  /** Which layer and which validation image to look at up close; null looks at none. */
  | { readonly kind: 'inspect'; readonly runId: string; readonly layer: string | null; readonly image: number }
  /** Of which unit of the last dissected step to tell the arithmetic; null of none. */
  | { readonly kind: 'unit'; readonly runId: string; readonly unit: Unit | null };

export type RunStatus =
  | 'starting'
  | 'compiling'
  | 'training'
  | 'evaluating'
  /** Asked to pause, and busy with a step until then. */
  | 'pausing'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'failed';

export type FailureCode = 'no-backend' | 'device-lost' | 'out-of-memory' | 'diverged' | 'not-runnable' | 'bug';

/** Something that went wrong while running: what, in a sentence a student understands, and what helps. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
  /** For a report: the error's own words. */
  readonly detail?: string;
}

/** Something worth knowing that does not end the run: a backend failed, and the next one is tried. */
export interface Notice {
  readonly message: string;
  /** A new start of the engine may do away with it. */
  readonly canRetry?: boolean;
}

/** Columns of numbers of equal length; `step` is always one of them. */
export type Columns = Readonly<Record<string, Float32Array>>;

/** One image of the gallery and what is true of it. */
export interface GallerySample {
  /** RGB bytes, size×size×3. */
  readonly pixels: Uint8Array;
  /** What a person reads of each target: the class's label, the number, or "unknown". */
  readonly truths: Readonly<Record<string, string>>;
}

/** What the network says about the gallery: one entry a data loss's output, one answer an image. */
export interface GalleryAnswers {
  readonly step: number;
  readonly answers: Readonly<Record<string, readonly GalleryAnswer[]>>;
}

export interface GalleryAnswer {
  /** "blue", "0.31"; empty for pictures. */
  readonly text: string;
  /** Missing where the truth is unknown. */
  readonly isRight?: boolean;
  /** For masks and images: grey or RGB bytes, size×size×1 or ×3. */
  readonly pixels?: Uint8Array;
}

/** A histogram over `counts.length` equal bins from `low` to `high`. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

/** A layer up close. Pictures are grey bytes, scaled from the least to the largest value of the picture. */
export interface LayerView {
  readonly layer: string;
  readonly step: number;
  readonly image: number;
  /** Channels of the layer's output for the chosen image, height×width bytes each; vectors are one row. */
  readonly activations: { readonly height: number; readonly width: number; readonly channels: readonly Uint8Array[] };
  /** Slices of the kernel, as [height, width, RGB or grey]. */
  readonly filters?: {
    readonly height: number;
    readonly width: number;
    readonly depth: 1 | 3;
    readonly pictures: readonly Uint8Array[];
  };
  readonly weights?: Histogram;
  /** Of each loss's gradient in this layer's weights, by loss id. */
  readonly gradients: Readonly<Record<string, Histogram>>;
  /** Cosine between every pair of losses' gradients, for every layer with weights that both reach. */
  readonly cosines: readonly {
    readonly layer: string;
    readonly pair: readonly [string, string];
    readonly cosine: number;
  }[];
}

export type EventBody =
  | { readonly kind: 'status'; readonly status: RunStatus }
  | { readonly kind: 'backend'; readonly choice: BackendChoice }
  /** The backends were timed for an experiment of this size (`costOf`): worth remembering. */
  | { readonly kind: 'measured'; readonly cost: number; readonly reports: readonly BackendReport[] }
  | ({ readonly kind: 'notice' } & Notice)
  | {
      readonly kind: 'dataset';
      readonly trainCount: number;
      readonly validationCount: number;
      readonly stepsPerEpoch: number;
      readonly totalSteps: number;
      readonly gallery: readonly GallerySample[];
    }
  /** Rows of the table 'train' (one a step) or 'validation' (one an evaluation); `columns.ts` names the columns. */
  | { readonly kind: 'metrics'; readonly table: 'train' | 'validation'; readonly columns: Columns }
  | { readonly kind: 'pace'; readonly step: number; readonly imagesPerSecond: number; readonly stepMs: number }
  | { readonly kind: 'gallery'; readonly view: GalleryAnswers }
  | {
      readonly kind: 'confusion';
      readonly step: number;
      readonly loss: string;
      readonly counts: readonly (readonly number[])[];
    }
  | { readonly kind: 'layer'; readonly view: LayerView }
  /** The step just taken, where it was to be dissected. */
  | { readonly kind: 'dissection'; readonly dissection: Dissection }
  | { readonly kind: 'arithmetic'; readonly arithmetic: Arithmetic }
  /** Where the run can go on from, now and then and at its end. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  /** A change took effect before this step. */
  | { readonly kind: 'changed'; readonly step: number; readonly change: Change }
  /** The run goes on from here: its device was lost, or it is continued. Later rows are void, and all but so many changes. */
  | { readonly kind: 'restored'; readonly step: number; readonly changes: number }
  | { readonly kind: 'failure'; readonly failure: Failure };

export type Event = EventBody & { readonly runId: string };
