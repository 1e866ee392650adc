/** The script of the tab "Compare": what it shows, and what it does before it is first looked at. */
export { Compare } from './Compare.tsx';
export { readAhead } from './useRead.ts';
