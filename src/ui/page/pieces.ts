/**
 * How the page starts, said once: the entry loads by it, the build makes its files by it and draws the first sight, and
 * the tests block and look for what it names.
 */

/**
 * The scripts of the start, in the order in which the entry loads them. The build makes one file of each with all that
 * it needs; what several of them need lies in the first.
 */
export const startingPieces = [
  { name: 'entry', holds: /src\/ui\/(turns|loadScript|runs\/engineWorker|page\/(pieces|sayLost))\.ts$|preload-helper/ },
  { name: 'fields', holds: /src\/core\/experiment\.ts$/ },
  { name: 'store', holds: /src\/ui\/store\.ts$/ },
  { name: 'start', holds: /src\/ui\/page\/start\.ts$/ },
  { name: 'react', holds: /node_modules\/react-dom\/client\.js$/ },
  {
    name: 'page',
    holds: /src\/(ui\/(page\/page|Term|TermText|actions\/combine)|core\/run\/(columns|headMetrics))\.tsx?$/,
  },
] as const;

/** What the entry loads, one after the other; it is itself the first of the pieces. */
export type LoadedPiece = Exclude<(typeof startingPieces)[number]['name'], 'entry'>;
export const loadedPieces = startingPieces.map(({ name }) => name).filter((name) => name !== 'entry');

/** The files that the page names in its head, with all that they import: they hold all that the first press needs. */
export const namedAhead: readonly LoadedPiece[] = ['start', 'page'];

/** What follows when the page is there, in this order. The plots of the charts come before all of it, with rank 0. */
const following = ['charts', 'network', 'mixer', 'palettes', 'menus', 'run', 'dialogs', 'library'] as const;

/** The rank of what follows, for `inTurn`. */
export function rankOf(one: (typeof following)[number]): number {
  return 1 + following.indexOf(one);
}

/** The screens on which the parts stand side by side. The build draws the page for these and for the others. */
export const wideQuery = '(min-width: 900px)';

/** The keys of the sizes of panels that a person changed start with it. What the build drew has the sizes of a first visit. */
export const savedLayouts = 'react-resizable-panels:';
