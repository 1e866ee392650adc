/** A remark beside a control on what was typed there: why it was not taken as it stood. Gone with the next press. */
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import './remark.css';

interface RemarkProps {
  /** The sentence; nothing hides it. */
  readonly text: string | undefined;
  readonly onClose: () => void;
  /** The control, one element. */
  readonly children: ReactNode;
}

const keepFocus = (event: { preventDefault(): void }) => event.preventDefault();

export function Remark({ text, onClose, children }: RemarkProps) {
  return (
    <Popover.Root open={text !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="remark"
          role="alert"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={keepFocus}
          onCloseAutoFocus={keepFocus}
          // It comes as the control is left: the focus that goes on must not take it away.
          onFocusOutside={keepFocus}
        >
          {text}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
