/** What the charts need to compare runs, in one script. */
export { comparedSaved } from './comparedSaved.ts';
export { overlayOf } from './cut.ts';
export { comparisonOf } from './entries.ts';
export { HoverTable } from './HoverTable.tsx';
export { OverlayLines } from './OverlayLines.tsx';
export { RunLegend } from './RunLegend.tsx';
export { comparedColumns } from './readings.ts';
