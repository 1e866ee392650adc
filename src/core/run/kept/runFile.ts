/** Runs as a file: all that is kept of them, as JSON. */
import { own } from '../../fields.ts';
import { error, type Problem, show } from '../../problem.ts';
import { isAlive } from '../run.ts';
import { parseRecord } from './parseRecord.ts';
import { fromPlain, toPlain } from './plain.ts';
import type { RunRecord } from './record.ts';

const format = 'loss-mixer-runs';
const version = 1;

/** The JSON of runs, in pieces that follow each other; each piece takes little time to make. */
export function* toRunFile(records: readonly RunRecord[]): Generator<string> {
  yield `{"format":${JSON.stringify(format)},"version":${version},"runs":[`;
  for (const [i, { summary, parts, chunks }] of records.entries()) {
    yield `${i > 0 ? ',' : ''}\n{"summary":${JSON.stringify(toPlain(summary))},"parts":{`;
    for (const [j, [name, value]] of Object.entries(parts).entries())
      yield `${j > 0 ? ',' : ''}\n${JSON.stringify(name)}:${JSON.stringify(toPlain(value))}`;
    yield '},"chunks":[';
    for (const [j, chunk] of chunks.entries()) yield `${j > 0 ? ',' : ''}\n${JSON.stringify(toPlain(chunk))}`;
    yield ']}';
  }
  yield ']}\n';
}

/** Whether a text is that of a file of runs; what it holds may still be damaged. */
export function isRunFile(text: string): boolean {
  return /^\ufeff?\s*\{\s*"format"\s*:\s*"loss-mixer-runs"/.test(text.slice(0, 200));
}

/** The runs of a file. Never throws: what cannot be read is left out and becomes a Problem. */
export function parseRunFile(text: string): {
  readonly records: readonly RunRecord[];
  readonly problems: readonly Problem[];
} {
  const none = (message: string, remedy: string) => ({ records: [], problems: [error([], message, remedy)] });
  const raw = jsonOf(text.replace(/^\ufeff/, ''));
  if (raw === undefined) return none('The file of runs is damaged: it is not JSON.', 'Export the runs again.');
  if (own(raw, 'format') !== format) return none('This is no file of runs.', 'Open a file that was exported here.');
  const found = own(raw, 'version');
  if (found !== version) {
    return none(
      `The file of runs has the version ${show(found)}; this page reads version ${version}.`,
      'If it was made by a newer Loss Mixer, reload the page to get it.',
    );
  }
  const runs = own(raw, 'runs');
  if (!Array.isArray(runs) || runs.length === 0) return none('The file holds no runs.', 'Export the runs again.');
  const records: RunRecord[] = [];
  const unread: number[] = [];
  const problems: Problem[] = [];
  for (const [i, run] of runs.entries()) {
    const parsed = parseRecord({
      summary: fromPlain(own(run, 'summary')),
      parts: { ...objectOf(fromPlain(own(run, 'parts'))) },
      chunks: listOf(fromPlain(own(run, 'chunks'))),
    });
    if (!parsed) {
      unread.push(i + 1);
      continue;
    }
    const { record, damaged } = parsed;
    const { summary } = record;
    // Whoever trains it elsewhere does not train it here.
    records.push({ ...record, summary: isAlive(summary.status) ? { ...summary, status: 'stopped' } : summary });
    if (damaged.length > 0) {
      const message = `Of the run ${show(summary.title)} could not be read: ${damaged.join(', ')}.`;
      problems.push({ severity: 'warning', at: [], message, remedy: 'The rest of it is there.' });
    }
  }
  const rest = records.length > 0 ? 'The others are there.' : 'Nothing was taken from it.';
  const lost = unread.map((number) =>
    error([], `Run ${number} of the file could not be read.`, `Export it again. ${rest}`),
  );
  return { records, problems: [...lost, ...problems] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
