/** The confusion matrices of the heads for one target, and what the second has more or less of than the first. */
import { useState } from 'react';
import { type Counts, confusionDifference } from '../../../core/compare/sideBySide/answers.ts';
import { lossPairs } from '../../../core/compare/sideBySide/mixer.ts';
import { targetOf } from '../../../core/datasets/describe.ts';
import { lossName } from '../../../core/losses/names.ts';
import { lossLook } from '../../lossLook.ts';
import { ClassNames, Matrix } from '../Confusion.tsx';
import type { Sides } from './sides.ts';

export function Confusions({ a, b }: Sides) {
  const [chosen, setChosen] = useState<string>();
  const heads = lossPairs(a.end, b.end).flatMap((pair) => {
    const counts = [a.run.confusion[pair.a?.id ?? ''], b.run.confusion[pair.b?.id ?? '']] as const;
    const [ofA, ofB] = counts;
    return pair.a && pair.b && ofA && ofB && ofA.length === ofB.length ? [{ a: pair.a, b: pair.b, ofA, ofB }] : [];
  });
  const head = heads.find((one) => one.a.id === chosen) ?? heads[0];
  if (!head) return null;
  const target = 'target' in head.a ? targetOf(a.end, head.a.target) : undefined;
  const names = head.ofA.map((_, i) => target?.classes?.[i]?.label ?? String(i));
  return (
    <section aria-label="Confusion matrices">
      <h3>
        Confusion <span className="chart-note">rows: truth · columns: answer</span>{' '}
        {heads.length > 1 && (
          <select
            className="chart-choice"
            aria-label="Head"
            value={head.a.id}
            onChange={({ target: { value } }) => setChosen(value)}
          >
            {heads.map((one) => (
              <option key={one.a.id} value={one.a.id}>
                {lossName(a.end, one.a.id)}
              </option>
            ))}
          </select>
        )}
      </h3>
      <div className="sides-confusions">
        <figure>
          <figcaption>A</figcaption>
          <Matrix counts={head.ofA} names={names} color={lossLook(a.end, head.a.id).color} />
        </figure>
        <figure>
          <figcaption>B</figcaption>
          <Matrix counts={head.ofB} names={names} color={lossLook(b.end, head.b.id).color} />
        </figure>
        <figure>
          <figcaption>
            B − A <span className="chart-note">in % of the images of a class</span>
          </figcaption>
          <Difference a={head.ofA} b={head.ofB} names={names} />
        </figure>
      </div>
    </section>
  );
}

interface DifferenceProps {
  readonly a: Counts;
  readonly b: Counts;
  readonly names: readonly string[];
}

/** Green where B is better: more on the diagonal, less beside it. */
function Difference({ a, b, names }: DifferenceProps) {
  return (
    <table className="confusion">
      <thead>
        <tr>
          <td />
          <ClassNames names={names} />
        </tr>
      </thead>
      <tbody>
        {confusionDifference(a, b).map((row, i) => (
          <tr key={names[i]}>
            <th scope="row">{names[i]}</th>
            {row.map((value, j) => {
              const percent = Number.isNaN(value) ? 0 : Math.round(100 * value);
              const isBetter = i === j ? percent > 0 : percent < 0;
              const strength = Math.min(45, Math.abs(percent));
              const tone = isBetter ? 'var(--right)' : 'var(--wrong)';
              return (
                <td
                  key={names[j]}
                  className={i === j ? 'is-right' : undefined}
                  title={`${names[i]} taken for ${names[j]}: ${signed(percent) || 'as often'}${percent === 0 ? '' : ' % of its images'}`}
                  style={{ background: `color-mix(in srgb, ${tone} ${strength}%, var(--paper))` }}
                >
                  {signed(percent)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function signed(percent: number): string {
  if (percent === 0) return '';
  return percent > 0 ? `+${percent}` : `−${-percent}`;
}
