/** What is seen before any script: the page as the build drew it, or that another experiment is on its way. */
import type { Layout } from '../network/layout.ts';
import type { distanceOf, framing, framingLimits } from '../network/useFraming.ts';

export interface Known {
  readonly wideQuery: string;
  readonly savedLayouts: string;
  readonly network: Pick<Layout, 'bounds' | 'image'>;
  readonly framingLimits: typeof framingLimits;
}

/**
 * Runs in the page by its text alone, before anything is drawn. A linked experiment and panels of other sizes look
 * different from what the build drew: a sentence stands there until the page is drawn. The network is framed as it will be.
 */
export function chooseFirstSight(
  { wideQuery, savedLayouts, network, framingLimits }: Known,
  frame: typeof framing,
  distance: typeof distanceOf,
): void {
  const root = document.getElementById('root');
  const narrow = document.getElementById('narrow');
  if (!root || !(narrow instanceof HTMLTemplateElement)) return;
  let isOther = location.hash.length > 1 || /[?&]embed\b/.test(location.search);
  try {
    isOther ||= Object.keys(localStorage).some((key) => key.startsWith(savedLayouts));
  } catch {
    // Where storage is forbidden, nothing was saved.
  }
  if (isOther) {
    const coming = document.createElement('p');
    coming.className = 'loading';
    coming.textContent = 'Loss Mixer opens your experiment …';
    root.replaceChildren(coming);
  } else if (!matchMedia(wideQuery).matches) root.replaceChildren(narrow.content);
  narrow.remove();
  // The page's policy refuses styles that stand in HTML; those that a script sets are its own.
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? '';
    delete element.dataset.style;
  }
  const net = root.querySelector('.net');
  const { width = 0, height = 0 } = net?.getBoundingClientRect() ?? {};
  const viewport = root.querySelector<HTMLElement>('.react-flow__viewport');
  if (!viewport || width === 0) return;
  const { x, y, zoom } = frame(network, width, height, undefined, framingLimits);
  viewport.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  net?.setAttribute('data-distance', distance(zoom, framingLimits));
}

/** Whether the page stands there as the build drew it, for React to take over. */
export function isDrawnAhead(root: HTMLElement): boolean {
  return root.querySelector('.page') !== null;
}
