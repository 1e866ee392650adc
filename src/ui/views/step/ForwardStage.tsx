/** What comes out of every layer: one channel as a picture, and the values over the whole batch. */
import { shapeText } from '../../../core/layers/size.ts';
import { titlesOf } from '../../../core/titles.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import { formatValue } from '../../format.ts';
import type { StageProps } from './stageTexts.ts';

export function ForwardStage({ stage, told: { dissection, experiment } }: StageProps) {
  const titles = titlesOf(experiment);
  const layers = dissection.passes[stage.pass]?.layers ?? [];
  return (
    <>
      <ol className="step-layers">
        {layers.map(({ layer, shape, mean, deviation, low, high, picture }) => (
          <li key={layer}>
            <b>{titles.get(layer)}</b>
            <span className="chart-note">{shapeText(shape)}</span>
            <span className="step-picture" data-flat={picture.height === 1 || undefined}>
              <PixelImage {...picture} label="" />
            </span>
            <span>
              {formatValue(mean)} ± {formatValue(deviation)}
            </span>
            <span className="chart-note">
              {formatValue(low)} … {formatValue(high)}
            </span>
          </li>
        ))}
      </ol>
      <p className="chart-note">
        Picture: the first image, in the channel that varies most. Numbers: mean ± standard deviation, and range, over
        the batch.
      </p>
    </>
  );
}
