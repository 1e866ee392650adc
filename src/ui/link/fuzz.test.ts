/**
 * Whatever a link or a file holds: no reader throws, none takes long, and what is opened is an experiment that all the
 * page's analyses can take. `RUNS=8000 npx vitest run --project node src/ui/link/fuzz.test.ts` tries so many of each kind, and prints the slowest.
 */
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { type Classroom, classroomLimits } from '../../core/classroom/classroom.ts';
import { lengthOf, parseClassroom } from '../../core/classroom/parse.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { readJson } from '../../core/json.ts';
import { parseExperiment } from '../../core/parse.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import { recordOf } from '../../core/run/kept/record.ts';
import { parseRunFile, toRunFile } from '../../core/run/kept/runFile.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun } from '../../core/run/run.ts';
import { readOutcomes } from '../../core/study/outcomes.ts';
import { parseStudy } from '../../core/study/parse.ts';
import { parseKeptStudy } from '../../core/study/parseKept.ts';
import { planOf } from '../../core/study/plan.ts';
import { verdict } from '../../core/verdict/verdict.ts';
import { readClass } from './classLink.ts';
import { classOfLink } from './classPart.ts';
import { decodeComparison } from './comparison.ts';
import { lessonOfLink, termOfLink } from './lessonLink.ts';
import { decodeStudy } from './study.ts';
import { damaged, damagedText } from './testing/damage.ts';
import { classroom, damagedLinks, link, study } from './testing/damagedLinks.ts';
import { decodeLink, encodeLink, findLink } from './url.ts';
import { decodeView, encodeView } from './view.ts';

/** Cases of each kind. */
const { numRuns: wanted = 120 } = fc.readConfigureGlobal();

const table = append(emptyTable, { step: Float32Array.of(0, 1), total: Float32Array.of(0.5, 0.25) });
const run = { ...makeRun('one', 'Once', defaultExperiment, 5), status: 'stopped' as const, train: table };
const checkpoint = {
  ...{ step: 2, evaluated: 0, changes: 0, seconds: 1, theta: Float32Array.of(1, 2), statistics: {}, weigher: null },
  optimizers: { all: { steps: 2, slots: [Float32Array.of(1, 2)] } },
};
const runFile = [...toRunFile([recordOf(run, checkpoint)])].join('');
const outcome = {
  id: 'a',
  ending: 'finished',
  message: '',
  steps: 3,
  outcomes: { 'loss:colour': { final: 1, best: 0.5 } },
};
const outcomes = { version: 1, study, outcomes: [outcome] };

/** What the page does with every experiment that it opens. */
function use(experiment: Experiment): void {
  const graph = graphOf(experiment);
  if (graph.isRunnable) verdict(experiment, graph);
  encodeLink(experiment);
  // What was read is whole: read once more it is the same, and nothing is wrong with it.
  expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, problems: [] });
}

/** Within bounds, and read once more the same. */
function checkClass(classroom: Classroom): void {
  expect(classroom.title.length).toBeLessThanOrEqual(200);
  expect(classroom.pages.length).toBeLessThanOrEqual(classroomLimits.pages);
  const characters = classroom.pages.reduce((sum, page) => sum + lengthOf(page), 0);
  expect(characters).toBeLessThanOrEqual(classroomLimits.characters);
  expect(parseClassroom(JSON.parse(JSON.stringify(classroom)))).toEqual({ classroom, problems: [] });
}

function readClassLink(fragment: string): void {
  readLink(fragment);
  const { openClass } = readClass(classOfLink(fragment) ?? '');
  if (openClass) checkClass(openClass.classroom);
}

function readLink(fragment: string): void {
  const opened = decodeLink(fragment);
  if (opened) use(opened.experiment);
}

function readStudy(raw: unknown): void {
  const { study: read } = parseStudy(raw);
  use(read.experiment);
  planOf(read);
}

