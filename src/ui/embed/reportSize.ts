/** Tells the page around the frame how high the figure is, whenever that changes. */
export interface SizeMessage {
  readonly type: 'loss-mixer:size';
  /** Pixels. */
  readonly height: number;
}

/** Follows the height of an element; returns what ends it. Says nothing where nobody is around. */
export function reportSize(
  element: HTMLElement,
  { parent, self }: Pick<Window, 'parent'> & { self: unknown },
): () => void {
  if (parent === self) return () => undefined;
  let told = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Anybody may embed the page, and a height is no secret.
    parent.postMessage({ type: 'loss-mixer:size', height } satisfies SizeMessage, '*');
  });
  observer.observe(element);
  return () => observer.disconnect();
}
