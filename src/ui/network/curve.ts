/** The way of a connection. */
import type { Point } from './box.ts';

/** A curve through the points that leaves and arrives horizontally, and its middle. SVG path data. */
export function curve(points: readonly Point[]): { path: string; middle: Point } {
  const [first, ...rest] = points;
  let path = `M${first?.x},${first?.y}`;
  let from = first ?? { x: 0, y: 0 };
  for (const to of rest) {
    const reach = Math.max(Math.abs(to.x - from.x) / 2, 8);
    // Down beside a row and back to the next one a wire is straight: a curve would swing out to both sides.
    if (to.x <= from.x) path += ` L${to.x},${to.y}`;
    else path += ` C${from.x + reach},${from.y} ${to.x - reach},${to.y} ${to.x},${to.y}`;
    from = to;
  }
  const at = (points.length - 1) / 2;
  const a = points[Math.floor(at)] ?? from;
  const b = points[Math.ceil(at)] ?? from;
  return { path, middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}
