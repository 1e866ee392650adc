/** The dialog that is open, if any; each comes in a chunk of its own. */
import { type ComponentType, Suspense, use, useMemo, useState } from 'react';
import { loadScript } from '../loadScript.ts';
import { type Dialog, useStore } from '../store.ts';
import { Opener, openerNow } from './opener.ts';

const loads: Record<Dialog, () => Promise<ComponentType>> = {
  presets: async () => (await import('./presets/PresetsDialog.tsx')).PresetsDialog,
  share: async () => (await import('./share/load.ts')).loadShare(),
  open: async () => (await import('./OpenDialog.tsx')).OpenDialog,
  class: async () => (await import('./class/ClassDialog.tsx')).ClassDialog,
  commands: async () => (await import('./commands/CommandsDialog.tsx')).CommandsDialog,
  help: async () => (await import('./HelpDialog.tsx')).HelpDialog,
};

const fetched = new Map<Dialog, Promise<ComponentType>>();

function fetchDialog(dialog: Dialog): Promise<ComponentType> {
  const known = fetched.get(dialog);
  if (known) return known;
  const content = loadScript(loads[dialog]);
  fetched.set(dialog, content);
  // One that is lost is asked for anew when it is opened.
  content.catch(() => fetched.delete(dialog));
  return content;
}

/** Fetches all dialogs, so that they are there when the connection is not. Those that are lost say so when opened. */
export async function fetchDialogs(): Promise<void> {
  for (const dialog of Object.keys(loads) as Dialog[]) await fetchDialog(dialog).catch(() => undefined);
}

/** Throws in drawing where the dialog is lost, for the boundary around it. */
export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  return dialog && <Opening key={dialog} dialog={dialog} />;
}

function Opening({ dialog }: { readonly dialog: Dialog }) {
  const [opener] = useState(openerNow);
  const content = useMemo(() => fetchDialog(dialog), [dialog]);
  return (
    <Opener value={opener}>
      <Suspense>
        <Opened content={content} />
      </Suspense>
    </Opener>
  );
}

function Opened({ content }: { readonly content: Promise<ComponentType> }) {
  const Content = use(content);
  return <Content />;
}
