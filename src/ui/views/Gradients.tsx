/** How the losses' gradients on the shared layers stand to each other: cosines now, and cosines, norms, shares over time. */
import { useMemo } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ChartInTurn } from '../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../charts/chartFrame.ts';
import { channelLines, cosineLines, cosinePairs, linesKey, shareLines } from '../charts/lines.ts';
import { useLiveRun } from '../runs/liveRun.ts';
import { CosineMatrix } from './CosineMatrix.tsx';
import { common, cosineNote } from './Curves.tsx';
import { NoRun } from './NoRun.tsx';

const cosineRange = [-1, 1] as const;
const shareRange = [0, 1] as const;
const missing = 'Comes with the first measurement, where two losses share layers.';

/** The charts of the tab "Gradients". */
export function Gradients() {
  const run = useLiveRun();
  if (!run) return <NoRun />;
  return (
    <div className="charts-grid">
      <CosineMatrix run={run} />
      <ChartInTurn title="Gradient cosine" chart={CosineCurve} />
      <ChartInTurn title="Gradient norms" chart={NormCurve} />
      <ChartInTurn title="Share of the update" chart={ShareCurve} />
    </div>
  );
}

interface FrameProps {
  readonly frame: ChartFrame;
}

function CosineCurve({ frame }: FrameProps) {
  return <Curve frame={frame} title="Gradient cosine" note={cosineNote} name="cosine" />;
}

function NormCurve({ frame }: FrameProps) {
  return <Curve frame={frame} title="Gradient norms" note={normNote(frame)} name="norm" />;
}

function ShareCurve({ frame }: FrameProps) {
  return (
    <Curve
      frame={frame}
      title="Share of the update"
      note="weight × gradient, of all that moves the shared layers"
      name="share"
    />
  );
}

const kinds = {
  cosine: { linesOf: cosineLines, range: cosineRange },
  norm: { linesOf: (run: ChartFrame['run']) => channelLines(run, 'norm', true), range: undefined },
  share: { linesOf: shareLines, range: shareRange },
} as const;

interface CurveProps extends FrameProps {
  readonly title: string;
  readonly note: string;
  readonly name: keyof typeof kinds;
}

function Curve({ frame, title, note, name }: CurveProps) {
  const { run } = frame;
  const { linesOf, range } = kinds[name];
  const key = linesKey(run);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which columns there are, not each of their rows
  const lines = useMemo(() => linesOf(run), [run.experiment, key, name]);
  return (
    <Chart
      {...common(frame)}
      title={title}
      note={note}
      lines={lines}
      overlays={frame.overlays(`gradients ${name}`, linesOf)}
      scale={name === 'norm' ? frame.scale : 'linear'}
      {...(range ? { range } : {})}
      empty={missing}
    />
  );
}

/** Where nothing is shared there is no cosine, and the norm is over all weights. */
function normNote({ run }: ChartFrame): string {
  return cosinePairs(run).length > 0 ? 'on the shared layers' : 'over all weights';
}
