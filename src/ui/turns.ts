/**
 * Parts of the page that take a while to draw are drawn one after the other, each in a task of its own: a press or a
 * frame that waits comes in between. Unlike frames, tasks also come to a hidden tab.
 */
const waiting: (() => void)[] = [];
let bell: MessagePort | undefined;

/** Calls back in a later task, behind what waits now. */
export function soon(callback: () => void): void {
  // Where the page is rendered at the build; an open channel would keep that from ending.
  if (typeof document === 'undefined') {
    setTimeout(callback);
    return;
  }
  waiting.push(callback);
  bell ??= makeBell();
  bell.postMessage(null);
}

function makeBell(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return port2;
}

/** Resolves in a later task. */
export function nextTurn(): Promise<void> {
  return new Promise(soon);
}

/** Resolves once what stands in the document is painted; at once in a hidden tab, which is not. */
export async function nextPaint(): Promise<void> {
  if (document.readyState === 'loading')
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  if (!document.hidden) await new Promise(requestAnimationFrame);
  await nextTurn();
}

/** Behind all parts of the page. */
export const lastRank = Number.MAX_SAFE_INTEGER;

interface Job {
  /** The lowest comes first. */
  readonly rank: number;
  readonly begin: () => Promise<void>;
}

let jobs: readonly Job[] = [];
let isWorking = false;

/** Begins a job in a task of its own once the one under way is done or has failed. Settles as the job does. */
export function inTurn(rank: number, begin: () => Promise<void> | void): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = async () => begin();
    jobs = [...jobs, { rank, begin: () => settle().then(resolve, reject) }].sort((a, b) => a.rank - b.rank);
    if (!isWorking) void work();
  });
}

async function work() {
  isWorking = true;
  for (;;) {
    await nextTurn();
    const [job, ...rest] = jobs;
    if (!job) break;
    jobs = rest;
    await job.begin();
  }
  isWorking = false;
}
