/** Runs into files and out of them. */
import { type Problem, show, warning } from '../../core/problem.ts';
import { recordOf, runOf } from '../../core/run/kept/record.ts';
import { parseRunFile, toRunFile } from '../../core/run/kept/runFile.ts';
import { isAlive } from '../../core/run/run.ts';
import { withinLimit } from '../runs/inMemory.ts';
import { metricsCsv } from '../runs/library/metricsCsv.ts';
import { fileName, saveFile } from '../saveFile.ts';
import { store } from '../store.ts';
import { nextTurn } from '../turns.ts';
import { checkpointOf, openedLibrary } from './keeping.ts';
import { showRun } from './look.ts';

/** Saves a run as a file: all of it as JSON, or its metrics as CSV. Answers whether there is such a run. */
export async function exportRun(runId: string, kind: 'json' | 'csv'): Promise<boolean> {
  const run = store.getState().runs.find(({ id }) => id === runId);
  const kept = await openedLibrary()?.recordOf(runId);
  const record = kept ?? (run && recordOf(run, await checkpointOf(runId)));
  if (!record) return false;
  const name = fileName(record.summary.title, kind, 'run');
  if (kind === 'csv') {
    saveFile(name, [metricsCsv(runOf(record))], 'text/csv');
    return true;
  }
  const pieces: string[] = [];
  for (const piece of toRunFile([record])) {
    pieces.push(piece);
    await nextTurn();
  }
  saveFile(name, pieces, 'application/json');
  return true;
}

/** The largest file of runs that is read, in bytes. */
export const runFileLimit = 200_000_000;

/**
 * Takes in the runs of a file and shows the first. A run that is there already is replaced by that of the file, unless it
 * goes on, here or in another tab: its next steps would follow other ones.
 */
export async function importRuns(text: string): Promise<readonly Problem[]> {
  const parsed = parseRunFile(text);
  const { runs, kept } = store.getState();
  const going = new Set([...runs, ...kept].filter(({ status }) => isAlive(status)).map(({ id }) => id));
  const records = parsed.records.filter(({ summary }) => !going.has(summary.id));
  const leftOut = parsed.records.filter(({ summary }) => going.has(summary.id));
  const library = openedLibrary();
  // What comes in is not what was deleted before, and stays when that goes for good.
  const comes = new Set(records.map(({ summary }) => summary.id));
  store.setState(({ library: state }) => ({
    library: { ...state, deleted: state.deleted.filter(({ id }) => !comes.has(id)) },
  }));
  for (const record of records) {
    const { id } = record.summary;
    const isKept = (await library?.add(record)) ?? false;
    const isInMemory = store.getState().runs.some((run) => run.id === id);
    // Where nothing is kept it lasts as long as the page.
    if (isKept && !isInMemory) continue;
    store.setState((state) => ({
      runs: withinLimit([...state.runs.filter((run) => run.id !== id), runOf(record)], state),
    }));
  }
  const [first] = records;
  if (first) await showRun(first.summary.id);
  const remedy = 'Stop it and open the file again, if you want what the file has.';
  const said = leftOut.map(({ summary: { title } }) =>
    warning([], `The run ${show(title)} goes on: that of the file was left out.`, remedy),
  );
  return [...parsed.problems, ...said];
}
