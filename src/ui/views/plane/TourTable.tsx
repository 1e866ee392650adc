/** Where each walk of a tour ended: strategies by starts. A strategy that is pressed stands before the others in the drawings. */

import { memo } from 'react';
import { strategies } from '../../../core/strategies/index.ts';
import { near } from '../../../core/study/plane/ending.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import type { Leg } from '../../../core/study/plane/tour.ts';
import { startText } from '../../../core/study/plane/tourFinding.ts';
import { grouped } from '../../../core/words.ts';
import { Swatch } from '../../charts/overlay/Swatch.tsx';
import { formatValue } from '../../format.ts';
import { looksOf } from './lines.ts';
import { emphasise, usePlaneState } from './planeState.ts';

interface TourTableProps {
  readonly setting: PlaneSetting;
  readonly legs: readonly Leg[];
}

/** Drawn anew for another leg, not for another step. */
export const TourTable = memo(function TourTable({ setting, legs }: TourTableProps) {
  const emphasised = usePlaneState((state) => state.emphasised);
  const { starts, view } = planeOf(setting.problem);
  const lookOf = looksOf(setting.strategies);
  const reach = near * Math.hypot(view.high[0] - view.low[0], view.high[1] - view.low[1]);
  return (
    <>
      <p className="plane-tour-note">
        From each start: the step from which a walk stays within {formatValue(reach)} of the Pareto set, or how far from
        it the walk ends. Press a strategy to bring its lines forward.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard as well */}
      <section className="plane-tour" aria-label="Where each walk ended" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              {starts.map((start) => (
                <th scope="col" key={start.join()}>
                  {startText(start)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {setting.strategies.map((kind) => (
              <tr key={kind} data-tour={kind}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={emphasised === kind}
                    data-term={kind}
                    onClick={() => emphasise(kind)}
                  >
                    <Swatch look={lookOf(kind)} />
                    {strategies[kind].label}
                  </button>
                </th>
                {starts.map((start, i) => (
                  <Cell key={start.join()} leg={legs.find((leg) => leg.strategy === kind && leg.start === i)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
});

function Cell({ leg }: { readonly leg: Leg | undefined }) {
  if (!leg) return <td className="is-off">…</td>;
  const { ending, arrivedAt, path } = leg;
  if (arrivedAt !== undefined) {
    return (
      <td>
        <span className="visually-hidden">arrives at step </span>
        <span aria-hidden="true">✓ </span>
        {grouped(arrivedAt)}
      </td>
    );
  }
  const off = `${formatValue(ending.distance)}\u00a0off`;
  if (ending.kind === 'ran-away') return <td className="is-off">runs away at {grouped(path.divergedAt ?? 0)}</td>;
  return <td className="is-off">{ending.kind === 'at-rest' ? `stops ${off}` : `under way, ${off}`}</td>;
}
