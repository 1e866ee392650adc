/** Rows 1, 3 and 4: whole steps of network A against the plain loop. The same in Node and in a page. */
import { countLaunches, type Launches } from './launches.ts';
import { networkA } from './networks.ts';
import { PacedRun } from './pacedRun.ts';
import { PlainLoop } from './plain.ts';
import { type Comparison, compare, type Rounds } from './rounds.ts';

/** How much is measured: software graphics are too slow for the batch of the reference. */
export interface Effort extends Rounds {
  readonly batchSize: number;
}

const start = (lossCount: number, strategy: 'sum' | 'mgda', batchSize: number) =>
  PacedRun.start(networkA({ lossCount, strategy, batchSize }));

/** Our whole step on the sum of two losses against the plain loop's. */
export async function timeStep(effort: Effort): Promise<Comparison> {
  const ours = await start(2, 'sum', effort.batchSize);
  const plain = new PlainLoop(2, effort.batchSize);
  const times = await compare(ours, plain, effort);
  await ours.dispose();
  plain.dispose();
  return times;
}

/** Launches of one step without a look at the gradients: ours, ours with a Gramian, plain. */
export async function countSteps(batchSize: number): Promise<Readonly<Record<'ours' | 'gramian' | 'plain', Launches>>> {
  const plain = new PlainLoop(2, batchSize);
  plain.step();
  const counts = { plain: await countLaunches(() => plain.step()) };
  plain.dispose();
  const count = async (strategy: 'sum' | 'mgda') => {
    const run = await start(2, strategy, batchSize);
    await run.time(2);
    const launches = await countLaunches(() => run.time(1));
    await run.dispose();
    return launches;
  };
  return { ...counts, ours: await count('sum'), gramian: await count('mgda') };
}

/** A step of MGDA against one of the plain sum, at so many losses. */
export async function timeGramian(lossCount: number, effort: Effort): Promise<Comparison> {
  const [sum, gramian] = [
    await start(lossCount, 'sum', effort.batchSize),
    await start(lossCount, 'mgda', effort.batchSize),
  ];
  const times = await compare(gramian, sum, effort);
  await Promise.all([sum.dispose(), gramian.dispose()]);
  return times;
}
