/** What every dialog has: a title, a way out, focus kept inside while it is open and given back when it closes. */
import { Dialog } from 'radix-ui';
import { type ReactNode, use } from 'react';
import { openDialog } from '../actions/look.ts';
import { Style } from '../Style.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './dialogs.css?inline';
import { Opener } from './opener.ts';

interface FrameProps {
  readonly title: string;
  readonly about: string;
  readonly className?: string;
  readonly children: ReactNode;
  /** Called once the focus was given back. */
  readonly onClosed?: () => void;
}

export function Frame({ title, about, className = '', children, onClosed }: FrameProps) {
  const opener = use(Opener);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && openDialog(null)}>
      <Dialog.Portal>
        <Style>{style}</Style>
        <Dialog.Overlay className="dialog-back" />
        <Dialog.Content
          className={`dialog ${className}`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener?.focus();
            onClosed?.();
          }}
        >
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <Dialog.Description className="dialog-about">{about}</Dialog.Description>
          {children}
          <Dialog.Close className="button square dialog-close" aria-label="Close">
            <span aria-hidden="true">✕</span>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
