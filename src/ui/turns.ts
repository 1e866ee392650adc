/**
 * Parts of the page that take a while to draw are drawn one after the other, each in a task of its own: a press or a
 * frame that waits comes in between. Unlike frames, tasks also come to a hidden tab.
 */
const waiting: (() => void)[] = [];
let bell: MessagePort | undefined;

/** Calls back in a later task, behind what waits now. */
export function soon(callback: () => void): void {
  waiting.push(callback);
  bell ??= makeBell();
  bell.postMessage(null);
}

/** Only once it is needed: an open channel would keep the build from ending, which renders the page too. */
function makeBell(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return port2;
}

/** Resolves in a later task. */
export function nextTurn(): Promise<void> {
  return new Promise(soon);
}

/** Settles when all that came before has been drawn. */
let before: Promise<void> = Promise.resolve();

/** Begins a job in a task of its own once the jobs before it are done; one that fails is done, too. */
export function inTurn(job: () => Promise<void> | void): void {
  before = before.then(nextTurn).then(job).catch(reportError);
}
