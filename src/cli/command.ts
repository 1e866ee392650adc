/**
 * What all commands share: reading arguments and files, printing, and how they end. Exit code 0: done, or the reader has
 * closed the pipe. 1: the work failed, or the output could not be written. 2: the call was wrong.
 */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { encodingOf, readJson, tooLarge } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';

/** A call that cannot be followed; the message is a sentence for the person who made it. */
export class WrongCall extends Error {}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs a command and ends the process with its exit code: a port on which the engine yields would keep it alive. */
export async function runCommand(main: (args: readonly string[]) => Promise<number>): Promise<never> {
  process.stdout.on('error', onWriteError);
  process.stderr.on('error', onWriteError);
  try {
    const code = await main(process.argv.slice(2));
    // What could not be written is heard of after the last line.
    await new Promise((resolve) => process.stdout.write('', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    process.exit(code);
  } catch (error) {
    say(messageOf(error));
    process.exit(error instanceof WrongCall ? 2 : 1);
  }
}

function onWriteError(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(0);
  const why = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
  // Where the messages are what cannot be written, nothing can be said.
  process.stderr.removeAllListeners('error').on('error', () => process.exit(1));
  say(`The output cannot be written: ${why}. Free some space, or write it elsewhere.`);
  process.exit(1);
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options and the other arguments. Throws WrongCall with the usage. */
export function readOptions<const O extends Options>(
  args: readonly string[],
  options: O,
  usage: string,
): ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>> {
  try {
    return parseArgs({ args: joinNegatives(args), options, allowPositionals: true });
  } catch (error) {
    throw new WrongCall(`${messageOf(error)}\n${usage}`);
  }
}

/** `--steps -5` as `--steps=-5`: a number below 0 is a value, not an option. */
function joinNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-[\d.]/.test(arg) && before?.startsWith('--') && !before.includes('='))
      joined[joined.length - 1] += `=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** The exit code of a command that Ctrl-C has ended, as shells count it: 128 and the number of the signal. */
export const interrupted = 130;

/** Says a sentence and calls back at the first Ctrl-C, and at a request to end; at a second one the process ends at once. */
export function onInterrupt(sentence: string, callback: () => void): { readonly happened: boolean; end(): void } {
  let happened = false;
  const listen = () => {
    if (happened) process.exit(interrupted);
    happened = true;
    say(`\n${sentence} Press Ctrl-C again to end at once.`);
    callback();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listen);
  return {
    get happened() {
      return happened;
    },
    end() {
      for (const signal of signals) process.off(signal, listen);
    },
  };
}

/** The JSON in a file. Throws WrongCall where there is no such file, or no JSON in it. */
export function readJsonFile(path: string): unknown {
  const read = readJson(readTextFile(path));
  if ('problem' in read) throw new WrongCall(`${path}: ${textOf(read.problem)}`);
  return read.value;
}

/** The text in a file that is not too large. Throws WrongCall. */
export function readTextFile(path: string, check: (bytes: number) => Problem | undefined = tooLarge): string {
  let bytes: Uint8Array;
  try {
    const file = openSync(path, 'r');
    try {
      const problem = check(fstatSync(file).size);
      if (problem) throw new Error(textOf(problem));
      bytes = readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new WrongCall(`${path} cannot be read: ${messageOf(error)}`);
  }
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** A Problem in a line: what is wrong, and what to do. */
export function textOf({ message, remedy }: Problem): string {
  return `${message} ${remedy}`.trim();
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
};

/** What an error says, without its stack; those of the file system in words. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error && reasons[String(error.code)]) || error.message;
}
