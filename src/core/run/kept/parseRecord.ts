/**
 * Reading what is kept of a run, from a database or a file. Nothing here throws: what is damaged is left out, and named.
 * A run without a summary that can be read is none; without a part or with fewer rows it is still worth seeing.
 */
import * as z from 'zod/mini';
import { backendReport } from '../../backendReport.ts';
import { backendNames } from '../../backends.ts';
import { keptWords } from '../../keptWords.ts';
import { parseExperiment } from '../../parse.ts';
import type { Checkpoint } from '../checkpoint.ts';
import type { Columns, RunStatus } from '../protocol.ts';
import type { RunSummary } from '../runSummary.ts';
import { type Chunk, chunkRows, type PartName, type RawRecord, type RunParts, type RunRecord } from './record.ts';

const count = z.int().check(z.nonnegative());
const statuses = [
  'starting',
  'compiling',
  'training',
  'evaluating',
  'pausing',
  'paused',
  'finished',
  'stopped',
  'failed',
] as const satisfies readonly RunStatus[];

/** Also one that is not finite: a run that diverges measures such. */
const number = z.custom<number>((value) => typeof value === 'number');
const bytes = z.instanceof(Uint8Array);
const floats = z.instanceof(Float32Array);

const experiment = z.pipe(
  z.unknown(),
  z.transform((raw, context) => {
    const parsed = parseExperiment(raw);
    const [wrong] = parsed.problems.filter(({ severity }) => severity === 'error');
    if (wrong) context.issues.push({ code: 'custom', input: raw, message: wrong.message });
    return parsed.experiment;
  }),
);

const change = z.object({
  faders: z.exactOptional(z.record(z.string(), number)),
  muted: z.exactOptional(z.record(z.string(), z.boolean())),
  learningRate: z.exactOptional(number),
  gesture: z.exactOptional(z.number()),
});

/** Milliseconds since 1970; what is no date (ECMA-262, Time Range) is not known, which is 0. */
const time = z.pipe(
  z.number().check(z.nonnegative()),
  z.transform((at) => (at <= 8.64e15 ? at : 0)),
);

const measured = z.object({ step: count, value: number });

const summary = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  title: keptWords,
  note: keptWords,
  isPinned: z.boolean(),
  experiment,
  changes: z.array(z.object({ step: count, change })),
  status: z.enum(statuses),
  failure: z.exactOptional(
    z.object({
      code: z.enum(['no-backend', 'device-lost', 'out-of-memory', 'diverged', 'not-runnable', 'bug']),
      message: keptWords,
      remedy: keptWords,
      detail: z.exactOptional(keptWords),
    }),
  ),
  backend: z.exactOptional(z.enum(backendNames)),
  startedAt: time,
  steps: count,
  totalSteps: z.exactOptional(count),
  stepMs: z.exactOptional(number),
  seconds: z.exactOptional(number),
  outcomes: z.record(z.string(), z.object({ final: measured, best: measured })),
  sizeBytes: z.exactOptional(count),
  product: z.exactOptional(z.string()),
});

const pictures = z.object({ height: count, width: count, channels: z.array(bytes) });
const histogram = z.object({ low: number, high: number, counts: z.array(number) });

const checkpoint = z.object({
  step: count,
  evaluated: count,
  waited: z.exactOptional(z.object({ least: number, evaluations: z.int() })),
  changes: count,
  seconds: z.number().check(z.nonnegative()),
  theta: floats,
  statistics: z.record(z.string(), floats),
  optimizers: z.record(z.string(), z.object({ steps: count, slots: z.array(floats) })),
  weigher: z.unknown(),
  experiment: z.exactOptional(experiment),
  layerCosines: z.exactOptional(z.record(z.string(), z.object({ sum: number, count }))),
});

const parts = z.object({
  choice: z.exactOptional(
    z.object({ name: z.enum(backendNames), reason: keptWords, alternatives: z.array(backendReport) }),
  ),
  dataset: z.exactOptional(
    z.object({
      trainCount: count,
      validationCount: count,
      stepsPerEpoch: count,
      totalSteps: count,
      gallery: z.array(z.object({ pixels: bytes, truths: z.record(z.string(), keptWords) })),
    }),
  ),
  pace: z.exactOptional(z.object({ step: count, imagesPerSecond: number, stepMs: number })),
  answers: z.exactOptional(
    z.object({
      step: count,
      answers: z.record(
        z.string(),
        z.array(z.object({ text: keptWords, isRight: z.exactOptional(z.boolean()), pixels: z.exactOptional(bytes) })),
      ),
    }),
  ),
  confusion: z.exactOptional(z.record(z.string(), z.array(z.array(number)))),
  layerView: z.exactOptional(
    z.object({
      layer: z.string(),
      step: count,
      image: count,
      activations: pictures,
      filters: z.exactOptional(
        z.object({ height: count, width: count, depth: z.literal([1, 3]), pictures: z.array(bytes) }),
      ),
      weights: z.exactOptional(histogram),
      gradients: z.record(z.string(), histogram),
      cosines: z.array(z.object({ layer: z.string(), pair: z.tuple([z.string(), z.string()]), cosine: number })),
    }),
  ),
  notices: z.exactOptional(z.array(z.object({ message: keptWords, canRetry: z.exactOptional(z.boolean()) }))),
  checkpoint: z.exactOptional(checkpoint),
} satisfies Record<PartName, z.ZodMiniType>);

const chunk = z.object({
  table: z.enum(['train', 'validation']),
  from: count,
  columns: z.record(z.string(), floats).check(z.refine(isEven, 'Columns of equal length, `step` among them.')),
});

function isEven(columns: Columns): boolean {
  const rows = columns.step?.length ?? 0;
  return rows > 0 && rows <= chunkRows && Object.values(columns).every(({ length }) => length === rows);
}

/** The summary of a run; nothing where it cannot be read. */
export function parseSummary(raw: unknown): RunSummary | undefined {
  return z.safeParse(summary, raw).data;
}

/** The checkpoint of a run; nothing where it cannot be read. */
export function parseCheckpoint(raw: unknown): Checkpoint | undefined {
  return z.safeParse(checkpoint, raw).data;
}

export interface ParsedRecord {
  readonly record: RunRecord;
  /** What was left out because it could not be read, in words: "confusion", "some of its rows". */
  readonly damaged: readonly string[];
}

/** The record of a run; nothing where its summary cannot be read. */
export function parseRecord(raw: RawRecord): ParsedRecord | undefined {
  const read = parseSummary(raw.summary);
  if (!read) return undefined;
  const kept = parseParts(raw.parts);
  const chunks: Chunk[] = [];
  const damaged: string[] = [...kept.damaged];
  for (const one of raw.chunks) {
    const { data } = z.safeParse(chunk, one);
    if (data) chunks.push(data);
    else damaged.push('some of its rows');
  }
  return { record: { summary: read, parts: kept.parts, chunks }, damaged: [...new Set(damaged)] };
}

function parseParts(raw: RawRecord['parts']): { readonly parts: RunParts; readonly damaged: readonly string[] } {
  const read = z.safeParse(parts, raw);
  if (read.success) return { parts: read.data, damaged: [] };
  const damaged: string[] = [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  const whole = Object.fromEntries(Object.entries(raw).filter(([name]) => !damaged.includes(name)));
  return { parts: z.safeParse(parts, whole).data ?? {}, damaged };
}
