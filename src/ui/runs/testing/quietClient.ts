import type { Client } from '../client.ts';

const nothing = () => undefined;

/** An engine that does nothing of what it is asked: tests put in what they look at. */
export const quietClient: Client = {
  start: () => '',
  continue: nothing,
  pause: nothing,
  resume: nothing,
  step: nothing,
  stop: nothing,
  change: nothing,
  inspect: nothing,
  showUnit: nothing,
  wait: nothing,
  closeLane: nothing,
};
