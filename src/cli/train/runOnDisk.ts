/** The file in which a run is left when it is stopped: the page exports such files and opens them. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { graphOf } from '../../core/graphOf.ts';
import { error, type Problem } from '../../core/problem.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import { recordOf, runOf } from '../../core/run/kept/record.ts';
import { isRunFile, parseRunFile, toRunFile } from '../../core/run/kept/runFile.ts';
import { goingOn, type Run } from '../../core/run/run.ts';
import { messageOf, readTextFile, say, textOf, WrongCall } from '../command.ts';

/** "garment.json" → "garment.run.json", or with a number where that is there already: it is another run. */
export function freeRunPath(experimentPath: string): string {
  const stem = experimentPath.replace(/\.json$/i, '');
  for (let i = 1; ; i++) {
    const path = i === 1 ? `${stem}.run.json` : `${stem}.run-${i}.json`;
    if (!existsSync(path)) return path;
  }
}

/**
 * Writes a run and where it can go on from: whole or not at all. Where the folder takes no file it goes into the one for
 * temporary files: a run of a night is not lost. Answers the path. Throws where that cannot be written either.
 */
export function writeRun(path: string, run: Run, checkpoint: Checkpoint | undefined): string {
  const text = [...toRunFile([recordOf(run, checkpoint)])].join('');
  try {
    return writeWhole(path, text);
  } catch (error) {
    say(`${path} cannot be written: ${messageOf(error)}.`);
    return writeWhole(join(tmpdir(), basename(path)), text);
  }
}

function writeWhole(path: string, text: string): string {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
  return path;
}

/** The largest file of a run that is read, in bytes: as on the page. */
const runFileLimit = 200_000_000;

function tooLargeRun(bytes: number): Problem | undefined {
  if (bytes <= runFileLimit) return undefined;
  return error([], `The file has ${Math.round(bytes / 1e6)} MB; at most 200 MB are read.`, 'Export one run alone.');
}

/** The first run of a file, to go on until so many steps are taken. Throws WrongCall where it cannot. */
export function readRun(path: string, steps: number): { readonly run: Run; readonly checkpoint: Checkpoint } {
  const text = readTextFile(path, tooLargeRun);
  if (!isRunFile(text))
    throw new WrongCall(`${path} is no file of a run. --continue takes one that Ctrl-C has left, or an exported one.`);
  const { records, problems } = parseRunFile(text);
  for (const problem of problems) say(`${path}: ${textOf(problem)}`);
  const [record] = records;
  if (!record) throw new WrongCall(`There is no run in ${path} that can be read.`);
  const { checkpoint } = record.parts;
  if (!checkpoint)
    throw new WrongCall(`The run in ${path} cannot go on: it has no checkpoint. Start its experiment again.`);
  const run = runOf(record);
  const graph = graphOf(run.experiment);
  if (!graph.isRunnable) throw new WrongCall(`The experiment of the run in ${path} cannot run.`);
  const total = Math.min(steps, record.summary.totalSteps ?? Number.POSITIVE_INFINITY);
  if (checkpoint.step >= total)
    throw new WrongCall(`The run in ${path} has taken its ${checkpoint.step} steps: there is nothing to go on with.`);
  return { run: goingOn(run, run.experiment), checkpoint };
}
