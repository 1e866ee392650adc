/** Sixteen validation images and what every head says of each: right, wrong, and in the large form the very words. */
import { memo } from 'react';
import type { ImageShape } from '../../core/datasets/dataset.ts';
import { describeData } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Loss } from '../../core/losses/index.ts';
import { lossName } from '../../core/losses/names.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import type { GalleryAnswer, GallerySample } from '../../core/run/protocol.ts';
import { ChartTitle } from '../charts/ChartTitle.tsx';
import { PixelImage } from '../charts/PixelImage.tsx';
import { lossLook } from '../lossLook.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun } from '../store.ts';
import { NoRun } from './NoRun.tsx';

/** Compact: a dot a head. Otherwise the answers in words, and the pictures that heads make. */
export function Gallery({ isCompact = false }: { readonly isCompact?: boolean }) {
  const experiment = useLiveRuns((state) => shownRun(state)?.experiment);
  const dataset = useLiveRuns((state) => shownRun(state)?.dataset);
  const answers = useLiveRuns((state) => shownRun(state)?.answers);
  if (!experiment && !isCompact) return <NoRun />;
  const losses = (experiment?.losses ?? []).filter(
    (loss) => !isPenalty(loss) && answers?.answers[loss.id] !== undefined,
  );
  const shape = experiment && describeData(experiment);
  const hasUnknown = losses.some((loss) => 'target' in loss && (shape?.unknown[loss.target] ?? 0) > 0);
  return (
    <section className={isCompact ? 'gallery is-compact' : 'gallery'} aria-label="Validation images">
      <div className="chart-head">
        <ChartTitle title="Validation images" term="validation" />
        <span className="chart-note">
          {isCompact
            ? `● right ○ wrong${hasUnknown ? ' ◌ unknown' : ''}`
            : answers
              ? `step ${answers.step}`
              : 'after the first evaluation'}
        </span>
      </div>
      <ul className="gallery-images">
        {!dataset &&
          Array.from({ length: 16 }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places that wait for images
            <li key={i} className="gallery-item gallery-waiting" />
          ))}
        {experiment &&
          shape &&
          dataset?.gallery.map((sample, i) => (
            <Item
              // biome-ignore lint/suspicious/noArrayIndexKey: the images of a run keep their order
              key={i}
              sample={sample}
              shape={shape}
              number={i + 1}
              experiment={experiment}
              losses={losses}
              answers={losses.map((loss) => answers?.answers[loss.id]?.[i])}
              isCompact={isCompact}
            />
          ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  readonly sample: GallerySample;
  readonly shape: ImageShape;
  readonly number: number;
  readonly experiment: Experiment;
  readonly losses: readonly Loss[];
  readonly answers: readonly (GalleryAnswer | undefined)[];
  readonly isCompact: boolean;
}

function Item({ sample, shape, number, experiment, losses, answers, isCompact }: ItemProps) {
  const said = losses.map((loss, i) => words(experiment, loss, sample, answers[i])).filter((text) => text !== '');
  return (
    <li className="gallery-item" title={said.join('\n')}>
      <PixelImage
        pixels={sample.pixels}
        width={shape.width}
        height={shape.height}
        label={`Image ${number}. ${said.join('. ')}`}
      />
      <span className="gallery-answers">
        {losses.map((loss, i) => {
          const answer = answers[i];
          if (!answer) return null;
          return isCompact ? (
            <Dot key={loss.id} color={lossLook(experiment, loss.id).color} isRight={answer.isRight} />
          ) : (
            <Answer key={loss.id} experiment={experiment} loss={loss} sample={sample} answer={answer} shape={shape} />
          );
        })}
      </span>
    </li>
  );
}

const Dot = memo(function Dot({ color, isRight }: { readonly color: string; readonly isRight: boolean | undefined }) {
  const background = isRight ? color : 'transparent';
  return (
    <span className="gallery-dot" data-unknown={isRight === undefined} style={{ borderColor: color, background }} />
  );
});

interface AnswerProps {
  readonly experiment: Experiment;
  readonly loss: Loss;
  readonly sample: GallerySample;
  readonly answer: GalleryAnswer;
  readonly shape: ImageShape;
}

/** A dot of the loss's colour, filled where it is right, and the answer with the truth beside a wrong one; or the picture. */
export function Answer({ experiment, loss, sample, answer, shape }: AnswerProps) {
  const look = lossLook(experiment, loss.id);
  if (answer.pixels) {
    return (
      <PixelImage
        pixels={answer.pixels}
        width={shape.width}
        height={shape.height}
        label={words(experiment, loss, sample, answer)}
      />
    );
  }
  const truth = 'target' in loss ? sample.truths[loss.target] : undefined;
  return (
    <span className="gallery-answer">
      <Dot color={look.color} isRight={answer.isRight} />
      <span style={{ color: answer.isRight ? look.text : 'var(--ink)' }}>
        {answer.isRight === false ? <s>{answer.text}</s> : answer.text}
      </span>
      {!answer.isRight && truth !== undefined && <span className="gallery-truth">{truth}</span>}
    </span>
  );
}

function verdictOf({ isRight }: GalleryAnswer, truth: string | undefined): string {
  if (isRight === undefined) return 'the truth is unknown';
  return isRight ? 'right' : `wrong${truth ? `, it is ${truth}` : ''}`;
}

/** "colour: blue, right" or "size: M, wrong, it is L". */
function words(experiment: Experiment, loss: Loss, sample: GallerySample, answer: GalleryAnswer | undefined): string {
  if (!answer) return '';
  const truth = 'target' in loss ? sample.truths[loss.target] : undefined;
  const verdict = verdictOf(answer, truth);
  return `${lossName(experiment, loss.id)}: ${answer.text === '' ? 'picture' : answer.text}, ${verdict}`;
}
