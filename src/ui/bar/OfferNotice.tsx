/** A newer version, or threads, after a reload: offered, with what becomes of a run that is going on. */
import { isAlive } from '../../core/run/run.ts';
import { dismissOffer, takeOffer } from '../actions/offer.ts';
import { type Offer, type State, useStore } from '../store.ts';

const texts = {
  version: { label: 'New version', title: 'A new version of Loss Mixer is there.', more: 'It opens when you reload.' },
  threads: {
    label: 'More threads',
    title: 'Training can be faster after a reload.',
    more: 'WebAssembly then uses several processor cores; on this host the page has to be loaded twice for that.',
  },
} as const satisfies Record<Offer, object>;

const selectIsBusy = ({ runs, studies }: State) =>
  runs.some(({ status }) => isAlive(status)) || studies.some(({ status }) => status === 'running');

export function OfferNotice() {
  const offer = useStore((state) => state.offer);
  const isBusy = useStore(selectIsBusy);
  const isKept = useStore(({ library }) => library.isOpen);
  if (!offer) return null;
  const { label, title, more } = texts[offer];
  return (
    <section className="banner" aria-label={label}>
      <p role="status">
        <b>{title}</b> {more}
        {isBusy &&
          (isKept
            ? ' What is training stops then; it is kept, and you can continue it.'
            : ' What is training would be lost: this browser keeps no runs.')}
      </p>
      <div className="banner-buttons">
        <button type="button" className="button" onClick={takeOffer}>
          Reload
        </button>
        <button type="button" className="button" onClick={dismissOffer}>
          Later
        </button>
      </div>
    </section>
  );
}
