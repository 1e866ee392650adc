/** The names of the compared runs at the ends of their lines, in the colour of the loss, with its marker. */
import type { ScaleFunction } from 'recharts';
import { spread } from '../endLabels.ts';
import type { Line } from '../lines.ts';
import { Marker } from '../Marker.tsx';
import { scaleOf, type Tops } from '../units.ts';
import type { Overlay } from './cut.ts';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly overlays: readonly Overlay[];
  readonly x: ScaleFunction;
  readonly y: ScaleFunction;
  readonly tops: Tops;
  readonly area: Area;
}

interface End {
  readonly key: string;
  readonly line: Line;
  readonly entryId: string;
  readonly px: number;
  readonly y: number;
}

const labelPx = 11;
const labelGapPx = 7;
/** The room that a label takes, at most. */
const widthPx = 80;

export function EndLabels({ overlays, x, y, tops, area }: Props) {
  const low = area.y;
  const high = area.y + area.height;
  const ends = overlays.flatMap((overlay) => endsOf(overlay, x, y, tops));
  const named = besideEachOther(ends).flatMap((some) =>
    spread(thatFit(some, Math.floor((high - low) / labelPx) + 1), labelPx, low, high),
  );
  return (
    <>
      {ends.map(({ key, line, px, y: py }) => (
        <Marker key={key} shape={line.marker} x={px} y={py} color={line.color} />
      ))}
      {named.map(({ key, line, px, y: py }) => (
        <text key={key} x={px + labelGapPx} y={py} dy="0.33em" className="chart-end" fill={line.textColor}>
          {line.endLabel}
        </text>
      ))}
    </>
  );
}

function endsOf({ entry, lines, rows }: Overlay, x: ScaleFunction, y: ScaleFunction, tops: Tops): End[] {
  return lines.flatMap((line) => {
    const row = rows.findLast((one) => one[line.key] !== undefined);
    const px = row && x(row.x);
    const py = row && scaleOf(line, y, tops)(row[line.key]);
    if (px === undefined || py === undefined || !Number.isFinite(py)) return [];
    return [{ key: `${entry.id} ${line.key}`, line, entryId: entry.id, px, y: py }];
  });
}

/** The ends in groups, no label of one of which can reach into another. */
function besideEachOther(ends: readonly End[]): readonly (readonly End[])[] {
  const starts = [...ends.map(({ px }) => px)]
    .sort((a, b) => a - b)
    .filter((px, i, all) => i === 0 || px - (all[i - 1] ?? px) > widthPx);
  const groupOf = ({ px }: End) => starts.findLastIndex((start) => start <= px);
  return starts.map((_, i) => ends.filter((end) => groupOf(end) === i));
}

/** Where there is no room for all labels, every run has one; where not for these either, the first have. */
function thatFit(ends: readonly End[], count: number): readonly End[] {
  if (ends.length <= count) return ends;
  return ends.filter((end, i) => ends.findIndex(({ entryId }) => entryId === end.entryId) === i).slice(0, count);
}
