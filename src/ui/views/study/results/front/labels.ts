/**
 * Where the names of points stand so that none lies on another, on a point, or outside: beside the point where that is free,
 * else further away on a leader line. Who finds no place has none; the ranking, focus and pointer name it.
 */
import type { Pair } from '../../../../../core/study/axes.ts';

export interface Named {
  readonly key: number;
  readonly at: Pair;
  readonly text: string;
}

export interface PlacedLabel extends Named {
  /** Left end of the base line's middle. */
  readonly x: number;
  readonly y: number;
  /** Whether it stands so far away that a line leads to its point. */
  readonly isLed: boolean;
}

/** A rectangle in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of the letters at 11.5 px, on average; a little more than it takes. */
const letterPx = 6.7;
const halfPx = 7;
const pointPx = 7;
/** From the point to the middle of a label's nearer end; beyond the first two a line leads. */
const distances = [10, 14, 24, 36, 50, 66, 84] as const;
const ledFrom = 20;
/** More names than these could not be read, and would take long to place. */
const mostNames = 60;
/** Right first, then left, above and below, then between. */
const turns = [0, 8, 12, 4, 14, 2, 10, 6, 15, 1, 9, 7, 13, 11, 3, 5] as const;

/**
 * The labels in the order of their claims: the first has the first choice. None lies on what is `taken`. On a narrow plane
 * lines are shorter, and more points go without a name.
 */
export function placeLabels(
  points: readonly Named[],
  width: number,
  height: number,
  taken: readonly Area[] = [],
): PlacedLabel[] {
  const marks = [...points.map(({ at: [x, y] }) => around(x, y, pointPx, pointPx)), ...taken];
  const reach = Math.max(ledFrom + 4, 0.11 * width);
  const placed: { readonly label: PlacedLabel; readonly box: Area }[] = [];
  for (const point of points.slice(0, mostNames)) {
    const free = placesOf(point, reach).find(
      ({ box }) =>
        box.left >= 0 &&
        box.right <= width &&
        box.top >= 0 &&
        box.bottom <= height &&
        !marks.some((mark) => overlap(mark, box)) &&
        !placed.some((other) => overlap(other.box, box)),
    );
    if (free) placed.push(free);
  }
  return placed.map(({ label }) => label);
}

function placesOf(point: Named, reach: number) {
  const textPx = labelWidth(point.text);
  const [px, py] = point.at;
  return distances
    .filter((distance) => distance <= reach)
    .flatMap((distance) =>
      turns.map((turn) => {
        const angle = (turn * Math.PI) / 8;
        const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
        const y = py + dy * distance;
        // Beside the point the text begins or ends there; above and below it is centred.
        const x = px + dx * distance - (textPx * (1 - dx)) / 2;
        const box = { left: x, right: x + textPx, top: y - halfPx, bottom: y + halfPx };
        return { label: { ...point, x, y, isLed: distance > ledFrom }, box };
      }),
    );
}

/** What a text beginning or ending at a place takes. */
export function areaOfText(text: string, x: number, y: number, anchor: 'start' | 'end'): Area {
  const textPx = labelWidth(text);
  const left = anchor === 'start' ? x : x - textPx;
  return { left, right: left + textPx, top: y - halfPx, bottom: y + halfPx };
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Area {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function overlap(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Width of a label in pixels, as it is reckoned with. */
export function labelWidth(text: string): number {
  return text.length * letterPx;
}
