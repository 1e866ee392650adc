/** What is drawn in a chart now, for its parts inside the frame that Recharts keeps. */
import { createContext } from 'react';
import type { Line } from './lines.ts';
import type { Row, Tables } from './rows.ts';
import type { Tops } from './units.ts';

export interface Drawn {
  readonly tables: Tables;
  readonly lines: readonly Line[];
  /** x counts what the axis counts. */
  readonly rows: readonly Row[];
  readonly stepsPerX: number;
  readonly tops: Tops;
}

export const DrawnContext = createContext<Drawn | null>(null);
