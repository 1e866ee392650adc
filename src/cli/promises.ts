/**
 * `promises [PRESET|LESSON…]`: makes the runs that the introductions of the presets and the pages of the lessons promise
 * something of, all or those of the named ones, with three seeds each, and prints a line an effect: how large it has to be, and how large it is with every
 * seed. Exit code 1 where one is too small, 130 where it was stopped.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';
import { lessonEffects } from '../core/lessons/effects.ts';
import { type Arm, type Effect, marginOf } from '../core/promises/effect.ts';
import { presetEffects } from '../core/promises/ofPresets.ts';
import { promisedSeeds, type Trial, trialsOf } from '../core/promises/trial.ts';
import { counted } from '../core/words.ts';
import { interrupted, messageOf, onInterrupt, print, readOptions, runCommand, say, WrongCall } from './command.ts';
import { executeAll, work } from './lanes.ts';
import { failed, type Outcome, ranOf, runArm } from './promises/runArm.ts';
import { durationText } from './study/table.ts';

const usage = 'Usage: npm run --silent promises -- [PRESET|LESSON…]';

const all: readonly Effect[] = [...presetEffects, ...lessonEffects];

/** A lesson is named as a whole; its effects are those of "lesson/page". */
const nameOf = ({ of }: Effect) => of.split('/')[0] ?? of;

function effectsOf(args: readonly string[]): readonly Effect[] {
  const { positionals } = readOptions(args, {}, usage);
  const stranger = positionals.find((id) => !all.some((effect) => nameOf(effect) === id));
  if (stranger !== undefined)
    throw new WrongCall(`"${stranger}" is no preset or lesson that promises anything.\n${usage}`);
  return all.filter((effect) => positionals.length === 0 || positionals.includes(nameOf(effect)));
}

async function main(args: readonly string[]): Promise<0 | 1 | 130> {
  const effects = effectsOf(args);
  const trials = promisedSeeds.map((seed) => trialsOf(effects, seed));
  const runs = new Set(trials.flat().flatMap((trial) => trial.runs));
  const outcomes = new Map<Arm, Outcome>();
  const startedAt = performance.now();
  const lanes = availableParallelism();
  const abort = new AbortController();
  const interruption = onInterrupt('It stops; the runs under way are lost.', () => abort.abort());
  say(`${counted(runs.size, 'run')}, on ${counted(Math.min(lanes, runs.size), 'lane')}.`);
  await executeAll({
    signal: abort.signal,
    // The longest first, so that no lane waits for one at the end.
    tasks: [...runs].sort((a, b) => b.steps - a.steps),
    lanes,
    file: fileURLToPath(import.meta.url),
    failed,
    tell: (outcome, arm) => {
      outcomes.set(arm, outcome);
      const became = 'run' in outcome ? `${arm.steps} steps, ${outcome.seconds.toFixed(1)} s` : outcome.failure;
      say(`Run ${outcomes.size} of ${runs.size}: ${became}`);
    },
  });
  interruption.end();
  say(`${counted(outcomes.size, 'run')} took ${durationText((performance.now() - startedAt) / 1000)}.`);

  const width = Math.max(...effects.map(({ claim }) => claim.length));
  const line = (claim: string, bounds: string, cells: readonly string[], verdict: string) =>
    print(
      `  ${claim.padEnd(width)}  ${bounds.padEnd(13)}${cells.map((cell) => cell.padStart(10)).join('')}  ${verdict}`,
    );
  line(
    '',
    '',
    promisedSeeds.map((seed) => `seed ${seed}`),
    '',
  );
  let good = true;
  for (const [index, effect] of effects.entries()) {
    if (effect.of !== effects[index - 1]?.of) print(effect.of);
    const ofEffect = trials.map((ofSeed) => ofSeed[index]);
    if (interruption.happened && ofEffect.some((trial) => trial?.runs.some((run) => !outcomes.has(run)))) {
      line(effect.claim, boundsOf(effect), [], 'not tried');
      continue;
    }
    const results = ofEffect.map((trial) => resultOf(trial, outcomes));
    const holds = results.every((result) => typeof result === 'number' && marginOf(effect, result) >= 0);
    const cells = results.map((result) => (typeof result === 'number' ? textOf(result) : '-'));
    line(effect.claim, boundsOf(effect), cells, holds ? 'holds' : 'FAILS');
    for (const result of results) if (typeof result === 'string') say(`  ${result}`);
    good &&= holds;
  }
  if (interruption.happened) return interrupted;
  return good ? 0 : 1;
}

/** The number that an effect has with a seed, or why it has none. */
function resultOf(trial: Trial | undefined, outcomes: ReadonlyMap<Arm, Outcome>): number | string {
  try {
    return trial ? trial.value((run) => ranOf(outcomes.get(run))) : Number.NaN;
  } catch (error) {
    return messageOf(error);
  }
}

function boundsOf({ atLeast, atMost }: Effect): string {
  const texts = [atLeast === undefined ? '' : `≥ ${atLeast}`, atMost === undefined ? '' : `≤ ${atMost}`];
  return texts
    .filter((text) => text !== '')
    .join(', ')
    .replaceAll('-', '−');
}

const textOf = (value: number) => value.toPrecision(3).replace('-', '−');

if (isMainThread) await runCommand(main);
else if (parentPort) work(parentPort, runArm, failed);
