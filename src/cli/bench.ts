/**
 * `bench [--json] [--rows 1,3] [--quick]`: what a step, a strategy, the data and the page cost here and now, as ratios
 * measured in one run, interleaved, medians of several rounds. With --json one JSON object comes last.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { openBackend } from '../engine/backends/index.ts';
import { browserRows, startChromium } from './bench/browser.ts';
import { laneRows } from './bench/laneRows.ts';
import { dataRows, strategyRows, torchRow, upkeep } from './bench/nodeRows.ts';
import { isKept, type Row, textOf } from './bench/row.ts';
import { siteRows } from './bench/siteRows.ts';
import { gramianRows, launchRows, stepRow } from './bench/stepRows.ts';
import * as steps from './bench/steps.ts';
import { evaluationRow, memoryRow } from './bench/upkeepRows.ts';
import { print, readOptions, runCommand, WrongCall } from './command.ts';
import { wasmPaths } from './wasmPaths.ts';

const allRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
/** Those that need a browser. */
const browsed = [1, 3, 4, 6, 7, 8, 9, 10, 11, 13, 14];
const options = { json: { type: 'boolean' }, rows: { type: 'string' }, quick: { type: 'boolean' } } as const;
const usage = 'Usage: npm run bench -- [--json] [--rows 1,3] [--quick]';

function machine() {
  const all = cpus();
  const [one] = all;
  return {
    processor: one?.model ?? 'unknown',
    cores: all.length,
    memoryGB: Math.round(totalmem() / 1e9),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    /** Tasks that wanted the processor in the last minute: above the number of cores others were at work too. */
    load: loadavg()[0] ?? 0,
  };
}

/** The rows of `--rows 1,3`; all without it. */
function readRows(text: string | undefined): ReadonlySet<number> {
  if (text === undefined) return new Set(allRows);
  const rows = text.split(',').map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
  if (!rows.every((row) => allRows.includes(row)))
    throw new WrongCall(`--rows takes numbers from ${allRows.at(0)} to ${allRows.at(-1)}, with commas between them.`);
  return new Set(rows);
}

async function main(args: readonly string[]): Promise<0> {
  const { values, positionals } = readOptions(args, options, usage);
  if (positionals.length > 0) throw new WrongCall(usage);
  const wanted = readRows(values.rows);
  const isQuick = values.quick ?? false;
  const before = machine();
  print(
    `${before.processor}, ${before.cores} cores, ${before.memoryGB} GB, Node ${before.node}, ${before.platform}, load ${before.load.toFixed(1)}`,
  );
  const rows: Row[] = [];
  const say = (row: Row) => {
    rows.push(row);
    print(textOf(row));
  };

  await openBackend('wasm', wasmPaths(), { threads: 1 });
  const effort = { batchSize: 64, steps: 20, rounds: isQuick ? 2 : 5, warmUp: 4 };
  const node = { where: 'Node wasm', backend: 'wasm', effort } as const;
  if (wanted.has(1)) say(await stepRow(steps, node));
  if (wanted.has(2)) say(await torchRow(effort));
  if (wanted.has(3)) for (const row of await launchRows(steps, node)) say(row);
  if (wanted.has(4)) for (const row of await gramianRows(steps, node, [2, 3, 5])) say(row);
  if (wanted.has(5)) for (const row of strategyRows(isQuick)) say(row);
  if (wanted.has(6)) for (const row of await dataRows(isQuick)) say(row);
  if (wanted.has(6)) say(await evaluationRow(upkeep, node, 640));
  if (wanted.has(7)) say(await memoryRow(upkeep, node, [100, isQuick ? 1000 : 5000]));
  if (wanted.has(12)) for (const row of await laneRows(isQuick)) say(row);
  if (wanted.has(1)) {
    await openBackend('cpu', wasmPaths());
    const slow = { batchSize: 8, steps: 1, rounds: isQuick ? 1 : 3, warmUp: 1 };
    say(await stepRow(steps, { where: 'Node cpu', backend: 'cpu', effort: slow }));
  }

  let chromium: string | undefined;
  if (browsed.some((row) => wanted.has(row))) {
    const browser = await startChromium().catch((error: unknown) => String(error));
    if (typeof browser === 'string') {
      say({ row: 1, what: 'whole step', where: 'Chromium', figures: {}, note: `Not measured: ${browser}` });
    } else {
      chromium = browser.version;
      print(`Chromium ${chromium}`);
      if ([8, 9, 10, 11, 13, 14].some((row) => wanted.has(row))) await siteRows(wanted, isQuick, say);
      await browserRows(browser, wanted, isQuick, say);
      await browser.close();
    }
  }
  const broken = rows.filter((row) => isKept(row) === false).length;
  const isPartial = isQuick || allRows.some((row) => !wanted.has(row));
  print(
    `${rows.length} lines, ${broken} of them beyond their bound${isPartial ? '; a part of the benchmark only' : ''}.`,
  );
  if (values.json) {
    const all = rows.map((row) => ({ ...row, kept: isKept(row) ?? null }));
    print(JSON.stringify({ machine: { ...before, chromium: chromium ?? null }, isPartial, rows: all }));
  }
  return 0;
}

await runCommand(main);
