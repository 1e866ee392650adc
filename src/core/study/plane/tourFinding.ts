/** What came out of a tour, in sentences: who arrives from where. */
import { counted, listText } from '../../words.ts';
import type { Ending } from './ending.ts';
import { planeOf } from './index.ts';
import { named, rateText, verb } from './planeFinding.ts';
import type { PlaneSetting } from './setting.ts';
import type { Leg } from './tour.ts';

const others: Readonly<Record<Exclude<Ending['kind'], 'arrived'>, string>> = {
  'at-rest': 'stands still off the set',
  'under-way': 'is still under way',
  'ran-away': 'runs away',
};

/** Those that arrive from every start in one sentence, everyone else in their own. */
export function tourFinding(legs: readonly Leg[], setting: PlaneSetting): string {
  const { starts } = planeOf(setting.problem);
  const of = setting.strategies.map((strategy) => ({
    strategy,
    legs: legs.filter((leg) => leg.strategy === strategy),
  }));
  const whole = of.filter((one) => one.legs.every(({ ending }) => ending.kind === 'arrived'));
  const sentences = of
    .filter((one) => !whole.includes(one))
    .map((one) => {
      const arrived = one.legs.filter(({ ending }) => ending.kind === 'arrived').length;
      const rest = (Object.keys(others) as (keyof typeof others)[]).flatMap((kind) => {
        const from = one.legs
          .filter(({ ending }) => ending.kind === kind)
          .map(({ start }) => startText(starts[start]!));
        return from.length > 0 ? [`${others[kind]} from ${listText(from)}`] : [];
      });
      const count = arrived === 0 ? 'none' : `${arrived} of ${starts.length}`;
      return `${named([one])} arrives from ${count}: it ${listText(rest)}.`;
    });
  if (whole.length > 0) {
    const all = `all ${counted(starts.length, 'start')} within ${counted(setting.steps, 'step')}`;
    sentences.unshift(`${named(whole)} ${verb(whole, 'arrive')} on the Pareto set from ${all}.`);
  }
  return [...rateText(setting), ...sentences].join(' ');
}

/** "(−8.5, 7.5)": as the problem has it. */
export function startText(start: readonly [number, number]): string {
  return `(${start.join(', ').replaceAll('-', '−')})`;
}
