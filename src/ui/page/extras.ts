/** What the page can do without at first: taking dropped files, greeting a first visit, standing on paper. In one script. */
export { takeDroppedFiles } from '../dialogs/fileDrop.ts';
export { greet } from '../welcome/greet.ts';
export { preparePrinting } from './print.ts';
