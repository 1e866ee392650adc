/**
 * `verify PATH…`: compares our strategies with numbers that other people's code computed.
 *
 * Takes vector files, or folders of them, and prints one line a file: file, strategy, cases, largest relative error, and
 * ok / differs / unknown. What differs, and why something is unknown, goes to stderr. Exit code 0 only if all is ok, 2 if
 * a path leads nowhere.
 *
 * `verify code`: runs the programs that the page writes for Keras and PyTorch, in the Python that PYTHON names.
 */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { own } from '../core/fields.ts';
import { messageOf, print, readJsonFile, runCommand, say } from './command.ts';
import { verifyPlane } from './planeFile.ts';
import { strategyFileSchema, type Verdict, verifyStrategy } from './vectors.ts';

const usage =
  'Usage: npm run --silent verify -- PATH…   (vector files, or folders of .json vector files)\n   or: npm run --silent verify -- code   (the programs of “In code”, in Python)';

/** Where the lines go: results and complaints. */
export interface Output {
  readonly line: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Verifies every file under `paths`; the exit code: 0 where all are known and ok, 2 where a path is wrong, else 1. */
export async function verify(paths: readonly string[], { line, complain }: Output): Promise<0 | 1 | 2> {
  if (paths.length === 0) {
    complain(usage);
    return 2;
  }
  if (paths.length === 1 && paths[0] === 'code') {
    const { verifyCode } = await import('./code/python.ts');
    return verifyCode({ line, complain });
  }
  let good = true;
  let found = true;
  const files: string[] = [];
  for (const path of paths) {
    try {
      const inside = filesUnder(path);
      if (inside.length === 0) throw new Error('there is no .json file in this folder');
      files.push(...inside);
    } catch (error) {
      complain(`${path}: ${messageOf(error)}`);
      found = false;
    }
  }
  const width = Math.max(8, ...files.map((file) => basename(file).length));
  for (const file of files) {
    const verdict = await verifyFile(file);
    const error = verdict.error === undefined ? '-' : verdict.error.toExponential(2);
    const columns = [
      basename(file).padEnd(width),
      verdict.strategy.padEnd(18),
      String(verdict.cases).padStart(4),
      error.padStart(9),
      verdict.status,
    ];
    line(columns.join('  '));
    for (const note of verdict.notes) complain(`  ${basename(file)}: ${note}`);
    if (verdict.status !== 'ok') good = false;
  }
  if (!found) return 2;
  return good ? 0 : 1;
}

/** The file itself, or every .json file in the folder and its folders, by name. */
function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return filesUnder(inside);
      return entry.name.endsWith('.json') ? [inside] : [];
    });
}

async function verifyFile(path: string): Promise<Verdict> {
  try {
    const content = readJsonFile(path);
    const kind = own(content, 'kind');
    if (kind === 'plane') return verifyPlane(content);
    if (kind === 'trajectory') {
      // Only a trajectory needs the engine and TensorFlow.js.
      const { verifyTrajectory } = await import('./trajectory.ts');
      return await verifyTrajectory(content);
    }
    const parsed = strategyFileSchema.safeParse(content);
    if (parsed.success) return verifyStrategy(parsed.data);
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') || 'the file';
    return unknown(`not a vector file of format 1: ${place}: ${issue?.message ?? 'invalid'}`);
  } catch (error) {
    // One bad file must not keep the others from being checked.
    return unknown(messageOf(error));
  }
}

function unknown(note: string): Verdict {
  return { strategy: '-', cases: 0, status: 'unknown', notes: [note] };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runCommand((paths) => verify(paths, { line: print, complain: say }));
}
