/** An entry of the glossary: a term of the page, what it means in a sentence or two, and where it comes from. */

export const groups = {
  concept: 'Ideas',
  training: 'Training',
  loss: 'Losses and penalties',
  strategy: 'Strategies',
  schedule: 'Schedules',
  optimizer: 'Optimizers',
  layer: 'Layers',
  metric: 'Metrics',
  plane: 'Problems of the plane',
  place: 'Places and controls of the page',
} as const;

export interface Entry {
  /** kebab-case: part of addresses and of links in texts. */
  readonly id: string;
  readonly term: string;
  readonly group: keyof typeof groups;
  /** Markdown. */
  readonly text: string;
  /** TeX, one line. */
  readonly formula?: string;
  /** In one line. */
  readonly citation?: string;
  readonly url?: string;
  /** Ids of entries to read next. */
  readonly see?: readonly string[];
}
