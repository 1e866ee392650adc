/** What the page is for, and its keys. */
import { Fragment } from 'react';
import { startTour } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { Frame } from './Frame.tsx';
import { localKeys, keys as pageKeys } from './keyTexts.ts';

export function HelpDialog() {
  return (
    <Frame
      title="Help"
      about="One network, several losses: see how they pull, and what combining them differently does."
    >
      <ol className="help-steps">
        <li>
          Move a <b>fader</b> while it trains: its loss weighs more, and the curves answer.
        </li>
        <li>
          Choose another <b>strategy</b> under the mixer, press Reset and Run, and compare the runs.
        </li>
        <li>
          Drag <b>layers</b> and <b>losses</b> from the left onto the network, or select a block and use its buttons.
        </li>
        <li>
          Select anything to see and change its numbers on the right. <b>Undo</b> takes every change back.
        </li>
      </ol>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={startTour}>
          Show the tour
        </button>
        <button type="button" className="button" onClick={() => openDialog('presets')}>
          All experiments
        </button>
      </div>
      <h3 className="dialog-subtitle">Keys</h3>
      <dl className="keys">
        {pageKeys.map((key) => (
          <KeyRow key={key.keys} {...key} />
        ))}
      </dl>
      {['Network', 'Fader'].map((place) => (
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
