/** The dialog that is open, if any; each comes in a chunk of its own. */
import { lazy, Suspense } from 'react';
import { useStore } from '../store.ts';
import './dialogs.css';

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }));
const OpenDialog = lazy(async () => ({ default: (await import('./OpenDialog.tsx')).OpenDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  return (
    <Suspense>
      {dialog === 'share' && <ShareDialog />}
      {dialog === 'open' && <OpenDialog />}
      {dialog === 'help' && <HelpDialog />}
    </Suspense>
  );
}
