/**
 * Conflict over time: how the gradients of the losses on the shared layers stand to each other, what each has of the
 * update, and whom the update goes against.
 */
import { useMemo, useState } from 'react';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { lossName, lossSymbol } from '../../../core/losses/names.ts';
import { columnName, readColumnName } from '../../../core/run/columns.ts';
import { column } from '../../../core/run/metrics.ts';
import type { Run } from '../../../core/run/run.ts';
import { titlesOf } from '../../../core/titles.ts';
import { Chart } from '../../charts/Chart.tsx';
import { ChartInTurn } from '../../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../../charts/chartFrame.ts';
import {
  channelLines,
  cosineLines,
  cosinePairs,
  gainLines,
  type Line,
  linesKey,
  namedPairs,
  ratioLines,
  shareLines,
} from '../../charts/lines.ts';
import { shortened } from '../../charts/overlay/shortened.ts';
import { useLiveRun } from '../../runs/liveRun.ts';
import { Style } from '../../Style.tsx';
import { Choice } from '../Choice.tsx';
import { common, cosineNote } from '../Curves.tsx';
import { NoRun } from '../NoRun.tsx';
import { CosineMatrix } from './CosineMatrix.tsx';
import { Finding, notRecorded } from './Finding.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './gradients.css?inline';
import { groundLines, groundRange } from './ground.tsx';
import { HeatChart, type HeatRow } from './HeatChart.tsx';
import { stackedAreas } from './stacked.tsx';

const cosineRange = [-1, 1] as const;
const shareRange = [0, 1] as const;
const missing = 'Comes with the first measurement, where two losses share layers.';

/** The charts of the tab "Gradients". */
export function Gradients() {
  const run = useLiveRun();
  if (!run) return <NoRun />;
  // The map names all pairs while they are few.
  const hasMatrix = cosinePairs(run).length > namedPairs;
  return (
    <>
      <Style>{style}</Style>
      <Finding run={run} />
      <div className="charts-grid gradients-grid">
        <ChartInTurn title={pairsTitle} chart={PairChart} />
        <ChartInTurn title={layersTitle} chart={LayerChart} />
        <ChartInTurn title="Gain" chart={GainChart} />
        <ChartInTurn title="Share of the update" chart={ShareChart} />
        <ChartInTurn title="Gradient norms" chart={NormChart} />
        <ChartInTurn title="Ratio of norms" chart={RatioChart} />
        {hasMatrix && <CosineMatrix run={run} />}
      </div>
    </>
  );
}

interface FrameProps {
  readonly frame: ChartFrame;
}

/** The lines of a chart, told anew when there are other columns. */
function useLines(run: Run, linesOf: (run: Run) => Line[], key = ''): Line[] {
  const columns = linesKey(run);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which columns there are, not each of their rows
  return useMemo(() => linesOf(run), [run.experiment, columns, key]);
}

const pairsTitle = 'Gradient cosine';
const layersTitle = 'Cosine by layer';
const heatNote = 'red: they conflict · teal: they agree';

/** Compared with other runs as lines, alone as a map. */
function PairChart({ frame }: FrameProps) {
  const { run } = frame;
  const lines = useLines(run, cosineLines);
  const rows = useMemo(() => {
    const named = lines.filter(({ isRest }) => !isRest);
    return named.map(({ column: of, key }): HeatRow => ({ column: of, ...pairNames(run.experiment, key.split(':')) }));
  }, [lines, run.experiment]);
  const overlays = frame.overlays('gradients cosine', cosineLines);
  if (overlays.length > 0)
    return (
      <Chart
        {...common(frame)}
        title={pairsTitle}
        term="cosine"
        note={cosineNote}
        lines={lines}
        overlays={overlays}
        range={cosineRange}
        empty={missing}
      />
    );
  const hidden = lines.length - rows.length;
  return (
    <HeatChart
      frame={frame}
      title={pairsTitle}
      term="cosine"
      note={heatNote}
      table="train"
      span="after"
      rows={rows}
      {...(hidden > 0 && { rest: `and ${hidden} that conflict less` })}
      empty={missing}
    />
  );
}

/** Most letters of a pair beside a map: two longer names are told by their symbols, as the equation has them. */
const mostLetters = 16;

function pairNames(experiment: Experiment, pair: readonly string[]): Pick<HeatRow, 'name' | 'label'> {
  const losses = pair.flatMap((id) => experiment.losses.find((loss) => loss.id === id) ?? []);
  const name = losses.map(({ id }) => lossName(experiment, id)).join(' · ');
  const symbols = losses.map((loss) => lossSymbol(experiment, loss)).join(' · ');
  return { name, label: name.length > mostLetters ? symbols : name };
}

