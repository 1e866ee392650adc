/**
 * Entry. Starts the engine, lets the prebuilt page paint, then loads and begins the pieces of the page in small tasks. A
 * piece that is lost is said on the page, which stays as it stands. With `?embed` it is the page for frames, which waits.
 */
import { loadScript } from '../loadScript.ts';
import { prepareWorker } from '../runs/engineWorker.ts';
import { nextPaint } from '../turns.ts';
import { type LoadedPiece, loadedPieces } from './pieces.ts';
import { sayLost } from './sayLost.ts';

const begin = {
  fields: piece(() => import('../../core/experiment.ts')),
  store: piece(() => import('../store.ts')),
  start: piece(
    () => import('./start.ts'),
    ({ start }) => start(),
  ),
  react: piece(() => import('react-dom/client')),
  page: piece(
    () => import('./page.tsx'),
    ({ drawPage }) => drawPage(),
  ),
} satisfies Record<LoadedPiece, () => Promise<void>>;

function piece<T>(load: () => Promise<T>, then?: (module: T) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const module = await loadScript(load);
    await then?.(module);
  };
}

/** Of frames: fetched whole, as nothing is to be seen before. */
const embed = piece(
  () => import('./embedded.ts'),
  ({ drawEmbedded }) => drawEmbedded(),
);
const isEmbed = /[?&]embed\b/.test(location.search);

if (!isEmbed) prepareWorker();
await nextPaint();
try {
  if (isEmbed) await embed();
  else for (const name of loadedPieces) await begin[name]();
} catch (error) {
  sayLost(String(error));
  reportError(error);
}
