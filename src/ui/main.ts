/** The entry: the engine begins to load at once, and the page beside it. */
import { prepareWorker } from './engineWorker.ts';

prepareWorker();
void import('./page.tsx');
