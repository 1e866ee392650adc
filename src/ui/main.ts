/**
 * The entry, run as soon as it is there: the engine loads at once. What the build drew is painted, then the engine gets its
 * work, then comes the page, a task at a time.
 */
import { prepareWorker } from './engineWorker.ts';
import { nextPaint } from './turns.ts';

prepareWorker();
await nextPaint();
await import('./store.ts');
await import('./start.ts');
await import('react-dom/client');
await import('./page.tsx');
