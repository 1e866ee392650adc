/** Arrows at one walk's point: against each gradient, in one scale, and the update's direction. */
import { pairAt } from '../../../core/study/plane/ending.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import { type Frame, placeText } from './frame.ts';
import type { Line } from './lines.ts';

/** Units of the longest arrow. */
const longest = 52;

export function Arrows({ line, setting, frame }: { line: Line; setting: PlaneSetting; frame: Frame }) {
  const { path } = line.outing;
  const x = pairAt(path.x, line.row);
  const { gradients } = planeOf(setting.problem).at(x, setting.problemOptions);
  const largest = Math.max(...gradients.map((gradient) => Math.hypot(...inUnits(gradient, frame))));
  const [update, length] = [
    inUnits(pairAt(path.update, line.row), frame),
    Math.hypot(...pairAt(path.update, line.row)),
  ];
  const at = frame.to(x);
  if (!(largest > 0)) return null;
  return (
    <g>
      {gradients.map((gradient, i) => {
        const [u, v] = inUnits(gradient, frame);
        const scale = -longest / largest;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index of the loss is its key
          <Arrow key={i} at={at} by={[scale * u, scale * v]} color={`var(--loss-${i})`} />
        );
      })}
      {length > 0 && <Arrow at={at} by={scaled(update, 0.72 * longest)} color="var(--ink)" />}
    </g>
  );
}

function scaled([u, v]: Pair, length: number): Pair {
  const size = Math.hypot(u, v);
  return [(u / size) * length, (v / size) * length];
}

/** A direction of the plane in units of the drawing. */
function inUnits([x, y]: Pair, frame: Frame): Pair {
  const [u0, v0] = frame.to([0, 0]);
  const [u, v] = frame.to([x, y]);
  return [u - u0, v - v0];
}

function Arrow({ at, by, color }: { at: Pair; by: Pair; color: string }) {
  const length = Math.hypot(...by);
  if (!(length > 2)) return null;
  const tip: Pair = [at[0] + by[0], at[1] + by[1]];
  const [a, b]: Pair = [by[0] / length, by[1] / length];
  const barb = (sign: 1 | -1): Pair => [tip[0] - 7 * a - sign * 4 * b, tip[1] - 7 * b + sign * 4 * a];
  return (
    <g stroke={color} strokeWidth={2} fill={color} strokeLinejoin="round">
      <path d={`M${placeText(at)}L${placeText(tip)}`} fill="none" stroke="var(--paper)" strokeWidth={4.5} />
      <path d={`M${placeText(at)}L${placeText(tip)}`} fill="none" />
      <path d={`M${placeText(tip)}L${placeText(barb(1))}L${placeText(barb(-1))}Z`} />
    </g>
  );
}
