/**
 * `verify code`: runs the programs in Python that the page writes, with the Python that PYTHON names (else python3), and
 * compares them with what the engine does. What is not installed there is said.
 */
import { spawn } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { codeOf } from '../../core/code/code.ts';
import { deskOf } from '../../core/code/desk.ts';
import { graphOf } from '../../core/graphOf.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { lossValue } from '../../engine/losses/index.ts';
import { desks } from './desks.ts';
import { type Expected, expectedOf } from './expected.ts';
import { classesOf, type LossProgram, lossPrograms, truthShape } from './lossPrograms.ts';

/** The interpreter that is asked. */
export const python = process.env.PYTHON ?? 'python3';

const languages = ['keras', 'pytorch'] as const;

interface Job {
  readonly name: string;
  readonly framework: (typeof languages)[number];
  readonly code: string;
  readonly [more: string]: unknown;
}

interface Answer {
  readonly name: string;
  readonly found?: unknown;
  readonly missing?: string;
  readonly error?: string;
  readonly versions?: Readonly<Record<string, string>>;
}

/** Largest error of a program, relative to what is expected; NaN where something is not there. */
type Compare = (found: unknown) => number;

/** The share of what the weights moved by which they may be off: Keras adds the ε of Adam elsewhere. */
const tolerance = 2e-3;

export interface Output {
  readonly line: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** 0 where every program gives what it has to; 1 where one does not, or nothing could be run. */
export async function verifyCode({ line, complain }: Output): Promise<0 | 1> {
  await openBackend('cpu', '', { threads: 1 });
  const { jobs, comparisons } = await allJobs();
  const answers = await ask(jobs);
  if (typeof answers === 'string') {
    complain(answers);
    return 1;
  }
  let good = true;
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  let worst = 0;
  for (const { name, found, missing, error, versions } of answers) {
    if (versions) {
      const said = Object.entries(versions).map(([module, version]) => `${module} ${version}`);
      if (said.length > 0) line(said.join(', '));
      continue;
    }
    const off = found === undefined ? Number.NaN : (comparisons.get(name)?.(found) ?? Number.NaN);
    if (missing !== undefined) count(`not run: ${missing} is not installed`);
    else if (error !== undefined || !(off <= tolerance)) {
      good = false;
      count('differ');
      complain(`${name}: ${error ?? `off by ${off}`}`);
    } else {
      worst = Math.max(worst, off);
      count('ok');
    }
  }
  for (const [what, number] of counts) line(`${String(number).padStart(4)}  ${what}`);
  if (!counts.has('ok')) {
    complain(`Nothing could be run. Install torch or keras for ${python}, or let PYTHON name another one.`);
    return 1;
  }
  line(`largest relative error ${worst.toExponential(1)}`);
  return good ? 0 : 1;
}

async function allJobs() {
  const jobs: Job[] = [];
  const comparisons = new Map<string, Compare>();
  for (const framework of languages)
    for (const program of lossPrograms(framework)) {
      const { name, code, isCategory } = program;
      const expected = kernelValue(program);
      jobs.push({
        name,
        framework,
        code,
        z: { values: program.z, shape: program.shape },
        y: { values: program.y, shape: truthShape(program) },
        is_category: isCategory,
      });
      comparisons.set(name, (found) => Math.abs(Number(found) - expected) / Math.max(1e-3, Math.abs(expected)));
    }
  for (const { name, experiment, isDrawn = false, apart = 0 } of desks)
    for (const framework of languages) {
      const graph = graphOf(experiment);
      const { code } = codeOf(experiment, graph, framework);
      const { targets, outputs } = deskOf(experiment, graph);
      const ids = targets.map(({ id }) => id);
      // fit() trains on the first batch alone.
      const expected = await expectedOf(experiment, ids, code.includes('model.fit(') ? 1 : 2);
      const named = `${name} in ${framework}`;
      jobs.push({
        name: named,
        framework,
        code,
        before: expected.before,
        batches: expected.batches,
        outputs: outputs.map(({ layer }) => layer),
        targets: targets.map(({ y }) => y),
      });
      // What is off by as much as its notes say counts as right.
      const allowed = framework === 'pytorch' ? apart : 0;
      comparisons.set(named, (found) => {
        const off = isDrawn ? 0 : offBy(expected, found);
        return off <= allowed ? 0 : off;
      });
    }
  return { jobs, comparisons };
}

/** What the kernel of the engine says, which is held to the definition by its own tests. */
function kernelValue(program: LossProgram): number {
  const { loss, z, y, shape, isCategory } = program;
  return tf.tidy(() => {
    const output = tf.tensor([...z], [...shape]);
    const target = tf.tensor([...y], [...truthShape(program)], isCategory ? 'int32' : 'float32');
    const classes = classesOf(program);
    const total = classes ? y.reduce((sum, label) => sum + (classes[label] ?? 0), 0) : 1;
    const weights = classes && {
      shares: tf.fill([y.length], 1 / total) as tf.Tensor1D,
      classes: tf.tensor1d([...classes]),
    };
    return lossValue(loss, { output, target, kernels: [output], weights }).dataSync()[0] ?? Number.NaN;
  });
}

/** The largest difference of a weight, relative to the farthest that one of its tensor has moved. */
function offBy({ before, after }: Expected, found: unknown): number {
  const tensors = found as Readonly<Record<string, readonly number[]>>;
  return Math.max(
    ...Object.entries(after).map(([key, { values }]) => {
      const moved = Math.max(...values.map((value, i) => Math.abs(value - (before[key]?.values[i] ?? 0))));
      const own = tensors[key];
      // What no output reads is no part of a model of Keras, and stays in the engine.
      if (own === undefined) return moved === 0 ? 0 : Number.NaN;
      const off = Math.max(...values.map((value, i) => Math.abs(value - (own[i] ?? Number.NaN))));
      return off <= 1e-7 ? 0 : off / moved;
    }),
  );
}

/** The answers of Python; a sentence where it cannot be asked. */
function ask(jobs: readonly Job[]): Promise<Answer[] | string> {
  return new Promise((resolve) => {
    const child = spawn(python, ['src/cli/code/check.py'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const [said, complaints]: [string[], string[]] = [[], []];
    child.stdout.on('data', (text: Buffer) => said.push(text.toString()));
    child.stderr.on('data', (text: Buffer) => complaints.push(text.toString()));
    child.on('error', (error) => resolve(`${python} cannot be started: ${error.message}. PYTHON names another one.`));
    child.on('close', (code) => {
      if (code === 0)
        resolve(
          said
            .join('')
            .trim()
            .split('\n')
            .map((text) => JSON.parse(text) as Answer),
        );
      else resolve(`${python} ended with ${code}: ${complaints.join('').trim().split('\n').at(-1) ?? ''}`);
    });
    // A Python that is not there closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(jobs));
  });
}
