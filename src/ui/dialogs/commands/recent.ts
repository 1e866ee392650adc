/** What was done from the palette of late, kept in this browser. */
import * as z from 'zod/mini';
import { readStored, writeStored } from '../../storage.ts';

const key = 'loss-mixer/commands';
const mostKept = 5;

/** Ids of commands, the last one first. */
export function recentCommands(): readonly string[] {
  return readStored(key, z.array(z.string()).check(z.maxLength(mostKept))) ?? [];
}

/** Notes that a command was done. */
export function noteCommand(id: string): void {
  writeStored(key, [id, ...recentCommands().filter((one) => one !== id)].slice(0, mostKept));
}
