/** The first images of the batch, each with what the network is told of it. */
import { describeData, targetName } from '../../../core/datasets/describe.ts';
import { counted } from '../../../core/words.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import type { StageProps } from './stageTexts.ts';

export function BatchStage({ told: { dissection, experiment } }: StageProps) {
  const { width, height } = describeData(experiment);
  const { images, size } = dissection.batch;
  const read = new Set(experiment.losses.flatMap((loss) => ('target' in loss && !loss.muted ? loss.target : [])));
  return (
    <>
      <ul className="step-images">
        {images.map(({ pixels, truths }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the images of a batch keep their order
          <li key={i}>
            <PixelImage pixels={pixels} width={width} height={height} label={`Image ${i + 1}`} />
            {Object.entries(truths)
              .filter(([target, truth]) => read.has(target) && truth !== '')
              .map(([target, truth]) => (
                <span key={target}>
                  <span className="chart-note">{targetName(experiment, target)}</span> {truth}
                </span>
              ))}
          </li>
        ))}
      </ul>
      {size > images.length && <p className="chart-note">and {counted(size - images.length, 'image')} more</p>}
    </>
  );
}
