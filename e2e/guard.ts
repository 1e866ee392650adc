/** What no page may do in any test: break its policy, or ask another origin for anything. */
import { type BrowserContext, test as base, expect, type Page, type Request, type Worker } from 'playwright/test';

/** A test that fails when a page of its browser was refused anything, or asked another origin. */
export const test = base.extend<{ refusals: string[] }>({
  refusals: [
    async ({ browser }, use) => {
      const refusals: string[] = [];
      const watch = (context: BrowserContext) => watchPolicy(context, (line) => refusals.push(line));
      browser.contexts().forEach(watch);
      browser.on('context', watch);
      await use(refusals);
      browser.off('context', watch);
      expect(refusals).toEqual([]);
    },
    { auto: true },
  ],
});

/** Says every violation of a policy, and every request to another origin, of all pages and workers of a context. */
export function watchPolicy(context: BrowserContext, say: (line: string) => void): void {
  context.on('console', (message) => {
    // The browser names the policy that it keeps: Content Security Policy, Trusted Types, Permissions Policy.
    if (/content.security.policy|permissions.policy|trusted.?(types|html|script)/i.test(message.text()))
      say(message.text());
  });
  const watchWorkers = (page: Page) => page.on('worker', (worker) => void tellViolations(worker));
  context.pages().forEach(watchWorkers);
  context.on('page', watchWorkers);
  context.on('request', (request) => {
    if (isForeign(request)) say(`request to another origin: ${request.url()}`);
  });
}

/** Lets a worker say in the console what its policy has refused: by itself the browser says it of pages alone. */
async function tellViolations(worker: Worker): Promise<void> {
  // The threads of the engine answer nothing.
  if (worker.url().startsWith('blob:')) return;
  const listen = () =>
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`Content Security Policy of a worker: ${effectiveDirective} refuses ${blockedURI}`),
    );
  // It may be gone already.
  await worker.evaluate(listen).catch(() => undefined);
}

/** Whether something else than the page itself comes from where its page does not. */
function isForeign(request: Request): boolean {
  const { origin, protocol } = new URL(request.url());
  if (!protocol.startsWith('http')) return false;
  const worker = request.serviceWorker();
  if (worker) return new URL(worker.url()).origin !== origin;
  if (request.isNavigationRequest()) return false;
  return new URL(request.frame().url()).origin !== origin;
}
