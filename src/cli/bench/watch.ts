/** Runs inside the page: what the Performance API sees while it trains. Self-contained: its text is sent to the browser. */

export interface Watched {
  readonly longestTaskMs: number;
  readonly tasksOver50: number;
  readonly framesPerSecond: number;
  /** Times a second that the chart of the losses was drawn anew. */
  readonly chartUpdatesPerSecond: number;
  /** The slowest answer to an input, from the input to the next frame. */
  readonly inputMs: number;
  readonly inputs: number;
  /** Which it was: "click on Gradients". */
  readonly slowest: string;
}

/** Starts watching; the function it leaves behind as `stopWatching` answers. */
export function watch(): void {
  const from = performance.now();
  const tasks: number[] = [];
  const inputs: { readonly ms: number; readonly what: string }[] = [];
  const types = new Set(['pointerdown', 'pointerup', 'click', 'keydown', 'keyup']);
  const longTasks = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.startTime >= from) tasks.push(entry.duration);
  });
  longTasks.observe({ type: 'longtask' });
  const events = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (entry.startTime < from || !types.has(entry.name)) continue;
      const element = entry.target instanceof Element ? entry.target : undefined;
      const name = element?.getAttribute('aria-label') ?? element?.textContent?.slice(0, 30) ?? '';
      inputs.push({ ms: entry.duration, what: `${entry.name} on ${name.trim()}` });
    }
  });
  events.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  let [updates, frames, isWatching] = [0, 0, true];
  const mutations = new MutationObserver((records) => {
    const isLosses = ({ target }: MutationRecord) =>
      target instanceof Element && target.closest('.chart')?.getAttribute('aria-label')?.startsWith('Losses');
    if (records.some(isLosses)) updates++;
  });
  mutations.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['d', 'transform'] });
  const count = () => {
    frames++;
    if (isWatching) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const stopWatching = (): Watched => {
    isWatching = false;
    const seconds = (performance.now() - from) / 1000;
    mutations.disconnect();
    longTasks.disconnect();
    events.disconnect();
    const slowest = inputs.toSorted((a, b) => b.ms - a.ms)[0];
    return {
      longestTaskMs: Math.max(0, ...tasks),
      tasksOver50: tasks.length,
      framesPerSecond: frames / seconds,
      chartUpdatesPerSecond: updates / seconds,
      inputMs: slowest?.ms ?? 0,
      inputs: inputs.length,
      slowest: slowest?.what ?? '',
    };
  };
  Object.assign(globalThis, { stopWatching });
}

/** Notes when the first point stands in a chart, as `firstPointMs` after navigation. */
export function noteFirstPoint(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.chart-plot svg path[transform^="translate"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => Object.assign(globalThis, { firstPointMs: performance.now() }));
  });
  observer.observe(document, { childList: true, subtree: true });
}
