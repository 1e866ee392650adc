/** What is saved of compared runs: a legend of runs and of losses, and the numbers of every run, a column a line. */
import type { Saved } from '../save/SaveMenu.tsx';
import type { Overlay } from './cut.ts';
import { lineColumns } from './readings.ts';
import { toned } from './runLook.ts';

export function comparedSaved(overlays: readonly Overlay[]): Pick<Saved, 'legend' | 'lines'> {
  const columns = lineColumns(overlays);
  const runs = overlays.map(({ entry: { label, look, count, isBaseline, isFromLink } }) => ({
    label: [label, isBaseline && '(baseline)', isFromLink && 'from the link', count > 1 && `mean ± sd, n ${count}`]
      .filter(Boolean)
      .join(' '),
    color: toned('var(--ink)', look),
    textColor: 'var(--ink)',
    dash: look.dash,
    width: look.width,
  }));
  const losses = columns.map(({ label, color, textColor }) => ({ label, color, textColor, dash: '', width: 6 }));
  const lines = columns.flatMap(({ key, label }) =>
    overlays.flatMap(({ entry, lines: drawn }) => {
      const series = drawn.find((line) => line.key === key);
      if (!series) return [];
      return entry.runs.map((run) => ({
        name: [label, entry.label, entry.count > 1 && `seed ${run.experiment.training.seed}`]
          .filter(Boolean)
          .join(', '),
        tables: run,
        series,
      }));
    }),
  );
  return { legend: [...runs, ...(losses.length > 1 ? losses : [])], lines };
}
