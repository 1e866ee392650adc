/** How the runs of a study ended that gave nothing: how many, and what they have in common. */
import { counted, listText, numberText } from '../../words.ts';
import { numberOf, type VariedNumber } from '../curve/variedNumber.ts';
import type { Results, SetupResult } from '../results.ts';

/** "2 of 15 runs diverged, all at learning rate 0.1." */
export function endingSentences({ setups }: Results, numbers: readonly VariedNumber[]): string[] {
  const runs = setups.flatMap((one) => one.runs);
  const failed = runs.flatMap(({ failure }) => (failure && failure.code !== 'diverged' ? [failure.message] : []));
  const diverged = setups.filter((one) => one.diverged > 0);
  const count = diverged.reduce((sum, one) => sum + one.diverged, 0);
  const [message] = failed;
  return [
    ...(count > 0
      ? [`${count} of ${counted(runs.length, 'run')} diverged${commonText(diverged, setups, numbers)}.`]
      : []),
    ...(message === undefined ? [] : [`${counted(failed.length, 'run')} failed: ${message}`]),
  ];
}

/** ", all at learning rate 0.1": what all of them have and no other combination, else their names where they are few. */
function commonText(
  diverged: readonly SetupResult[],
  all: readonly SetupResult[],
  numbers: readonly VariedNumber[],
): string {
  if (all.length < 2 || diverged.length === all.length) return '';
  const others = all.filter((one) => !diverged.includes(one));
  for (const varied of numbers) {
    const of = (some: readonly SetupResult[]) => some.flatMap(({ setup }) => numberOf(setup, varied) ?? []);
    const [mine, rest] = [of(diverged), of(others)];
    if (mine.length < diverged.length) continue;
    const [least, most] = [Math.min(...mine), Math.max(...mine)];
    const at = (value: number) => `, all at ${varied.name} ${numberText(value)}`;
    if (least === most && rest.every((value) => value !== least)) return at(least);
    if (rest.every((value) => value < least)) return `${at(least)} or more`;
    if (rest.every((value) => value > most)) return `${at(most)} or less`;
  }
  const [first] = diverged;
  const common = first?.setup.values.find((value, i) => {
    const has = ({ setup }: SetupResult) => setup.values[i]?.label === value?.label;
    return value && diverged.every(has) && !others.some(has);
  });
  if (common) return `, all with ${common.label}`;
  const names = diverged.map(({ setup }) => setup.label);
  return names.length <= 3 ? `: ${listText(names)}` : `, in ${counted(names.length, 'combination')}`;
}
