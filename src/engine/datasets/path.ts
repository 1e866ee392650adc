/**
 * Outlines as SVG path data (absolute M, L, Q, C, Z only) turned into polylines, and their distances. Curves are cut
 * into a fixed number of chords with + − × ÷ √ alone, which IEEE 754 rounds alike on every machine.
 */

/** Corners x0, y0, x1, y1, …; a closed polyline ends where it began. */
export type Polyline = Readonly<ArrayLike<number>>;

const CHORDS = 8;
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

/** The polyline of one path; throws on a command it does not know or a wrong number of coordinates. */
export function flatten(path: string): number[] {
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

/**
 * Signed distance from (x, y) to the region inside a closed polyline: negative inside (even-odd rule). Its absolute
 * value is the distance to the line itself, which need not be closed. Of an outline symmetric about x = 0 the half
 * with x ≥ 0 is enough to ask for points with x ≥ 0: none of the other half is nearer, or to the right.
 */
export function regionDistance(points: Polyline, x: number, y: number): number {
  let side = 1;
  let nearest = Number.POSITIVE_INFINITY;
  let x0 = points[0]!;
  let y0 = points[1]!;
  for (let i = 2; i < points.length; i += 2) {
    const x1 = points[i]!;
    const y1 = points[i + 1]!;
    const ex = x1 - x0;
    const ey = y1 - y0;
    const px = x - x0;
    const py = y - y0;
    if (y0 > y !== y1 > y && x < x0 + (py / ey) * ex) side = -side;
    const square = ex * ex + ey * ey;
    const along = px * ex + py * ey;
    const t = along <= 0 ? 0 : along >= square ? 1 : along / square;
    const dx = px - ex * t;
    const dy = py - ey * t;
    nearest = Math.min(nearest, dx * dx + dy * dy);
    x0 = x1;
    y0 = y1;
  }
  return side * Math.sqrt(nearest);
}
