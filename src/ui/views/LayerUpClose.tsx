/**
 * One layer of the running network: its activations for a chosen image, its filters, the histograms of its weights and of
 * every loss's gradient in them, and where in the network the losses pull together or apart. The engine is asked for it
 * only while this is on the page.
 */
import { useEffect, useState } from 'react';
import { describeData } from '../../core/datasets/describe.ts';
import { ownsWeights } from '../../core/layers/index.ts';
import { lossName } from '../../core/losses/names.ts';
import type { Histogram, LayerView } from '../../core/run/protocol.ts';
import type { Run } from '../../core/run/run.ts';
import { titlesOf } from '../../core/titles.ts';
import { select } from '../actions/look.ts';
import { inspectLayer } from '../actions/run.ts';
import { ChartTitle } from '../charts/ChartTitle.tsx';
import { PixelImage } from '../charts/PixelImage.tsx';
import { formatValue } from '../format.ts';
import { lossLook } from '../lossLook.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun, useStore } from '../store.ts';
import { NoRun } from './NoRun.tsx';

const mostPictures = 32;

/** The tab "Layer". */
export function LayerUpClose() {
  const experiment = useLiveRuns((state) => shownRun(state)?.experiment);
  const dataset = useLiveRuns((state) => shownRun(state)?.dataset);
  const view = useLiveRuns((state) => shownRun(state)?.layerView);
  const runId = useLiveRuns((state) => shownRun(state)?.id);
  const selected = useStore((state) => state.selection.find((one) => one.kind === 'layer')?.id);
  const [image, setImage] = useState(0);
  const layers = experiment?.network.layers.filter((layer) => layer.kind !== 'input') ?? [];
  const layer = layers.find(({ id }) => id === selected) ?? layers.find(ownsWeights);
  const layerId = layer?.id;

  useEffect(() => {
    inspectLayer(layerId ?? null, image, runId);
  }, [layerId, image, runId]);
  useEffect(() => () => inspectLayer(null, 0, runId), [runId]);

  if (!experiment || !layerId) return <NoRun />;
  const { width, height } = describeData(experiment);
  const titles = titlesOf(experiment);
  const isCurrent = view?.layer === layerId && view.image === image;
  return (
    <div className="layer-view">
      <div className="layer-controls">
        <label>
          Layer{' '}
          <select
            className="chart-choice"
            value={layerId}
            onChange={(event) => select({ kind: 'layer', id: event.target.value })}
          >
            {layers.map(({ id }) => (
              <option key={id} value={id}>
                {titles.get(id)}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="layer-images">
          <legend className="visually-hidden">Validation image</legend>
          {dataset?.gallery.map((sample, i) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the images of a run keep their order
              key={i}
              type="button"
              aria-pressed={i === image}
              aria-label={`Image ${i + 1}`}
              onClick={() => setImage(i)}
            >
              <PixelImage pixels={sample.pixels} width={width} height={height} label="" />
            </button>
          ))}
        </fieldset>
        {view && <span className="chart-note">step {view.step}</span>}
      </div>
      {view && isCurrent ? (
        <Details view={view} experiment={experiment} />
      ) : (
        <p className="chart-empty">The engine is looking at {titles.get(layerId)}. It answers while it trains.</p>
      )}
    </div>
  );
}

interface DetailsProps {
  readonly view: LayerView;
  readonly experiment: Run['experiment'];
}

function Details({ view, experiment }: DetailsProps) {
  const { activations, filters, weights, gradients } = view;
  return (
    <div className="layer-details">
      <Pictures
        title={activations.height === 1 ? 'Output' : `Activations, ${activations.channels.length} channels`}
        term="activation"
        pictures={activations.channels}
        width={activations.width}
        height={activations.height}
      />
      {filters && (
        <Pictures
          title={`Filters ${filters.height}×${filters.width}`}
          term="filter"
          pictures={filters.pictures}
          width={filters.width}
          height={filters.height}
        />
      )}
      <div className="layer-histograms">
        {weights && <Bars title="Weights" histogram={weights} color="var(--ink-3)" />}
        {experiment.losses.map((loss) => {
          const histogram = gradients[loss.id];
          if (!histogram) return null;
          const title = `Gradient of ${lossName(experiment, loss.id)}`;
          return <Bars key={loss.id} title={title} histogram={histogram} color={lossLook(experiment, loss.id).color} />;
        })}
      </div>
      <Cosines view={view} experiment={experiment} />
    </div>
  );
}

interface PicturesProps {
  readonly title: string;
  /** Id of an entry of the glossary. */
  readonly term?: string;
  readonly pictures: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
}

/** Grey or RGB pictures of one size, the first of many. */
export function Pictures({ title, term, pictures, width, height }: PicturesProps) {
  const hidden = pictures.length - mostPictures;
  return (
    <section aria-label={title}>
      <div className="chart-head">
        <ChartTitle title={title} term={term} />
        <span className="chart-note">each from its least to its largest value</span>
      </div>
      <div className={height === 1 ? 'layer-pictures is-row' : 'layer-pictures'}>
        {pictures.slice(0, mostPictures).map((pixels, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: channels keep their order
          <PixelImage key={i} pixels={pixels} width={width} height={height} label={`Channel ${i + 1}`} />
        ))}
      </div>
      {hidden > 0 && <p className="chart-note">and {hidden} more</p>}
    </section>
  );
}

function Bars({
  title,
  histogram,
  color,
}: {
  readonly title: string;
  readonly histogram: Histogram;
  readonly color: string;
}) {
  const { low, high, counts } = histogram;
  const most = Math.max(1, ...counts);
  return (
    <figure className="layer-histogram">
      <figcaption className="chart-title">{title}</figcaption>
      <svg
        viewBox={`0 0 ${counts.length} 20`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: from ${formatValue(low)} to ${formatValue(high)}`}
      >
        {counts.map((count, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bins keep their order
            key={i}
            x={i + 0.05}
            width={0.9}
            y={20 - (20 * count) / most}
            height={(20 * count) / most}
            fill={color}
          />
        ))}
      </svg>
      <span className="layer-range">
        <span>{formatValue(low)}</span>
        <span>{formatValue(high)}</span>
      </span>
    </figure>
  );
}

/** A bar from −1 to 1 for every layer that both losses of a pair reach. */
function Cosines({ view, experiment }: DetailsProps) {
  if (view.cosines.length === 0) return null;
  const titles = titlesOf(experiment);
  const nameOf = (id: string) => lossName(experiment, id);
  return (
    <section aria-label="Where the losses agree">
      <div className="chart-head">
        <ChartTitle title="Where they agree" term="cosine" />
        <span className="chart-note">cosine of the gradients, layer by layer</span>
      </div>
      <ul className="layer-cosines">
        {view.cosines.map(({ layer, pair, cosine }) => (
          <li key={`${layer} ${pair.join()}`}>
            <span>{titles.get(layer)}</span>
            <span className="chart-note">{pair.map(nameOf).join(' · ')}</span>
            <span className="cosine-bar" aria-hidden="true">
              <span
                style={{
                  left: `${50 + Math.min(0, cosine) * 50}%`,
                  width: `${Math.abs(cosine) * 50}%`,
                  background: cosine < 0 ? 'var(--wrong)' : 'var(--ink-2)',
                }}
              />
            </span>
            <span className="layer-number">{cosine.toFixed(2).replace('-', '−')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
