import * as z from 'zod/mini';
import { oneLine } from './plainText.ts';

/** Words that were kept, on one line. Of those that are too long the beginning: they are no reason to lose the rest. */
export const keptWords = z.pipe(
  z.string(),
  z.transform((text) => oneLine(text.slice(0, 2000))),
);
