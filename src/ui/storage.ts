/**
 * What the page keeps in this browser. Whatever is read is parsed like a link: a damaged text is removed and counts as
 * none. Nothing here throws: storage may be forbidden or full, and what is kept then lasts as long as the page.
 */
import * as z from 'zod/mini';

type Area = 'localStorage' | 'sessionStorage';

/** The value under a key, if there is one that the schema allows. */
export function readStored<T>(key: string, schema: z.ZodMiniType<T>, area: Area = 'localStorage'): T | undefined {
  const text = attempt(area, (storage) => storage.getItem(key));
  if (text === undefined || text === null) return undefined;
  const parsed = z.safeParse(schema, jsonOf(text));
  if (parsed.success) return parsed.data;
  forgetStored(key, area);
  return undefined;
}

export function writeStored(key: string, value: unknown, area: Area = 'localStorage'): void {
  attempt(area, (storage) => storage.setItem(key, JSON.stringify(value)));
}

export function forgetStored(key: string, area: Area = 'localStorage'): void {
  attempt(area, (storage) => storage.removeItem(key));
}

function attempt<T>(area: Area, use: (storage: Storage) => T): T | undefined {
  try {
    return use(globalThis[area]);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
