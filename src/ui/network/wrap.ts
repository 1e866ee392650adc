/**
 * A long drawing in rows, like a text: each row goes on from left to right, and a connection to the next row goes back
 * between the two. What is drawn once is cut where nothing stands and the fewest connections pass, into as many rows as
 * let it be seen the largest.
 */
import type { Box, Point } from './box.ts';

/** In the pixels of the drawing. */
const limits = {
  /** Narrower than this it stays one row: it can be read on a screen. */
  leastWidth: 2400,
  /** Width to height of what it should fill. */
  aspect: 2.9,
  mostRows: 8,
  rowGap: 64,
  /** How far a connection leaves its row to the side. */
  turn: 22,
};

interface Drawing {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly bends: ReadonlyMap<string, readonly Point[]>;
}

interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The drawing in rows; itself where one row is enough. */
export function wrap(drawing: Drawing, wires: readonly Wire[]): Drawing {
  const all = [...drawing.boxes.values()];
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(endOf))];
  const width = right - left;
  if (width <= limits.leastWidth) return drawing;
  const numbers = Array.from({ length: limits.mostRows - 1 }, (_, i) => i + 2);
  const plans = numbers.map((rows) => planOf(drawing, wires, left, cutsOf(drawing, wires, left, width / rows, rows)));
  const { cuts, shifts, tops } = plans.reduce((best, plan) => (plan.size < best.size ? plan : best));
  const rowAt = (x: number) => rowOf(cuts, x);
  const moved = ({ x, y }: Point): Point => {
    const row = rowAt(x);
    return { x: x - (row === 0 ? left : (cuts[row - 1] ?? 0)), y: y + (shifts[row] ?? 0) };
  };
  const boxes = new Map([...drawing.boxes].map(([id, box]) => [id, { ...box, ...moved(box) }]));
  const widest = Math.max(...[...boxes.values()].map(endOf));
  const bends = new Map<string, readonly Point[]>();
  for (const { id, from, to } of wires) {
    const points = drawing.bends.get(id) ?? [];
    const [start, end] = [drawing.boxes.get(from), drawing.boxes.get(to)];
    if (!start || !end) continue;
    const [first, last] = [rowAt(start.x), rowAt(end.x)];
    if (first === last) {
      if (points.length > 0) bends.set(id, points.map(moved));
      continue;
    }
    const aisle = (tops[last] ?? 0) - limits.rowGap / 2;
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b) continue;
    bends.set(id, [
      ...points.filter(({ x }) => rowAt(x) === first).map(moved),
      { x: widest + limits.turn, y: a.y + a.height / 2 },
      { x: widest + limits.turn, y: aisle },
      { x: -limits.turn, y: aisle },
      { x: -limits.turn, y: b.y + b.height / 2 },
      ...points.filter(({ x }) => rowAt(x) === last).map(moved),
    ]);
  }
  return { boxes, bends };
}

interface Plan {
  readonly cuts: readonly number[];
  /** How far each row goes down, and where it then begins. */
  readonly shifts: readonly number[];
  readonly tops: readonly number[];
  /** The width of what it fills, at the aspect of the canvas. */
  readonly size: number;
}

/** The rows that the cuts make, each as high as what stands or passes in it. */
function planOf({ boxes, bends }: Drawing, wires: readonly Wire[], left: number, cuts: readonly number[]): Plan {
  const rows = Array.from({ length: cuts.length + 1 }, () => ({ top: Infinity, bottom: -Infinity, right: 0 }));
  const take = (x: number, top: number, bottom: number, right: number) => {
    const index = rowOf(cuts, x);
    const row = rows[index];
    if (!row) return;
    row.top = Math.min(row.top, top);
    row.bottom = Math.max(row.bottom, bottom);
    row.right = Math.max(row.right, right - (index === 0 ? left : (cuts[index - 1] ?? 0)));
  };
  for (const box of boxes.values()) take(box.x, box.y, box.y + box.height, endOf(box));
  for (const { id } of wires) for (const { x, y } of bends.get(id) ?? []) take(x, y, y, x);
  const shifts: number[] = [];
  const tops: number[] = [];
  let down = rows[0]?.top ?? 0;
  for (const { top, bottom } of rows) {
    shifts.push(down - top);
    tops.push(down);
    down += bottom - top + limits.rowGap;
  }
  const height = down - limits.rowGap - (rows[0]?.top ?? 0);
  return { cuts, shifts, tops, size: Math.max(height * limits.aspect, ...rows.map(({ right }) => right)) };
}

/** The row, from 0 on, in which that place stands. */
function rowOf(cuts: readonly number[], x: number): number {
  return cuts.filter((cut) => cut < x).length;
}

/** Where the rows end: near equal lengths, at a place that cuts no node and the fewest wires. */
function cutsOf({ boxes }: Drawing, wires: readonly Wire[], left: number, length: number, rows: number): number[] {
  const spans = [...boxes.values()];
  const isFree = (x: number) => spans.every((box) => x <= box.x || x >= endOf(box));
  const crossing = (x: number) =>
    wires.filter(({ from, to }) => endOf(boxes.get(from)) <= x && (boxes.get(to)?.x ?? x) > x).length;
  const free = spans.map((box) => box.x - 4).filter(isFree);
  const cuts: number[] = [];
  for (let row = 1; row < rows; row++) {
    const ideal = left + row * length;
    const near = free.filter((x) => Math.abs(x - ideal) < length / 3 && x > (cuts.at(-1) ?? left));
    const price = (x: number) => Math.abs(x - ideal) / length + 0.5 * crossing(x);
    const best = near.sort((a, b) => price(a) - price(b))[0];
    if (best !== undefined) cuts.push(best);
  }
  return cuts;
}

function endOf(box: Box | undefined): number {
  return (box?.x ?? 0) + (box?.width ?? 0);
}
