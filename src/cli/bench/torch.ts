/** Network A in PyTorch, in a process of its own that is asked for steps like any other candidate. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Timed } from './rounds.ts';

const python = '/usr/bin/python3';

export interface Torch extends Timed {
  readonly version: string;
  stop(): void;
}

/** Starts it; a sentence where this system's Python has no PyTorch. */
export async function startTorch(): Promise<Torch | string> {
  const process = spawn(python, ['src/cli/bench/torchStep.py'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  process.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const failed = new Promise<string>((resolve) => {
    process.on('error', (error) => resolve(`${python} cannot be started: ${error.message}`));
    process.on('exit', () => resolve(`${python}: ${said.join('').trim().split('\n').at(-1) ?? 'it ended'}`));
  });
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), failed]);
  if (typeof first === 'string') return first;
  if (first.done) return failed;
  return {
    version: first.value,
    time: async (steps) => {
      process.stdin.write(`${steps}\n`);
      return Number((await lines.next()).value);
    },
    stop: () => process.stdin.end(),
  };
}
