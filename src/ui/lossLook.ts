/** How a loss looks everywhere: its colour, and a dash and a marker as second signs for eyes that see no colour. */
import type { Experiment } from '../core/experiment.ts';

export interface LossLook {
  /** CSS colour of lines and fills. */
  readonly color: string;
  /** CSS colour of words, 4.5:1 on the page. */
  readonly text: string;
  /** SVG stroke-dasharray; empty is solid. */
  readonly dash: string;
  readonly marker: 'circle' | 'square' | 'triangle' | 'diamond';
}

const dashes = ['', '7 3', '2 3', '9 3 2 3'];
const markers = ['circle', 'square', 'triangle', 'diamond'] as const;
const colors = 8;

/** The look of the loss at a place of the mixer; unknown losses look like the first. */
export function lossLook(experiment: Pick<Experiment, 'losses'>, lossId: string): LossLook {
  const index = Math.max(
    0,
    experiment.losses.findIndex((loss) => loss.id === lossId),
  );
  const color = index % colors;
  return {
    color: `var(--loss-${color})`,
    text: `var(--loss-${color}-text)`,
    dash: dashes[index % dashes.length] ?? '',
    marker: markers[index % markers.length] ?? 'circle',
  };
}
