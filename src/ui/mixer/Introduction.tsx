/**
 * What the preset just opened is about: the question that it answers, and what to watch. It stays while the experiment is
 * still that preset, also a changed one, until it is closed. The live region is always there, so that its text is heard.
 */
import { useRef } from 'react';
import { presetOf } from '../../core/presets.ts';
import { dismissIntroduction } from '../actions/open.ts';
import { useStore } from '../store.ts';
import { TermText } from '../TermText.tsx';

/** The introduction above the equation; takes no room while there is none. */
export function Introduction() {
  const place = useRef<HTMLDivElement>(null);
  const preset = useStore(({ introduced, experiment }) => {
    const opened = introduced === null ? undefined : presetOf(introduced);
    return opened?.experiment.title === experiment.title ? opened : undefined;
  });

  function close() {
    // The button vanishes under the focus: it goes to the heading above.
    place.current?.closest('.mixer')?.querySelector('h2')?.focus();
    dismissIntroduction();
  }

  return (
    <div ref={place} className="introduction" data-open={preset && ''}>
      <p role="status">{preset && <TermText text={preset.intro} />}</p>
      {preset && (
        <button type="button" aria-label="Close the introduction" onClick={close}>
          Close
        </button>
      )}
    </div>
  );
}
