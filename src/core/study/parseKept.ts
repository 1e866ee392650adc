/** Reading a study that was started, from a database or a file. It never throws. */
import * as z from 'zod/mini';
import { backendNames } from '../backends.ts';
import type { KeptStudy, StudyStatus } from './keptStudy.ts';
import { parseOutcome } from './outcomes.ts';
import { parseStudy } from './parse.ts';

const statuses = ['waiting', 'running', 'paused', 'cancelled', 'done'] as const satisfies readonly StudyStatus[];
const pair = z.readonly(z.tuple([z.number(), z.number()]));

const schema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  study: z.unknown(),
  startedAt: z.number().check(z.nonnegative()),
  status: z.enum(statuses),
  outcomes: z.array(z.unknown()),
  box: z.exactOptional(z.object({ axes: z.readonly(z.tuple([z.string(), z.string()])), ideal: pair, reference: pair })),
  backend: z.exactOptional(z.enum(backendNames)),
});

/** The study; nothing where it cannot be read as a whole. An outcome that cannot is left out: its run is run again. */
export function parseKeptStudy(raw: unknown): KeptStudy | undefined {
  const { data } = z.safeParse(schema, raw);
  if (!data) return undefined;
  const { study, problems } = parseStudy(data.study);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  return { ...data, study, outcomes: data.outcomes.flatMap((outcome) => parseOutcome(outcome) ?? []) };
}
