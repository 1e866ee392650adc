/** The mixing desk: the live equation, a channel per loss, what joins them, and what it all amounts to. */
import { useCallback, useState } from 'react';
import { setFader, setFaders } from '../actions/edit.ts';
import { store, useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { lastRank } from '../turns.ts';
import { useTurn } from '../useTurn.ts';
import { Combine } from './Combine.tsx';
import { Desk } from './Desk.tsx';
import { Introduction } from './Introduction.tsx';
import { LossEquation } from './LossEquation.tsx';
import { linkable, linkFaders, moveLinked } from './linkedFaders.ts';
import { TradeSlider } from './TradeSlider.tsx';
import { VerdictBox } from './VerdictBox.tsx';
import './mixer.css';
import './strips.css';

// What a frame draws of the desk, from this script: one for each of the two would make the desk of the page larger.
export { Fader } from './Fader.tsx';
export { lossRange, penaltyRange } from './fader.ts';
export { LossEquation } from './LossEquation.tsx';

// The desk is whole without it.
const loadInCode = () =>
  import('./code/InCode.tsx').then(
    ({ InCode }) => InCode,
    () => undefined,
  );

/** The whole desk; it fills the width that it is given, from 260 px. */
export function Mixer() {
  const InCode = useTurn(lastRank, loadInCode);
  const [wantsLink, setLink] = useState(false);
  const canLink = useStore((state) => linkable(state.experiment.losses).length >= 2);
  // An undo may lead back before the faders were linked.
  const isSumOne = useStore((state) => isOne(linkable(state.experiment.losses)));
  const isLinked = wantsLink && canLink && isSumOne;

  const onFader = useCallback(
    (lossId: string, fader: number) => {
      const faders = linkedNow();
      if (isLinked && Object.hasOwn(faders, lossId)) setFaders(moveLinked(faders, lossId, fader));
      else setFader(lossId, fader);
    },
    [isLinked],
  );
  const isInGroup = useCallback((lossId: string) => isLinked && Object.hasOwn(linkedNow(), lossId), [isLinked]);

  return (
    <section className="mixer" aria-labelledby="mixer-title">
      <header className="mixer-head">
        <h2 id="mixer-title" tabIndex={-1}>
          <Term id="mixer">Mixer</Term>
        </h2>
        {InCode && <InCode />}
        <label
          className="mixer-link"
          data-term="linked-faders"
          data-help={canLink ? undefined : 'Needs two losses that read a target.'}
        >
          <input
            type="checkbox"
            checked={isLinked}
            disabled={!canLink}
            onChange={(event) => {
              setLink(event.target.checked);
              if (event.target.checked) setFaders(linkFaders(linkedNow()));
            }}
          />
          faders sum to 1
        </label>
      </header>
      <Introduction />
      <LossEquation />
      <VerdictBox />
      {isLinked && <TradeSlider onFader={onFader} />}
      <Desk isLinked={isInGroup} onFader={onFader} />
      <Combine />
    </section>
  );
}

function isOne(losses: readonly { readonly fader: number }[]): boolean {
  return Math.abs(losses.reduce((sum, { fader }) => sum + fader, 0) - 1) < 1e-6;
}

function linkedNow(): Readonly<Record<string, number>> {
  return Object.fromEntries(linkable(store.getState().experiment.losses).map(({ id, fader }) => [id, fader]));
}
