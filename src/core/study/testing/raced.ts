/** A race that was run: outcomes with given losses, for tests. */
import { ended } from '../../compare/testing/runs.ts';
import { planFor } from '../keptStudy.ts';
import type { StudyOutcome } from '../outcomes.ts';
import type { Study } from '../study.ts';

/** The losses of colour and size by the label of a setup. MGDA is better than the sums, PCGrad worse. */
const losses: Readonly<Record<string, readonly [number, number]>> = {
  'plain sum': [0.3, 0.3],
  'sum, a 0.05': [0.9, 0.1],
  'sum, a 0.2': [0.6, 0.15],
  'sum, a 0.35': [0.4, 0.2],
  'sum, a 0.65': [0.2, 0.4],
  'sum, a 0.8': [0.15, 0.6],
  'sum, a 0.95': [0.1, 0.9],
  MGDA: [0.25, 0.25],
  PCGrad: [0.5, 0.5],
};

/** Of all runs of a race of MGDA and PCGrad for colour and size. Each seed is worse by 0.02 than the one before it. */
export function raced(race: Study): StudyOutcome[] {
  const { runs, setups } = planFor(race);
  return runs.map(({ id, setup, seed }) => {
    const label = setups[setup]?.label ?? '';
    const [colour, size] = (losses[label] ?? [0.08, 0.08]).map((loss) => loss + 0.02 * race.seeds.indexOf(seed));
    const measured = [
      ...(label === 'size alone' ? [] : named('colour', colour)),
      ...(label === 'colour alone' ? [] : named('size', size)),
    ];
    const stepMs = label === 'MGDA' ? 20 : 10;
    return { id, ending: 'finished', steps: 100, stepMs, outcomes: Object.fromEntries(measured) };
  });
}

function named(name: string, loss = Number.NaN) {
  return [
    [`loss:${name}`, ended(loss)],
    [`accuracy:${name}`, ended(1 - loss / 2)],
  ] as const;
}
