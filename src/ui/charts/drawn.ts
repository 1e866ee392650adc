/** What is drawn in a chart now, for its parts inside the frame that Recharts keeps. */
import { createContext } from 'react';
import type { Horizontal } from './horizontal.ts';
import type { Line } from './lines.ts';
import type { Overlay } from './overlay/cut.ts';
import type { Row, Tables } from './rows.ts';
import type { Tops } from './units.ts';

export interface Drawn {
  readonly tables: Tables;
  readonly lines: readonly Line[];
  /** x counts what the axis counts. */
  readonly rows: readonly Row[];
  /** The same lines before they were smoothed; none where nothing was. */
  readonly raw: readonly Row[];
  readonly across: Horizontal;
  readonly tops: Tops;
  /** Of the runs that are compared, the one on the charts among them; none where it stands alone. */
  readonly overlays: readonly Overlay[];
}

export const DrawnContext = createContext<Drawn | null>(null);
