/** Fetches the dialog. Between it and the page, so that the page does not name all the files that it needs. */
import type { ComponentType } from 'react';

export async function loadShare(): Promise<ComponentType> {
  return (await import('./ShareDialog.tsx')).ShareDialog;
}
