/**
 * Outlines as SVG path data (absolute M, L, Q, C, Z only) turned into polylines, and their distances. Curves are cut
 * into a fixed number of chords with + − × ÷ √ alone, which IEEE 754 rounds alike on every machine.
 */

/** Corners x0, y0, x1, y1, …; a closed polyline ends where it began. */
export type Polyline = readonly number[];

const CHORDS = 8;
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

/** The polyline of one path; throws on a command it does not know or a wrong number of coordinates. */
export function flatten(path: string): Polyline {
  const points: number[] = [];
  for (const [, command = '', rest = ''] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const v = (rest.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    if (v.length !== ARITY[command]) throw new Error(`Path: ${command} with ${v.length} numbers in "${path}".`);
    if (command === 'Z') points.push(points[0] ?? 0, points[1] ?? 0);
    else if (command === 'Q') curve(points, [v[0]!, v[1]!, v[0]!, v[1]!, v[2]!, v[3]!], false);
    else if (command === 'C') curve(points, v, true);
    else points.push(v[0]!, v[1]!);
  }
  return points;
}

function curve(points: number[], v: readonly number[], cubic: boolean): void {
  const x0 = points.at(-2) ?? 0;
  const y0 = points.at(-1) ?? 0;
  for (let i = 1; i <= CHORDS; i++) {
    const t = i / CHORDS;
    const u = 1 - t;
    const [a, b, c, d] = cubic ? [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t] : [u * u, 2 * u * t, 0, t * t];
    points.push(a * x0 + b * v[0]! + c * v[2]! + d * v[4]!, a * y0 + b * v[1]! + c * v[3]! + d * v[5]!);
  }
}

/** The right half of a symmetric outline, drawn from the axis x = 0 to the axis, completed by its reflection. */
export function mirror(half: Polyline): Polyline {
  const points = [...half];
  for (let i = half.length - 2; i >= 0; i -= 2) points.push(-half[i]!, half[i + 1]!);
  return points;
}

/** Distance from (x, y) to the line itself. */
export function lineDistance(points: Polyline, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 3 < points.length; i += 2) {
    const ex = points[i + 2]! - points[i]!;
    const ey = points[i + 3]! - points[i + 1]!;
    const px = x - points[i]!;
    const py = y - points[i + 1]!;
    const square = ex * ex + ey * ey;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, (px * ex + py * ey) / square));
    const dx = px - ex * t;
    const dy = py - ey * t;
    nearest = Math.min(nearest, dx * dx + dy * dy);
  }
  return Math.sqrt(nearest);
}

/** Signed distance from (x, y) to the region inside a closed polyline: negative inside (even-odd rule). */
export function regionDistance(points: Polyline, x: number, y: number): number {
  let inside = false;
  for (let i = 0; i + 3 < points.length; i += 2) {
    const y0 = points[i + 1]!;
    const y1 = points[i + 3]!;
    if (y0 > y === y1 > y) continue;
    if (x < points[i]! + ((y - y0) / (y1 - y0)) * (points[i + 2]! - points[i]!)) inside = !inside;
  }
  const distance = lineDistance(points, x, y);
  return inside ? -distance : distance;
}