const anyExperiment = fc.constantFrom(...presets.map(({ experiment }) => experiment)).chain(damaged);
/** Megabytes of one character in few bytes, the way that a link is packed. */
const bombs = [1, 8, 40].flatMap((megabytes) =>
  [0, 32, 91, 34].map((code) => {
    const bytes = deflateSync(new Uint8Array(megabytes * 1_000_000).fill(code), { level: 9 });
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    return `#1/${presets[0]?.id}/z${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
  }),
);

interface Reader {
  readonly name: string;
  readonly input: fc.Arbitrary<unknown>;
  readonly read: (input: never) => unknown;
}

const reader = <T>(name: string, input: fc.Arbitrary<T>, read: (input: T) => unknown): Reader => ({
  name,
  input,
  read,
});

const readers: readonly Reader[] = [
  reader('links', damagedLinks.experiment, readLink),
  reader(
    'links of anything',
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `#${text}`),
    readLink,
  ),
  reader('links of studies', damagedLinks.study, (text) => {
    const { study: read } = decodeStudy(text);
    if (read) readStudy(read);
  }),
  reader('links of comparisons', damagedLinks.comparison, (text) => {
    for (const { experiment } of decodeComparison(text).runs) use(experiment);
  }),
  reader('links of classes', damagedLinks.class, readClassLink),
  reader('what was open with a link', damagedLinks.view, (fragment) => {
    const opened = decodeView(fragment);
    // What was taken is whole: read once more nothing is wrong with it.
    if (opened) expect(decodeView(encodeView(opened.linked))?.problems ?? []).toEqual([]);
  }),
  reader('classes', damaged(classroom), (raw) => checkClass(parseClassroom(raw).classroom)),
  reader('links of lessons', damagedLinks.lesson, lessonOfLink),
  reader('links of terms', damagedLinks.term, termOfLink),
  reader('texts with a link or JSON', damagedText(`see https://example.org/${link} there`), (text) => {
    findLink(text);
    readJson(text);
  }),
  reader('files of experiments', anyExperiment, (raw) => use(parseExperiment(raw).experiment)),
  reader('files of experiments, as text', damagedText(JSON.stringify(defaultExperiment)), (text) => {
    const read = readJson(text);
    if ('value' in read) use(parseExperiment(read.value).experiment);
  }),
  reader('files of studies', damaged(study), readStudy),
  reader('files of outcomes', damaged(outcomes), (raw) => readOutcomes(raw)),
  reader(
    'kept studies',
    damaged({ id: 's', study, status: 'paused', createdAt: 1, outcomes: [outcome] }),
    parseKeptStudy,
  ),
  reader(
    'files of runs',
    fc.oneof(
      damagedText(runFile),
      damaged(JSON.parse(runFile)).map((one) => JSON.stringify(one) ?? ''),
    ),
    parseRunFile,
  ),
];

let count = 0;
let slowest = { ms: 0, name: '' };

/** Reads, and takes the time; what took long is read again, as others may have had the processor. */
function timed(name: string, read: () => void): void {
  count++;
  const once = () => {
    const from = performance.now();
    read();
    return performance.now() - from;
  };
  let ms = once();
  for (let again = 0; again < 3 && ms > slowest.ms; again++) ms = Math.min(ms, once());
  if (ms > slowest.ms) slowest = { ms, name };
}

test.each(readers.map((one) => [one.name, one] as const))(
  'no reader throws: %s',
  (name, { input, read }) => {
    fc.assert(
      fc.property(input, (value) => timed(name, () => void read(value as never))),
      { numRuns: wanted },
    );
  },
  3_600_000,
);

test('no reader throws: links that inflate to megabytes', () => {
  for (const bomb of bombs) timed('links that inflate to megabytes', () => readLink(bomb));
});

test('nothing that was read has changed what every object has', () => {
  expect({}).not.toHaveProperty('polluted');
  expect(Object.keys(Object.prototype)).toEqual([]);
});

afterAll(() => {
  if (wanted > 120) console.info(`${count} inputs; the slowest took ${slowest.ms.toFixed(1)} ms (${slowest.name})`);
});
