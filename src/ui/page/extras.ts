/** What the page can do without at first: taking files that are dropped, and standing on paper. In one script. */
export { takeDroppedFiles } from '../dialogs/fileDrop.ts';
export { preparePrinting } from './print.ts';
