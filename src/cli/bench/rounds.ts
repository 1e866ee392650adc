/** Timing against noise: everything that is compared runs in turn, several times over, and the median counts. */

/** Milliseconds for so many steps. */
export interface Timed {
  time(steps: number): Promise<number>;
}

export interface Rounds {
  /** Steps a round. */
  readonly steps: number;
  readonly rounds: number;
  /** Steps before the first round. */
  readonly warmUp: number;
}

/** What came of comparing two: milliseconds a step, and the first over the second. */
export interface Comparison {
  readonly first: number;
  readonly second: number;
  readonly ratio: number;
}

/**
 * Two candidates in turn, each first in every other round. The ratio is the median of the rounds' own ratios: what slows
 * the machine down for a while slows both.
 */
export async function compare(first: Timed, second: Timed, { steps, rounds, warmUp }: Rounds): Promise<Comparison> {
  const [firsts, seconds, ratios]: [number[], number[], number[]] = [[], [], []];
  for (const candidate of [first, second]) await candidate.time(warmUp);
  for (let round = 0; round < rounds; round++) {
    const early = round % 2 === 0 ? await first.time(steps) : undefined;
    const b = await second.time(steps);
    const a = early ?? (await first.time(steps));
    firsts.push(a / steps);
    seconds.push(b / steps);
    ratios.push(a / b);
  }
  return { first: median(firsts), second: median(seconds), ratio: median(ratios) };
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? Number.NaN) + (sorted[Math.ceil(at)] ?? Number.NaN)) / 2;
}
