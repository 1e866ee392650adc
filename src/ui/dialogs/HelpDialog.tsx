/** What the page is for, where to find things, and its keys. */
import { Fragment, useRef } from 'react';
import { learn, openTerm, startTour } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { Frame } from './Frame.tsx';
import { localKeys, pageKeys, spaceText } from './keyTexts.ts';

const places = [...new Set(localKeys.map(({ place }) => place))];

export function HelpDialog() {
  const next = useRef<() => void>(undefined);
  const leave = (act: () => void) => () => {
    next.current = act;
    openDialog(null);
  };
  return (
    <Frame
      title="Help"
      about="One network, several losses: see how they pull, and what combining them differently does."
      onClosed={() => next.current?.()}
    >
      <ol className="help-steps">
        <li>
          Move a <b>fader</b> while it trains: its loss weighs more, and the curves answer.
        </li>
        <li>
          Choose another <b>strategy</b> below the faders, press Reset and Run, and compare the runs.
        </li>
        <li>
          Drag <b>layers</b> and <b>losses</b> from the left onto the network, or select a block and use its buttons.
        </li>
        <li>
          Select anything to see and change its numbers on the right. <b>Undo</b> takes every change back.
        </li>
        <li>
          Words with <span className="has-term">dots below</span> explain themselves: rest on one, or press it.
        </li>
      </ol>
      <div className="dialog-buttons">
        <button type="button" className="button" data-control="commands" onClick={leave(() => openDialog('commands'))}>
          Find anything …
        </button>
        <button type="button" className="button" data-control="presets" onClick={leave(() => openDialog('presets'))}>
          All experiments
        </button>
        <button type="button" className="button" data-control="learn" onClick={leave(() => learn())}>
          Lessons
        </button>
        <button type="button" className="button" data-control="glossary" onClick={leave(() => openTerm())}>
          Glossary
        </button>
        <button type="button" className="button" data-control="learn" onClick={leave(startTour)}>
          Show the tour
        </button>
      </div>
      <h3 className="dialog-subtitle">Keys</h3>
      <dl className="keys">
        {[spaceText, ...Object.values(pageKeys)].map((key) => (
          <KeyRow key={key.keys} {...key} />
        ))}
      </dl>
      {places.map((place) => (
        <Fragment key={place}>
          <h3 className="dialog-subtitle">On the {place.toLowerCase()}</h3>
          <dl className="keys">
            {localKeys
              .filter((key) => key.place === place)
              .map((key) => (
                <KeyRow key={key.keys} {...key} />
              ))}
          </dl>
        </Fragment>
      ))}
      <p className="dialog-about">
        Loss Mixer is free software under the MIT licence.{' '}
        <a href="./licences.txt">What it is made of, and its licences</a>
      </p>
    </Frame>
  );
}

function KeyRow({ keys, does }: { readonly keys: string; readonly does: string }) {
  return (
    <div className="keys-row">
      <dt className="keys-names">
        {keys.split(' ').map((one) => (
          <kbd key={one}>{one}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
