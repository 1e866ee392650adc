/** Going through cards by the arrow keys, as they stand: in rows of any length, in groups one below the other. */

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Index of the card that a key leads to from another one; undefined where it leads nowhere. */
export function neighbour(places: readonly Place[], from: number, key: string): number | undefined {
  const last = places.length - 1;
  const found = targets[key]?.(places, from, last);
  return found === undefined || found < 0 || found > last || found === from ? undefined : found;
}

const targets: Readonly<Record<string, (places: readonly Place[], from: number, last: number) => number | undefined>> =
  {
    ArrowRight: (_, from) => from + 1,
    ArrowLeft: (_, from) => from - 1,
    Home: () => 0,
    End: (_places, _from, last) => last,
    ArrowDown: (places, from) => inRow(places, from, 1),
    ArrowUp: (places, from) => inRow(places, from, -1),
  };

/** The card above or below that is nearest to the side. */
function inRow(places: readonly Place[], from: number, direction: 1 | -1): number | undefined {
  const here = places[from];
  if (!here) return undefined;
  const away = ({ top }: Place) => direction * (top - here.top);
  // Cards of a row share its upper edge, to a fraction of a pixel.
  const beyond = places.filter((place) => away(place) > 1);
  const nearest = Math.min(...beyond.map(away));
  const row = beyond.filter((place) => away(place) < nearest + 1);
  const aside = ({ left }: Place) => Math.abs(left - here.left);
  const found = row.reduce<Place | undefined>(
    (best, place) => (!best || aside(place) < aside(best) ? place : best),
    undefined,
  );
  return found && places.indexOf(found);
}
