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

/** Median milliseconds a step of each candidate, taken in turn. */
export async function compare<K extends string>(
  candidates: Readonly<Record<K, Timed>>,
  { steps, rounds, warmUp }: Rounds,
): Promise<Record<K, number>> {
  const names = Object.keys(candidates) as K[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (const name of names) await candidates[name].time(warmUp);
  for (let round = 0; round < rounds; round++)
    for (const name of names) times[name].push((await candidates[name].time(steps)) / steps);
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? Number.NaN) + (sorted[Math.ceil(at)] ?? Number.NaN)) / 2;
}
