/** Experiments and studies as files and text: what is written, and reading what a person brings. */
import type { Experiment } from '../../core/experiment.ts';
import { encodingOf, tooLarge } from '../../core/json.ts';
import { error, type Problem } from '../../core/problem.ts';
import type { Study } from '../../core/study/study.ts';
import { fileName, saveFile } from '../saveFile.ts';

/** An experiment or a study as JSON for a file, with a line a field. */
export function toText(shared: Experiment | Study): string {
  return `${JSON.stringify(shared, null, 2)}\n`;
}

/** The text of a file, in the encoding that its byte-order mark names; a file too large to be an experiment is not read. */
export async function readFile(
  file: Pick<Blob, 'size' | 'arrayBuffer'>,
): Promise<{ readonly text: string } | { readonly problem: Problem }> {
  const problem = tooLarge(file.size);
  if (problem) return { problem };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { text: new TextDecoder(encodingOf(bytes)).decode(bytes) };
  } catch (reason) {
    return { problem: unreadable(reason) };
  }
}

/** Why a file that was chosen could not be read. */
export function unreadable(reason: unknown): Problem {
  const message = `The file cannot be read: ${reason instanceof Error ? reason.message : String(reason)}.`;
  return error([], message, 'Choose it again.');
}

/** Hands an experiment or a study to the person as a file. */
export function saveShared(shared: Experiment | Study): void {
  saveFile(fileName(shared.title, 'json', 'experiment'), [toText(shared)], 'application/json');
}
