/**
 * Where the code stands: beside the mixer, over what is left of it, so that no fader moves and both can be seen at once; on
 * a phone under the button. It stays open while the desk is used.
 */
import { Portal } from 'radix-ui';
import { Popper } from 'radix-ui/internal';
import { type KeyboardEvent, type RefObject, useCallback, useState, useSyncExternalStore } from 'react';
import { Code } from './Code.tsx';

interface Props {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

const label = 'The desk in code';
const wide = matchMedia('(min-width: 900px)');

export function CodePanel({ anchor, onClose }: Props) {
  const isWide = useSyncExternalStore(subscribe, () => wide.matches);
  if (isWide) return <Beside anchor={anchor} onClose={onClose} />;
  return (
    <section className="in-code" aria-label={label}>
      <Code />
    </section>
  );
}

/** No layer that takes Escape from the page: it closes from inside alone. */
function Beside({ anchor, onClose }: Props) {
  const [mixer] = useState(() => ({ current: anchor.current?.closest<HTMLElement>('.mixer') ?? document.body }));
  const lead = useCallback(
    (panel: HTMLElement | null) => {
      const button = anchor.current;
      // A press leads into it; a page that begins with it open leaves the focus where it is.
      if (document.activeElement === button)
        panel?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
      return () => {
        if (panel?.contains(document.activeElement)) button?.focus();
      };
    },
    [anchor],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={mixer} />
      <Portal.Root>
        <Popper.Content
          ref={lead}
          className="popover in-code"
          role="region"
          aria-label={label}
          side="left"
          align="start"
          sideOffset={20}
          collisionPadding={8}
          onKeyDown={onKeyDown}
        >
          <Code />
        </Popper.Content>
      </Portal.Root>
    </Popper.Root>
  );
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
