/** Experiments as files and text: what is written, and reading what a person brings. */
import type { Experiment } from '../../core/experiment.ts';
import { encodingOf, tooLarge } from '../../core/json.ts';
import { error, type Problem } from '../../core/problem.ts';

/** The experiment as JSON for a file, with a line a field. */
export function toText(experiment: Experiment): string {
  return `${JSON.stringify(experiment, null, 2)}\n`;
}

/** A file name from the title: "colour-and-size-one-trunk.json". */
export function fileName(experiment: Experiment): string {
  const name = experiment.title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${name || 'experiment'}.json`;
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
    const message = `The file cannot be read: ${reason instanceof Error ? reason.message : String(reason)}.`;
    return { problem: error([], message, 'Choose it again.') };
  }
}

/** Hands the experiment to the person as a file. */
export function saveFile(experiment: Experiment): void {
  const url = URL.createObjectURL(new Blob([toText(experiment)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(experiment);
  link.click();
  URL.revokeObjectURL(url);
}
