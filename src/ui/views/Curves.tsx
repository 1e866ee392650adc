/** The curves of a run: losses, what the heads are worth, weights, and how the gradients agree. */
import { useMemo, useState } from 'react';
import { type HeadMetricName, headMetric } from '../../core/run/headMetrics.ts';
import { Chart } from '../charts/Chart.tsx';
import { ChartInTurn } from '../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../charts/chartFrame.ts';
import { channelLines, cosineLines, linesKey, lossLines, metricLines, metricsOf } from '../charts/lines.ts';
import { type Runs, useLiveRuns } from '../runs/liveRun.ts';
import { shownRun } from '../store.ts';

const tall = 180;
const low = 130;
const cosineRange = [-1, 1] as const;

/** The charts of the tab "Curves". */
export function Curves() {
  const metric = useLiveRuns(firstMetric);
  return (
    <div className="charts-grid">
      <ChartInTurn title="Losses" height={tall} chart={LossChart} />
      <ChartInTurn title={headMetric(metric).label} height={tall} chart={MetricCharts} />
      <ChartInTurn title="Weights" height={low} chart={WeightChart} />
      <ChartInTurn title="Gradient cosine" height={low} chart={CosineChart} />
    </div>
  );
}

function firstMetric(runs: Runs): HeadMetricName {
  const run = shownRun(runs);
  return (run && metricsOf(run)[0]) ?? 'accuracy';
}

/** The part of a frame that goes to every chart. */
export function common({ tables, changes, stepsPerX, xEnd, smoothing }: ChartFrame) {
  return { tables, changes, stepsPerX, xEnd, smoothing };
}

function LossChart({ frame }: { readonly frame: ChartFrame }) {
  const { run, showsWeighted, isLogScale } = frame;
  const lines = useMemo(() => lossLines(run.experiment, showsWeighted), [run.experiment, showsWeighted]);
  return (
    <Chart
      {...common(frame)}
      title={showsWeighted ? 'Losses × weights' : 'Losses'}
      note="solid train · dashed validation"
      lines={lines}
      past={frame.past(`losses ${showsWeighted}`, (past) => lossLines(past.experiment, showsWeighted))}
      isLogScale={isLogScale}
      height={tall}
      empty={frame.waiting}
    />
  );
}

function MetricCharts({ frame }: { readonly frame: ChartFrame }) {
  const { run } = frame;
  const columns = Object.keys(run.validation.buffers).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the metrics depend on which columns there are, not on their rows
  const metrics = useMemo(() => metricsOf(run), [run.experiment, columns]);
  const [chosen, setChosen] = useState<string>();
  const metric = metrics.find((name) => name === chosen) ?? metrics[0] ?? 'accuracy';
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const lines = useMemo(() => metricLines(run, metric), [run.experiment, columns, metric]);
  const { label, range, isHigherBetter } = headMetric(metric);
  return (
    <Chart
      {...common(frame)}
      title={label}
      {...(metrics.length > 1
        ? { heading: <MetricChoice metrics={metrics} value={metric} onChange={setChosen} /> }
        : {})}
      note={isHigherBetter ? 'validation' : 'validation · lower is better'}
      lines={lines}
      past={frame.past(metric, (past) => metricLines(past, metric))}
      {...(range.every(Number.isFinite) ? { range } : {})}
      height={tall}
      empty="After the first evaluation."
    />
  );
}

function WeightChart({ frame }: { readonly frame: ChartFrame }) {
  const { run } = frame;
  const columns = Object.keys(run.train.buffers).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: which columns there are, not their rows
  const lines = useMemo(() => channelLines(run, 'weight'), [run.experiment, columns]);
  return (
    <Chart
      {...common(frame)}
      title="Weights"
      note="as they act"
      lines={lines}
      past={frame.past('weights', (past) => channelLines(past, 'weight'))}
      isLogScale={frame.isLogScale}
      height={low}
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
      note="below zero they conflict"
      lines={lines}
      past={frame.past('cosine', cosineLines)}
      range={cosineRange}
      height={low}
      empty="Comes with the first measurement, where two losses share layers."
    />
  );
}

interface MetricChoiceProps {
  readonly metrics: readonly HeadMetricName[];
  readonly value: HeadMetricName;
  readonly onChange: (metric: string) => void;
}

function MetricChoice({ metrics, value, onChange }: MetricChoiceProps) {
  return (
    <select
      className="chart-choice"
      aria-label="Metric"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {metrics.map((name) => (
        <option key={name} value={name}>
          {headMetric(name).label}
        </option>
      ))}
    </select>
  );
}
