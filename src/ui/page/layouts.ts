/** The sizes of the panels, kept in this browser once a person has changed them: percentages by the panel's id. */
import { type LayoutStorage, useDefaultLayout } from 'react-resizable-panels';
import * as z from 'zod/mini';
import { readStored, writeStored } from '../storage.ts';
import { savedLayouts } from './pieces.ts';

/** Every group and its panels. */
const groups = {
  'loss-mixer-columns': ['problem', 'lab', 'desk'],
  'loss-mixer-rows': ['network-panel', 'charts'],
} as const;

/** The properties of a group that was sized before. */
export function useSavedLayout(id: keyof typeof groups) {
  return useDefaultLayout({ id, storage, onlySaveAfterUserInteractions: true });
}

const storage: LayoutStorage = {
  getItem(key) {
    const layout = readStored(key, schemaOf(key));
    return layout === undefined ? null : JSON.stringify(layout);
  },
  setItem: (key, text) => writeStored(key, JSON.parse(text)),
};

/** A share of 100 for each panel of the group. */
function schemaOf(key: string): z.ZodMiniType<Record<string, number>> {
  const panels = Object.entries(groups).find(([id]) => key === `${savedLayouts}${id}`)?.[1] ?? [];
  return z
    .record(z.enum(panels), z.number().check(z.gte(0), z.lte(100)))
    .check(z.refine((layout) => Math.abs(Object.values(layout).reduce((sum, size) => sum + size, 0) - 100) < 1));
}
