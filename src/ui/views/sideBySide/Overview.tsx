/** What came out of both runs, and what else than their losses and layers differs. */
import { useMemo } from 'react';
import { differenceText, judgementsOf, type Measure, measuresOf, measureText } from '../../../core/compare/measures.ts';
import { otherSettings } from '../../../core/compare/sideBySide/mixer.ts';
import { summaryOf } from '../../../core/run/runSummary.ts';
import { capitalised } from '../../../core/words.ts';
import type { Sides } from './sides.ts';

export function Overview({ a, b }: Sides) {
  const summaries = useMemo(() => [summaryOf(a.run), summaryOf(b.run)] as const, [a.run, b.run]);
  const measures = measuresOf(summaries);
  const settings = useMemo(() => otherSettings(a.end, b.end), [a.end, b.end]);
  const finalOf = (which: 0 | 1, { key }: Measure) => judgementsOf(summaries[which]).get(key)?.outcome.final.value;
  return (
    <div className="sides-columns">
      <section aria-label="What came out">
        <h3>
          What came out <span className="chart-note">on the validation images, at the end</span>
        </h3>
        {measures.length === 0 ? (
          <p className="chart-note">Neither run has been evaluated yet.</p>
        ) : (
          <table className="sides-table">
            <thead>
              <tr>
                <td />
                <th scope="col">A</th>
                <th scope="col">B</th>
                <th scope="col">B − A</th>
              </tr>
            </thead>
            <tbody>
              {measures.map((measure) => (
                <Result key={measure.key} measure={measure} a={finalOf(0, measure)} b={finalOf(1, measure)} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section aria-label="What differs">
        <h3>
          What differs <span className="chart-note">besides losses and layers</span>
        </h3>
        {settings.length === 0 ? (
          <p className="chart-note">Nothing: strategy, optimizer, training and data are the same.</p>
        ) : (
          <table className="sides-table">
            <thead>
              <tr>
                <td />
                <th scope="col">A</th>
                <th scope="col">B</th>
              </tr>
            </thead>
            <tbody>
              {settings.map((setting) => (
                <tr key={setting.key}>
                  <th scope="row">{setting.label}</th>
                  <td>
                    <mark>{setting.a}</mark>
                  </td>
                  <td>
                    <mark>{setting.b}</mark>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}

interface ResultProps {
  readonly measure: Measure;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** The better one is bold, where they are not alike as they are written. */
function Result({ measure, a, b }: ResultProps) {
  const text = (value: number | undefined) => (value === undefined ? '–' : measureText(measure, value));
  const isBetter = (one: number | undefined, other: number | undefined) =>
    one !== undefined && other !== undefined && text(one) !== text(other) && one > other === measure.isHigherBetter;
  return (
    <tr>
      <th scope="row" title={measure.help}>
        {capitalised(measure.title)} <span className="chart-note">{measure.quantity}</span>
      </th>
      <td className={isBetter(a, b) ? 'is-better' : undefined}>{text(a)}</td>
      <td className={isBetter(b, a) ? 'is-better' : undefined}>{text(b)}</td>
      <td>{a === undefined || b === undefined ? '–' : differenceText(measure, b, a)}</td>
    </tr>
  );
}
