/** Something that a person can find and do from the palette. */

/** The groups, in the order in which they are shown. */
export const groupNames = [
  'Actions',
  'Tabs',
  'Experiments',
  'Lessons',
  'Layers',
  'Losses',
  'Strategies',
  'Schedules',
  'Optimizers',
  'Studies',
  'Runs',
  'Glossary',
] as const;

export interface Command {
  /** The same on every visit: what was done of late is remembered by it. */
  readonly id: string;
  readonly group: (typeof groupNames)[number];
  readonly title: string;
  /** A line on what it does, or is. */
  readonly note?: string | undefined;
  /** Other words that find it. */
  readonly words?: readonly string[];
  /** The key that does the same. */
  readonly keys?: string | undefined;
  /** Why it cannot be done now. */
  readonly refusal?: string | undefined;
  readonly act: () => void;
}
