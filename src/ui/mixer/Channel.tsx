/** One channel of the desk: a loss with its name, fader, meters, mute and solo. */

import { useSortable } from '@dnd-kit/sortable';
import { type CSSProperties, type KeyboardEvent, memo, useId } from 'react';
import { isConstant } from '../../core/courses.ts';
import { moveChannel } from '../../core/edit/desk.ts';
import { metaOf } from '../../core/fields.ts';
import { channelFields, type Loss } from '../../core/losses/index.ts';
import { lossNumber, lossSubtitle, lossTitle } from '../../core/losses/names.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { edit, isSoloed, setMuted, solo } from '../actions/edit.ts';
import { hover, select } from '../actions/look.ts';
import { formatFactor } from '../format.ts';
import { NumberInput } from '../forms/NumberInput.tsx';
import { Vary } from '../forms/vary/Vary.tsx';
import { lossLook } from '../lossLook.ts';
import { lossNodeId } from '../network/nodeId.ts';
import { useStore } from '../store.ts';
import { CourseNow } from './CourseNow.tsx';
import { Fader } from './Fader.tsx';
import { type FaderRange, lossRange, penaltyRange } from './fader.ts';
import { useLast } from './liveLoss.ts';
import { Meters } from './Meters.tsx';
import { removeChannel } from './removeChannel.ts';

const faderMeta = metaOf(channelFields.fader);
const linkedRange: FaderRange = { min: 1e-3, max: 1 };

/** Where the arrow keys move a channel: side by side or one below the other. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

interface Props {
  readonly loss: Loss;
  readonly index: number;
  readonly isLinked: boolean;
  /** One of many: on two lines, the fader lying. */
  readonly isStrip: boolean;
  readonly onFader: (lossId: string, fader: number) => void;
}

/** A channel; its head selects the loss for the inspector, its grip moves it. */
export const Channel = memo(function Channel({ loss, index, isLinked, isStrip, onFader }: Props) {
  const { id } = loss;
  const entryId = useId();
  const experiment = useStore((state) => state.experiment);
  const isLit = useStore(({ hovered, spotlight }) =>
    hovered?.kind === 'loss' ? hovered.id === id : spotlight?.has(lossNodeId(id)),
  );
  const isSelected = useStore((state) => state.selection.some((one) => one.kind === 'loss' && one.id === id));
  const sortable = useSortable({ id: `channel-${id}`, data: { type: 'channel', lossId: id } });
  const effective = useLast('weight', id);
  const look = lossLook(experiment, id);
  const title = lossTitle(experiment, loss);
  const number = lossNumber(experiment, id);
  const name = `${title}, ${lossSubtitle(experiment, loss)}`;
  const range = isPenalty(loss) ? penaltyRange : isLinked ? linkedRange : lossRange;
  const row: Strategy = strategies[experiment.strategy.kind];
  // The fader shows where it stands; what acts differs when the strategy weighs or a course is followed, not while a
  // change is on its way.
  const isMoved =
    effective !== undefined &&
    !loss.muted &&
    (!row.isPlain || !isConstant(loss.course)) &&
    Math.abs(effective - loss.fader) > 0.01 * Math.max(effective, loss.fader);
  // A strategy that weighs makes the weight: it is the number to read, and the fader one of its ingredients.
  const isActing = !row.isPlain && experiment.schedule.kind === 'joint';
  const isSolo = isSoloed(experiment, id);
  const { transform } = sortable;

  const style: CSSProperties & Record<'--channel' | '--channel-text', string> = {
    '--channel': look.color,
    '--channel-text': look.text,
    ...(transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : {}),
    ...(sortable.transition ? { transition: sortable.transition } : {}),
  };

  function onGripKey(event: KeyboardEvent) {
    // Once lifted with Space, the arrows are the business of the drag.
    if (sortable.active) return;
    const step = steps[event.key] ?? 0;
    if (step !== 0) {
      event.preventDefault();
      edit((before) => moveChannel(before, id, index + step));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      removeChannel(id);
    } else sortable.listeners?.onKeyDown?.(event);
  }

  return (
    <li
      ref={sortable.setNodeRef}
      className="channel"
      data-loss={id}
      data-lit={isLit || undefined}
      data-selected={isSelected || undefined}
      data-muted={loss.muted || undefined}
      data-acting={isActing || undefined}
      data-dragging={sortable.isDragging || undefined}
      style={style}
      onPointerEnter={() => hover({ kind: 'loss', id })}
      onPointerLeave={() => hover(null)}
    >
      <div className="channel-grip-row">
        <button
          type="button"
          ref={sortable.setActivatorNodeRef}
          className="channel-grip"
          aria-label={`Move channel ${name}: arrow keys; Delete removes it`}
          title="Drag to reorder, out of the desk to remove"
          {...sortable.listeners}
          onKeyDown={onGripKey}
        >
          ⠿
        </button>
        <button
          type="button"
          className="channel-remove"
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={() => removeChannel(id)}
        >
          ×
        </button>
      </div>
      <button
        type="button"
        className="channel-head"
        aria-pressed={isSelected}
        data-term={loss.kind}
        onClick={() => select({ kind: 'loss', id })}
        onFocus={() => hover({ kind: 'loss', id })}
        onBlur={() => hover(null)}
      >
        <span className="channel-title">
          <span className="channel-dot" aria-hidden="true" />
          {isStrip && number > 0 && (
            <>
              L<sub>{number}</sub>{' '}
            </>
          )}
          {title}
        </span>
        <span className="channel-kind has-term">{lossSubtitle(experiment, loss)}</span>
      </button>
      <Fader
        label={`Fader of ${name}`}
        fader={loss.fader}
        range={range}
        color={look.color}
        effective={isMoved ? effective : undefined}
        isMuted={loss.muted}
        isLevel={isStrip}
        onChange={(fader) => onFader(id, fader)}
      />
      {isActing && (
        <output
          className="channel-weight"
          aria-label={`Weight of ${name} as it acts`}
          aria-live="off"
          title="The weight as it acts, made by the strategy"
        >
          {effective === undefined || loss.muted ? '–' : formatFactor(Number(effective.toPrecision(3)))}
        </output>
      )}
      <NumberInput
        id={entryId}
        meta={faderMeta}
        value={loss.fader}
        label={`Exact fader of ${name}`}
        onChange={(fader) => onFader(id, fader)}
      />
      {/* Every channel leaves room for a course where one has one, so that the meters stand in line. */}
      {experiment.losses.some(({ course }) => !isConstant(course)) && (
        <div className="channel-course">
          {!isConstant(loss.course) && (
            <CourseNow set={loss.fader} course={loss.course} name={`Fader of ${name}`} color={look.color} />
          )}
        </div>
      )}
      <Meters lossId={id} title={title} color={look.color} />
      <div className="channel-buttons">
        <button
          type="button"
          aria-pressed={loss.muted}
          aria-label={`Mute ${name}`}
          data-term="mute"
          onClick={() => setMuted(id, !loss.muted)}
        >
          M
        </button>
        <button
          type="button"
          aria-pressed={isSolo}
          aria-label={`Solo ${name}`}
          data-term="solo"
          onClick={() => solo(id)}
        >
          S
        </button>
        <Vary at={[`losses.${id}.fader`]} name={`fader of ${name}`} letter="V" />
      </div>
    </li>
  );
});
