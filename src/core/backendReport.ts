/** Reading a report of a backend from what was kept. */
import * as z from 'zod/mini';
import { backendNames } from './backends.ts';

export const backendReport = z.object({
  name: z.enum(backendNames),
  available: z.boolean(),
  software: z.boolean(),
  why: z.string(),
  stepMs: z.exactOptional(z.number().check(z.positive())),
});
