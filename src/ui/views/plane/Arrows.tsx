/**
 * Arrows at one walk's point: against each gradient, against what the strategy projected it into, and the update. Those of
 * gradients have one scale; the update has a length of its own.
 */
import { pairAt } from '../../../core/study/plane/ending.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { type Frame, placeText, withinReach } from './frame.ts';
import type { Line } from './lines.ts';

/** Units of the longest arrow. */
const longest = 52;

export function Arrows({ line, frame }: { readonly line: Line; readonly frame: Frame }) {
  const { path } = line.outing;
  const at = withinReach(frame.to(pairAt(path.x, line.row)));
  const gradients = [0, 1].map((i) => inUnits(pairAt(path.gradients, 2 * line.row + i), frame));
  const projections = path.projections[line.row] ?? [];
  const update = inUnits(pairAt(path.update, line.row), frame);
  const largest = Math.max(...gradients.map((gradient) => Math.hypot(...gradient)));
  if (!(largest > 0 && Number.isFinite(largest))) return null;
  const against = (vector: Pair): Pair => [(-longest / largest) * vector[0], (-longest / largest) * vector[1]];
  const length = Math.hypot(...update);
  return (
    <g>
      {length > 0 && Number.isFinite(length) && (
        <Arrow
          at={at}
          by={[(0.72 * longest * update[0]) / length, (0.72 * longest * update[1]) / length]}
          color="var(--ink)"
        />
      )}
      {gradients.map((gradient, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index of the loss is its key
        <Arrow key={i} at={at} by={against(gradient)} color={`var(--loss-${i})`} />
      ))}
      {projections.map(({ from, to, loss }, i) => {
        const color = loss === undefined ? 'var(--ink-3)' : `var(--loss-${loss})`;
        const [whole, rest] = [against(inUnits(from, frame)), against(inUnits(to, frame))];
        if (Math.hypot(whole[0] - rest[0], whole[1] - rest[1]) < 1) return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: projections keep their order
          <g key={i} data-projection={loss ?? 'mean'}>
            {loss === undefined && <Arrow at={at} by={whole} color={color} />}
            <path
              d={`M${placeText(plus(at, whole))}L${placeText(plus(at, rest))}`}
              className="plane-dropped"
              stroke={color}
            />
            <Arrow at={at} by={rest} color={color} isDashed />
          </g>
        );
      })}
    </g>
  );
}

function plus(a: Pair, b: Pair): Pair {
  return [a[0] + b[0], a[1] + b[1]];
}

/** A direction of the plane in units of the drawing. */
function inUnits([x, y]: Pair, frame: Frame): Pair {
  const [u0, v0] = frame.to([0, 0]);
  const [u, v] = frame.to([x, y]);
  return [u - u0, v - v0];
}

interface ArrowProps {
  readonly at: Pair;
  readonly by: Pair;
  readonly color: string;
  readonly isDashed?: boolean;
}

function Arrow({ at, by, color, isDashed = false }: ArrowProps) {
  const length = Math.hypot(...by);
  if (!(length > 2)) return null;
  const tip = plus(at, by);
  const [a, b]: Pair = [by[0] / length, by[1] / length];
  const barb = (sign: 1 | -1): Pair => [tip[0] - 7 * a - sign * 4 * b, tip[1] - 7 * b + sign * 4 * a];
  return (
    <g stroke={color} strokeWidth={2} fill={color} strokeLinejoin="round">
      <path d={`M${placeText(at)}L${placeText(tip)}`} fill="none" stroke="var(--paper)" strokeWidth={4.5} />
      <path d={`M${placeText(at)}L${placeText(tip)}`} fill="none" strokeDasharray={isDashed ? '5 3' : undefined} />
      <path d={`M${placeText(tip)}L${placeText(barb(1))}L${placeText(barb(-1))}Z`} />
    </g>
  );
}
