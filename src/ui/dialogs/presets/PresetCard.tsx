/** A preset as a button: its network, its title, its question, its losses, and how long it takes. */
import type { Preset } from '../../../core/presets.ts';
import { grouped } from '../../../core/words.ts';
import { NetworkPicture } from '../../network/NetworkPicture.tsx';
import { timeText } from '../../views/study/times.ts';
import type { Duration } from './duration.ts';
import { introOf } from './facts.ts';
import { LossChips } from './LossChips.tsx';

interface Props {
  readonly preset: Preset;
  readonly duration: Duration;
  /** It is what is on the desk, unchanged. */
  readonly isOpen: boolean;
  readonly isShown: boolean;
  /** The Tab key stops here; the arrow keys lead to the others. */
  readonly isStop: boolean;
  readonly onShow: () => void;
  readonly onOpen: () => void;
}

export function PresetCard({ preset, duration, isOpen, isShown, isStop, onShow, onOpen }: Props) {
  const { experiment, id } = preset;
  const [question] = introOf(preset);
  return (
    <button
      type="button"
      className="preset-card"
      data-preset={id}
      data-shown={isShown || undefined}
      aria-current={isOpen || undefined}
      tabIndex={isStop ? 0 : -1}
      onClick={onOpen}
      onFocus={onShow}
      // A pointer that lies still while the cards come under it wants nothing.
      onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && onShow()}
    >
      <NetworkPicture experiment={experiment} />
      <b>{experiment.title}</b>
      <span className="preset-question">{question}</span>
      <LossChips experiment={experiment} />
      <span className="preset-time">
        {isOpen && 'on the desk · '}
        {duration.seconds === undefined ? `${grouped(duration.steps)} steps` : `about ${timeText(duration.seconds)}`}
      </span>
    </button>
  );
}
