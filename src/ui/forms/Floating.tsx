/**
 * A box beside its anchor, by Radix. Escape closes it and leads back to the anchor;
 * a press elsewhere closes it and keeps its focus.
 */
import { Popover } from 'radix-ui';
import { type ComponentProps, type RefObject, useRef } from 'react';

export interface FloatingProps extends Omit<ComponentProps<typeof Popover.Content>, 'onInteractOutside'> {
  /** The control that it belongs to. A press there is the control's own business. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function Floating({ anchor, onClose, ...content }: FloatingProps) {
  const wasPressedElsewhere = useRef(false);
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!wasPressedElsewhere.current) anchor.current?.focus();
          }}
          {...content}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
            else wasPressedElsewhere.current = true;
          }}
        />
      </Popover.Portal>
    </Popover.Root>
  );
}
