/** Row 12: what lanes gain. The command `study` itself, on runs of the tiny network, with 1, 2, … lanes in turn. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeStudy } from '../../core/study/study.ts';
import { tinyNetwork } from './networks.ts';
import { median } from './rounds.ts';
import type { Row } from './row.ts';

/** A line for every number of lanes up to the cores: runs a minute over those of one lane. */
export async function laneRows(isQuick: boolean): Promise<Row[]> {
  const where = 'Node wasm';
  const counts = [2, 4, 8].filter((lanes) => lanes <= cpus().length);
  if (counts.length === 0)
    return [{ row: 12, what: 'runs a minute, lanes', where, figures: {}, note: 'Not measured: there is one core.' }];
  const rows: Row[] = [];
  for (const lanes of counts) {
    const [alone, together, ratios]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < (isQuick ? 1 : 3); round++) {
      const [one, more] = [await runsPerMinute(1, isQuick), await runsPerMinute(lanes, isQuick)];
      alone.push(one);
      together.push(more);
      ratios.push(more / one);
    }
    const figures = { oneLane: median(alone), lanes: median(together), ratio: median(ratios) };
    const bound = lanes === 2 ? { bound: { figure: 'ratio', least: 1.6 } } : {};
    rows.push({ row: 12, what: `runs a minute, ${lanes} lanes over 1`, where, figures, ...bound });
  }
  return rows;
}

/** Runs of 64 images of 16×16 that end in a minute, in the second half of a study: in the first every lane warms up. */
async function runsPerMinute(lanes: number, isQuick: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  try {
    const path = join(folder, 'study.json');
    const study = makeStudy(tinyNetwork('sum'), {
      variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [3e-4, 1e-3, 3e-3] }],
      seeds: Array.from({ length: isQuick ? 8 : 20 }, (_, i) => i),
      budget: { steps: 400, patience: 0 },
    });
    writeFileSync(path, JSON.stringify(study));
    const times = await endings(path, lanes);
    const half = Math.floor(times.length / 2);
    const [first = Number.NaN, last = Number.NaN] = [times[half - 1], times.at(-1)];
    return (times.length - half) / ((last - first) / 60_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** When each run of a study ended, in milliseconds. */
function endings(path: string, lanes: number): Promise<number[]> {
  const args = ['src/cli/run.mjs', 'study', path, '--lanes', String(lanes), '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const times: number[] = [];
  child.stdout.on('data', (data) => {
    const lines = String(data).split('\n').length - 1;
    times.push(...Array.from({ length: lines }, () => performance.now()));
  });
  return new Promise((resolve) => child.on('close', () => resolve(times)));
}
