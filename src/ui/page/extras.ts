/** What the page can do without at first: taking dropped files, greeting a first visit, standing on paper, working offline. In one script. */
export { takeDroppedFiles } from '../dialogs/fileDrop.ts';
export { greet } from '../welcome/greet.ts';
export { workOffline } from './offline.ts';
export { preparePrinting } from './print.ts';
