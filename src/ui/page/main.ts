/**
 * The entry, run as soon as it is there: the engine loads at once. When what the build drew is painted the page comes, a
 * task at a time.
 */
import { prepareWorker } from '../runs/engineWorker.ts';
import { nextPaint } from '../turns.ts';

prepareWorker();
await nextPaint();
await import('../../core/experiment.ts');
await import('../store.ts');
const { start } = await import('./start.ts');
await start();
await import('react-dom/client');
await import('./page.tsx');
