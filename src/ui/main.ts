/** The entry: the engine begins to load at once, and the page beside it, a task at a time. */
import { prepareWorker } from './engineWorker.ts';

prepareWorker();
await import('react-dom/client');
await import('./store.ts');
await import('./page.tsx');