/** The layers from the image on, of the pair that is chosen. */
function LayerChart({ frame }: FrameProps) {
  const { run } = frame;
  const { experiment, validation } = run;
  const names = Object.keys(validation.buffers).join('\n');
  const found = useMemo(() => layerColumns(names.split('\n')), [names]);
  const pairs = [...new Map(found.map(({ pair }) => [pair.join(':'), pair])).entries()];
  const [chosen, setChosen] = useState('');
  const [key] = pairs.find(([one]) => one === chosen) ?? pairs[0] ?? [''];
  const rows = useMemo(() => {
    const titles = titlesOf(experiment);
    const order = graphOf(experiment).order;
    return found
      .filter(({ pair }) => pair.join(':') === key)
      .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer))
      .map(({ layer, column: of }): HeatRow => {
        const name = titles.get(layer) ?? layer;
        return { column: of, name, label: shortened(name) };
      });
  }, [found, key, experiment]);
  const choices = pairs.map(([value, pair]) => ({
    value,
    label: `${layersTitle}, ${pairNames(experiment, pair).label}`,
  }));
  return (
    <HeatChart
      frame={frame}
      title={layersTitle}
      term="cosine"
      {...(choices.length > 1 && {
        heading: <Choice name="Pair of losses" term="cosine" choices={choices} value={key} onChange={setChosen} />,
      })}
      note={`mean until each evaluation${frame.isCompared ? ', of the shown run' : ''}`}
      table="validation"
      span="before"
      rows={rows}
      empty={emptyLayers(run)}
    />
  );
}

function layerColumns(names: readonly string[]) {
  return names.flatMap((name) => {
    const meaning = readColumnName(name);
    return meaning?.quantity === 'layer-cosine' ? [{ ...meaning, column: name }] : [];
  });
}

function emptyLayers(run: Run): string {
  const isOld = cosinePairs(run).length > 0 && run.validation.length > 1;
  if (isOld) return 'Cosines layer by layer were not recorded in this run. Run it again to see them.';
  return 'Comes with the first evaluation, where two losses share layers.';
}

/** After the optimizer, which is what happened, or before it, which is what the strategy promised. */
function GainChart({ frame }: FrameProps) {
  const { run } = frame;
  const [quantity, setQuantity] = useState<'gain' | 'descent'>('gain');
  const linesOf = (one: Run) => gainLines(one, quantity);
  const lines = useLines(run, linesOf, quantity);
  const { train } = run;
  const range = useMemo(() => groundRange(lines.flatMap((line) => column(train, line.column) ?? [])), [lines, train]);
  const isOld = lines.length === 0 && run.experiment.losses.some(({ id }) => columnName('norm', id) in train.buffers);
  const choices = [
    { value: 'gain', label: 'Gain, after the optimizer' },
    { value: 'descent', label: 'Gain, before the optimizer' },
  ];
  const note = quantity === 'gain' ? '−Δθ · ∇L of each step' : 'combined · ∇L';
  return (
    <Chart
      {...common(frame)}
      title="Gain"
      heading={
        <Choice
          name="Gain"
          term="gain"
          choices={choices}
          value={quantity}
          onChange={(value) => setQuantity(value === 'gain' ? 'gain' : 'descent')}
        />
      }
      note={note}
      lines={lines}
      overlays={frame.overlays(`gradients ${quantity}`, linesOf)}
      drawing={groundLines}
      {...(range && { range })}
      empty={isOld ? notRecorded : missing}
    />
  );
}

function ShareChart({ frame }: FrameProps) {
  const lines = useLines(frame.run, shareLines);
  return (
    <Chart
      {...common(frame)}
      title="Share of the update"
      term="share"
      note="of all that moves the shared layers"
      lines={lines}
      overlays={frame.overlays('gradients share', shareLines)}
      drawing={stackedAreas}
      range={shareRange}
      empty={missing}
    />
  );
}

const normLines = (run: Run) => channelLines(run, 'norm', true);

function NormChart({ frame }: FrameProps) {
  const lines = useLines(frame.run, normLines);
  return (
    <Chart
      {...common(frame)}
      title="Gradient norms"
      term="gradient-norm"
      // Where nothing is shared there is no cosine, and the norm is over all weights.
      note={cosinePairs(frame.run).length > 0 ? 'on the shared layers' : 'over all weights'}
      lines={lines}
      overlays={frame.overlays('gradients norm', normLines)}
      scale={frame.scale}
      empty={missing}
    />
  );
}

function RatioChart({ frame }: FrameProps) {
  const lines = useLines(frame.run, ratioLines);
  return (
    <Chart
      {...common(frame)}
      title="Ratio of norms"
      term="gradient-norm"
      note="times the smallest"
      lines={lines}
      overlays={frame.overlays('gradients ratio', ratioLines)}
      scale={frame.scale}
      empty="Comes with the first measurement of two losses."
    />
  );
}
