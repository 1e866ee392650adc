/** A preset up close: what it is about, and all that a card has no room for. */
import { graphOf } from '../../../core/graphOf.ts';
import type { Preset } from '../../../core/presets.ts';
import { counted, grouped } from '../../../core/words.ts';
import { NetworkPicture } from '../../network/NetworkPicture.tsx';
import { timeText } from '../../views/study/times.ts';
import type { Duration } from './duration.ts';
import { introOf, methodText, targetsText } from './facts.ts';
import { LossChips } from './LossChips.tsx';

interface Props {
  readonly preset: Preset;
  readonly duration: Duration;
}

export function PresetPreview({ preset, duration }: Props) {
  const { experiment } = preset;
  const [question, rest] = introOf(preset);
  return (
    <section className="preset-preview" aria-label="Preview">
      <NetworkPicture experiment={experiment} />
      <h3>{experiment.title}</h3>
      <p>
        <b>{question}</b> {rest}
      </p>
      <dl className="facts long">
        <div>
          <dt>Losses, with their faders</dt>
          <dd>
            <LossChips experiment={experiment} />
          </dd>
        </div>
        <div>
          <dt>Targets</dt>
          <dd>{targetsText(experiment)}</dd>
        </div>
        <div>
          <dt>Combined by</dt>
          <dd>{methodText(experiment)}</dd>
        </div>
        <div>
          <dt>Size</dt>
          <dd>{counted(graphOf(experiment).parameters, 'parameter')}</dd>
        </div>
        <div>
          <dt>How long</dt>
          <dd>{lengthText(duration)}</dd>
        </div>
      </dl>
    </section>
  );
}

function lengthText({ steps, seconds, isMeasured }: Duration): string {
  const all = `${grouped(steps)} steps`;
  if (seconds === undefined) return `${all}; the time is known after a first run`;
  const source = isMeasured ? 'as it ran on this machine' : 'at the pace of the run nearest in work';
  return `${all}, about ${timeText(seconds)} ${source}`;
}
