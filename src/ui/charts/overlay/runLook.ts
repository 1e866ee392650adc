/**
 * How a run looks among those it is compared with. Colour belongs to the losses: runs differ by dash, by a tone of the
 * loss's colour, and by the label at the line's end. The tones only go towards ink, so that contrast never falls.
 */

export interface RunLook {
  /** SVG stroke-dasharray; empty is solid. */
  readonly dash: string;
  /** Share of ink in its colours, of 1. */
  readonly ink: number;
  readonly width: number;
}

const shown: RunLook = { dash: '', ink: 0, width: 2 };
const baseline: RunLook = { dash: '7 4', ink: 0, width: 1.6 };

/** Neighbours differ in both signs. Told apart at the width of a line, also in print without colour. */
const others: readonly RunLook[] = [
  { dash: '1.5 2.5', ink: 0.35, width: 1.6 },
  { dash: '10 3 1.5 3', ink: 0, width: 1.6 },
  { dash: '16 4', ink: 0.55, width: 1.6 },
  { dash: '10 3 1.5 3 1.5 3', ink: 0.35, width: 1.6 },
  { dash: '3.5 2', ink: 0, width: 1.6 },
  { dash: '16 3 4 3', ink: 0.55, width: 1.6 },
  { dash: '2 6', ink: 0, width: 2 },
  { dash: '4 2 4 7', ink: 0.35, width: 1.6 },
];

/** The looks of runs in their order: the shown one solid, the baseline dashed, every other one in a look of its own. */
export function runLooks(runs: readonly { readonly isShown: boolean; readonly isBaseline: boolean }[]): RunLook[] {
  let place = 0;
  return runs.map(({ isShown, isBaseline }) => {
    if (isBaseline) return baseline;
    if (isShown) return shown;
    return others[place++ % others.length] ?? shown;
  });
}

/** A CSS colour in the tone of the run; ink itself goes towards the ink of small print. */
export function toned(color: string, { ink }: Pick<RunLook, 'ink'>): string {
  if (ink === 0) return color;
  return `color-mix(in oklab, ${color}, var(${color === 'var(--ink)' ? '--ink-3' : '--ink'}) ${Math.round(100 * ink)}%)`;
}
