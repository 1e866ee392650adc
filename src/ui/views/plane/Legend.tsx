/** The lines' names, each with its weights at the step that is shown; one of them has the arrows. */
import { pairAt } from '../../../core/study/plane/ending.ts';
import { Swatch } from '../../charts/overlay/Swatch.tsx';
import { formatFactor } from '../../format.ts';
import type { Line } from './lines.ts';
import { planeState } from './planeState.ts';

export function Legend({ lines, chosen }: { readonly lines: readonly Line[]; readonly chosen: Line | undefined }) {
  return (
    <fieldset className="plane-legend">
      <legend>
        Weights at this step. The arrows are of the chosen one: against each gradient, dashed where it is projected, and
        its update in ink.
      </legend>
      {lines.map(({ key, strategy, label, look, outing, row }) => {
        const [first, second] = pairAt(outing.path.weights, row);
        return (
          <label key={key} data-term={strategy}>
            <input
              type="radio"
              name="plane-arrows"
              checked={key === chosen?.key}
              onChange={() => planeState.setState({ arrowsOf: strategy })}
            />
            <Swatch look={look} />
            <span>{label}</span>
            <span className="plane-weights">
              {formatFactor(Number(first.toPrecision(3)))} L₁ + {formatFactor(Number(second.toPrecision(3)))} L₂
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
