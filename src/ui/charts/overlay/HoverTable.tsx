/** What the compared runs have at the crosshair: value, run, what differs, and the difference from the baseline. */
import { formatValue } from '../../format.ts';
import type { Horizontal } from '../horizontal.ts';
import { useHoveredX } from '../hoverStep.ts';
import type { Tables } from '../rows.ts';
import type { Overlay } from './cut.ts';
import { lineColumns, readingsAt } from './readings.ts';
import { Swatch } from './Swatch.tsx';

interface Props {
  readonly overlays: readonly Overlay[];
  /** Of the shown run. */
  readonly tables: Tables;
  readonly across: Horizontal;
  readonly xEnd: number;
}

/** Beside the crosshair, on the side with more room. Those who do not see it have the slider and the table. */
export function HoverTable({ overlays, tables, across, xEnd }: Props) {
  const x = useHoveredX(across, tables);
  if (x === undefined) return null;
  const columns = lineColumns(overlays);
  const readings = columns.map(({ key }) => readingsAt(overlays, key, across.by, x));
  const hasBaseline = overlays.some(({ entry }) => entry.isBaseline);
  return (
    <div className={x > xEnd / 2 ? 'chart-hover is-left' : 'chart-hover'} aria-hidden="true">
      <table>
        <thead>
          <tr>
            <th />
            <th scope="row" />
            {columns.map(({ key, label, textColor }) => (
              <th key={key} colSpan={hasBaseline ? 2 : 1} style={{ color: textColor }}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {overlays.map(({ entry }, i) => (
            <tr key={entry.id}>
              <td>
                <Swatch look={entry.look} />
              </td>
              <th scope="row">
                {entry.label}
                {entry.count > 1 && <small> n {entry.count}</small>}
                {entry.differs !== '' && entry.differs !== entry.label && <i>{entry.differs}</i>}
              </th>
              {readings.map((ofLine, k) => {
                const { value, sd, count, difference } = ofLine[i] ?? {};
                const { key, textColor } = columns[k] ?? {};
                return [
                  <td key={key} style={{ color: textColor }}>
                    {formatValue(value)}
                    {sd !== undefined && <small> ± {formatValue(sd)}</small>}
                    {count !== undefined && count > 0 && count < entry.count && <small> n {count}</small>}
                  </td>,
                  hasBaseline && (
                    <td key={`${key} difference`}>{entry.isBaseline ? '–' : differenceText(difference)}</td>
                  ),
                ];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "+0.034"; empty where there is none. */
export function differenceText(difference: number | undefined): string {
  if (difference === undefined) return '';
  return difference > 0 ? `+${formatValue(difference)}` : formatValue(difference);
}
