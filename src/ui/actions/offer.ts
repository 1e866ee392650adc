/** What loading the page again would bring. It is offered, and happens when a person wants it. */
import { type Offer, store } from '../store.ts';

let reload: (() => void) | undefined;

/** Offers to load the page again; `take` does it. A newer version is worth more than threads, and brings them, too. */
export function makeOffer(offer: Offer, take: () => void): void {
  if (offer === 'threads' && store.getState().offer === 'version') return;
  reload = take;
  store.setState({ offer });
}

export function takeOffer(): void {
  reload?.();
}

/** It comes back with the next visit. */
export function dismissOffer(): void {
  store.setState({ offer: null });
}
