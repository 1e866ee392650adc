/**
 * Row 11: what Lighthouse says of the built page, as of a desktop. It is fetched with npx when the row is asked for, since it
 * weighs as much as everything else that the project installs; version 13 needs Node 22.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { findChromium, plainFlags } from '../chromium.mjs';
import { median } from './rounds.ts';
import type { Row } from './row.ts';

const version = '12.8.2';
const categories = ['performance', 'accessibility', 'best-practices'] as const;
const audits = {
  firstPaintMs: 'first-contentful-paint',
  largestPaintMs: 'largest-contentful-paint',
  speedIndexMs: 'speed-index',
  blockingMs: 'total-blocking-time',
} as const;
const run = promisify(execFile);

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

/** The medians of several visits, each in a browser of its own with nothing cached. */
export async function lighthouseRow(url: string, visits: number): Promise<Row> {
  const row = { row: 11, what: 'Lighthouse, desktop', where: 'Chromium' };
  const reports: Report[] = [];
  try {
    for (let k = 0; k < visits; k++) reports.push(await visit(url));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ...row, figures: {}, note: `Not measured: ${why}` };
  }
  const scores = (name: string) => reports.map((report) => report.categories[name]?.score ?? 0);
  const times = Object.entries(audits).map(
    ([figure, audit]) => [figure, median(reports.map((report) => report.audits[audit]?.numericValue ?? 0))] as const,
  );
  return {
    ...row,
    figures: {
      ...Object.fromEntries(categories.map((name) => [name, median(scores(name))])),
      ...Object.fromEntries(times),
    },
    bound: { figure: 'performance', least: 0.95 },
    note: `Lighthouse ${version}; performance at each visit: ${scores('performance').join(', ')}.`,
  };
}

async function visit(url: string): Promise<Report> {
  const folder = mkdtempSync(`${tmpdir()}/lighthouse-`);
  const file = `${folder}/report.json`;
  try {
    const args = ['--yes', `lighthouse@${version}`, url, '--preset=desktop', '--quiet', '--output=json'];
    const flags = ['--headless=new', ...plainFlags].join(' ');
    await run(
      'npx',
      [...args, `--output-path=${file}`, `--only-categories=${categories.join(',')}`, `--chrome-flags=${flags}`],
      { env: { ...process.env, CHROME_PATH: findChromium().executablePath ?? chromium.executablePath() } },
    );
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
