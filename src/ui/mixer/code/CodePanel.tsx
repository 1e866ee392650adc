/**
 * Where the code stands: beside the mixer, over what is left of it, so that no fader moves and both can be seen at once; on
 * a phone under the button. It stays open while the desk is used.
 */
import { Popover } from 'radix-ui';
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { Code } from './Code.tsx';

interface Props {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

const label = 'The desk in code';
const wide = matchMedia('(min-width: 900px)');

export function CodePanel({ anchor, onClose }: Props) {
  const isWide = useSyncExternalStore(subscribe, () => wide.matches);
  const mixer = useRef<HTMLElement>(null);
  useEffect(() => {
    mixer.current = anchor.current?.closest('.mixer') ?? null;
  }, [anchor]);
  if (!isWide)
    return (
      <section className="in-code" aria-label={label}>
        <Code />
      </section>
    );
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={mixer as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          className="popover in-code"
          role="region"
          aria-label={label}
          side="left"
          align="start"
          sideOffset={20}
          collisionPadding={8}
          // A press leads into it; a page that begins with it open leaves the focus where it is.
          onOpenAutoFocus={(event) => document.activeElement !== anchor.current && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => !isInside(event.target) && event.preventDefault()}
        >
          <Code />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function isInside(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.in-code') !== null;
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
