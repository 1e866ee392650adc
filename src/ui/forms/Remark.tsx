/** A remark beside a control on what was typed there: why it was not taken as it stood. Gone with the next press. */
import { Slot } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Popup } from './Popup.tsx';
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
  const control = useRef<HTMLElement>(null);
  return (
    <>
      <Slot.Root ref={control}>{children}</Slot.Root>
      <Popup
        isOpen={text !== undefined}
        anchor={control}
        onClose={onClose}
        className="remark"
        role="alert"
        onOpenAutoFocus={keepFocus}
        onCloseAutoFocus={keepFocus}
        // It comes as the control is left: the focus that goes on must not take it away.
        onFocusOutside={keepFocus}
      >
        {text}
      </Popup>
    </>
  );
}
