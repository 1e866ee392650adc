/** Experiments as files and text: what is written, and reading what a person brings. */
import type { Experiment } from '../../core/experiment.ts';
import type { Problem } from '../../core/problem.ts';

/** The longest file that is read. */
const sizeLimit = 2_000_000;

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

/** JSON read from a text; a text that is none becomes a Problem that says where. */
export function fromText(text: string): { readonly value: unknown } | { readonly problem: Problem } {
  if (text.length > sizeLimit) {
    return fail(`The text has ${text.length} characters; ${sizeLimit} are read.`, 'Open the JSON of one experiment.');
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    return fail(`This is not JSON: ${detail.slice(0, 120)}`, 'Open a file that this page has saved, or its text.');
  }
}

function fail(message: string, remedy: string): { readonly problem: Problem } {
  return { problem: { severity: 'error', at: [], message, remedy } };
}

/** The text of a file, unless it is too large to be an experiment. */
export async function readFile(file: File): Promise<string> {
  return file.size > sizeLimit * 4 ? ' '.repeat(sizeLimit + 1) : await file.text();
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
