/** The curves of a run: losses, what the heads are worth, weights, and how the gradients agree. */
import { useMemo } from 'react';
import { headMetric } from '../../core/run/headMetrics.ts';
import type { Run } from '../../core/run/run.ts';
import { setView } from '../actions/look.ts';
import { Chart } from '../charts/Chart.tsx';
import { ChartInTurn } from '../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../charts/chartFrame.ts';
import {
  channelLines,
  cosineLines,
  cosineSteps,
  linesKey,
  lossLines,
  metricLines,
  metricsOf,
  naturalMetrics,
  qualityLines,
} from '../charts/lines.ts';
import { isConstant } from '../charts/rows.ts';
import { useStore } from '../store.ts';
import { Choice } from './Choice.tsx';

const cosineRange = [-1, 1] as const;
const shareRange = [0, 1] as const;
/** Of both charts of cosines. */
export const cosineNote = `mean of ${cosineSteps} · below 0 they conflict`;

type Judged = Pick<Run, 'experiment' | 'validation'>;

/** The charts of the tab "Curves". */
export function Curves() {
  return (
    <div className="charts-grid">
      <ChartInTurn title="Losses" chart={LossChart} />
      <ChartInTurn title="Quality" chart={QualityChart} />
      <ChartInTurn title="Gradient cosine" chart={CosineChart} />
      <ChartInTurn title="Weights" chart={WeightChart} isFolded />
    </div>
  );
}

/** The part of a frame that goes to every chart. */
export function common({ tables, changes, across, xEnd, smoothing }: ChartFrame) {
  return { tables, changes, across, xEnd, smoothing };
}

export function LossChart({ frame }: { readonly frame: ChartFrame }) {
  const { run, showsWeighted, scale, isCompared } = frame;
  const table = useStore((state) => state.view.lossesOf);
  const lines = useMemo(() => lossLines(run.experiment, showsWeighted), [run.experiment, showsWeighted]);
  const title = showsWeighted ? 'Losses × weights' : 'Losses';
  // Where dashes tell runs apart, both kinds of losses would be too many.
  const comparedLines = (one: Run) => lossLines(one.experiment, showsWeighted).filter((line) => line.table === table);
  const choices = [
    { value: 'train', label: `${title}, training` },
    { value: 'validation', label: `${title}, validation` },
  ];
  return (
    <Chart
      {...common(frame)}
      title={title}
      term={showsWeighted ? 'weight' : 'loss'}
      {...(isCompared
        ? {
            heading: (
              <Choice
                name="Losses of"
                term="loss"
                choices={choices}
                value={table}
                onChange={(value) => setView({ lossesOf: value === 'train' ? 'train' : 'validation' })}
              />
            ),
          }
        : { note: 'solid train · dashed validation' })}
      lines={lines}
      overlays={frame.overlays(`losses ${table} ${showsWeighted}`, comparedLines)}
      scale={scale}
      empty={frame.waiting}
    />
  );
}

/** Every head with its natural metric, or all heads with one metric, which is all that there is where they have it in common. */
export function QualityChart({ frame }: { readonly frame: ChartFrame }) {
  const { run } = frame;
  const columns = Object.keys(run.validation.buffers).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the metrics depend on which columns there are, not on their rows
  const metrics = useMemo(() => metricsOf(run), [run.experiment, columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const natural = useMemo(() => naturalMetrics(run), [run.experiment, columns]);
  const chosen = useStore((state) => state.view.metric);
  const metric = metrics.find((name) => name === chosen) ?? (natural.length === 1 ? natural[0] : undefined);
  const linesOf = (one: Judged) => (metric ? metricLines(one, metric) : qualityLines(one));
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const lines = useMemo(() => linesOf(run), [run.experiment, columns, metric]);
  const row = metric && headMetric(metric);
  const title = row?.label ?? 'Quality';
  const term = metric ? `metric-${metric}` : 'metric';
  const range = row ? row.range : shareRange;
  const choose = (value: string) => setView({ metric: metrics.find((name) => name === value) ?? null });
  const choices = [
    ...(natural.length > 1 ? [{ value: '', label: 'Quality' }] : []),
    ...metrics.map((name) => ({ value: name, label: headMetric(name).label })),
  ];
  return (
    <Chart
      {...common(frame)}
      title={title}
      term={term}
      {...(choices.length > 1
        ? { heading: <Choice name="Metric" term={term} choices={choices} value={metric ?? ''} onChange={choose} /> }
        : {})}
      note={row && !row.isHigherBetter ? 'validation · lower is better' : 'validation'}
      lines={lines}
      overlays={frame.overlays(metric ?? 'quality', linesOf)}
      {...(range.every(Number.isFinite) ? { range } : {})}
      empty="After the first evaluation."
    />
  );
}

function WeightChart({ frame }: { readonly frame: ChartFrame }) {
  const { run } = frame;
  const columns = Object.keys(run.train.buffers).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: which columns there are, not their rows
  const lines = useMemo(() => channelLines(run, 'weight'), [run.experiment, columns]);
  const overlays = frame.overlays('weights', (one) => channelLines(one, 'weight'));
  const isFolded = overlays.length === 0 && isConstant(frame.tables, lines);
  return (
    <Chart
      {...common(frame)}
      title="Weights"
      term="weight"
      note={isFolded ? 'as they act, constant' : 'as they act'}
      isFolded={isFolded}
      lines={lines}
      overlays={overlays}
      scale={frame.scale}
      empty={frame.waiting}
    />
  );
}

function CosineChart({ frame }: { readonly frame: ChartFrame }) {
  const { run } = frame;
  const key = linesKey(run);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which columns there are, not each of their rows
  const lines = useMemo(() => cosineLines(run), [run.experiment, key]);
  return (
    <Chart
      {...common(frame)}
      title="Gradient cosine"
      term="cosine"
      note={cosineNote}
      lines={lines}
      overlays={frame.overlays('cosine', cosineLines)}
      range={cosineRange}
      empty="Comes with the first measurement, where two losses share layers."
    />
  );
}
