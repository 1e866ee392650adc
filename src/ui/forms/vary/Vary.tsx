/**
 * "vary…" beside a control: it opens what the control is varied over in a study, which is fetched then. Seen while its row
 * is looked at, or a study is set up; a varied control says so at all times. Tab stops at it in the latter two cases;
 * else a key leads to it from the control (`varyFocused`).
 */
import { useCallback, useRef, useState } from 'react';
import { error } from '../../../core/problem.ts';
import { countOf, setsPlace } from '../../../core/study/places.ts';
import { counted, lowered } from '../../../core/words.ts';
import { complain } from '../../actions/open.ts';
import { useStore } from '../../store.ts';
import { later, useLater } from '../../useLater.ts';

export interface VaryProps {
  /** Fields of the experiment, in dots. */
  readonly at: readonly string[];
  readonly join?: 'same' | 'shares' | 'each';
  /** What is varied, for those who do not see where the button stands. */
  readonly name: string;
  /** What stands on the button where there is no room for a word. */
  readonly letter?: string;
}

const boxes = later(async () => (await import('./VaryBox.tsx')).VaryBox);

export function Vary({ at, join = 'same', name, letter }: VaryProps) {
  const variation = useStore(({ draft }) => draft.variations.find((one) => at.some((place) => setsPlace(one, place))));
  const isSetUp = useStore(({ view }) => view.tab === 'study');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  const Box = useLater(boxes, isOpen, () => {
    close();
    complain([error([], 'The box could not be loaded.', 'Check the connection and open it again.')]);
  });
  const text = variation ? `varied: ${counted(countOf(variation), 'value')}` : 'vary…';
  return (
    <>
      <button
        ref={button}
        type="button"
        className="vary"
        data-varied={variation !== undefined || undefined}
        data-shown={isSetUp || undefined}
        tabIndex={isSetUp || variation ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        {...(letter !== undefined && { 'aria-label': `${text} ${lowered(name)}`, title: text })}
        onClick={() => setOpen(!isOpen)}
      >
        {letter === undefined ? (
          <>
            {text}
            <span className="visually-hidden"> {lowered(name)}</span>
          </>
        ) : variation ? (
          `${letter} ${countOf(variation)}`
        ) : (
          letter
        )}
      </button>
      {isOpen && Box && <Box turned={{ at, join }} anchor={button} onClose={close} />}
    </>
  );
}

/** The rows of controls with such a button. */
const rows = '.field, .channel, .trade, .combine dd, .net-tools';

/** Opens what the control with the focus is varied over; false where it cannot be varied. */
export function varyFocused(): boolean {
  const button = document.activeElement?.closest(rows)?.querySelector<HTMLElement>('.vary');
  button?.click();
  return button !== null && button !== undefined;
}
