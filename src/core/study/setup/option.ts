/** One of a few values to choose from. */
export interface Option {
  readonly label: string;
  readonly value: unknown;
  /** Whether it is what the experiment has. */
  readonly isNow: boolean;
}
