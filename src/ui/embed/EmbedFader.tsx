/** A loss with its fader, in a line. */
import type { Loss } from '../../core/losses/index.ts';
import { lossSubtitle, lossTitle } from '../../core/losses/names.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import { setFader } from '../actions/edit.ts';
import { hover } from '../actions/look.ts';
import { formatFactor } from '../format.ts';
import { lossLook } from '../lossLook.ts';
import { useStore } from '../store.ts';
import type { Desk } from './desk.ts';

export function EmbedFader({
  loss,
  desk: { Fader, lossRange, penaltyRange },
}: {
  readonly loss: Loss;
  readonly desk: Desk;
}) {
  const { id, fader, muted } = loss;
  const experiment = useStore((state) => state.experiment);
  const { color } = lossLook(experiment, id);
  const name = `${lossTitle(experiment, loss)}, ${lossSubtitle(experiment, loss)}`;
  return (
    <li
      className="embed-fader"
      data-loss={id}
      onPointerEnter={() => hover({ kind: 'loss', id })}
      onPointerLeave={() => hover(null)}
    >
      <span className="embed-loss">
        <span className="embed-dot" style={{ background: color }} aria-hidden="true" />
        <b>{lossTitle(experiment, loss)}</b>{' '}
        <span>
          {lossSubtitle(experiment, loss)}
          {muted && ', muted'}
        </span>
      </span>
      <Fader
        label={`Fader of ${name}`}
        fader={fader}
        range={isPenalty(loss) ? penaltyRange : lossRange}
        color={color}
        isMuted={muted}
        isLevel
        onChange={(next) => setFader(id, next)}
      />
      <output className="embed-factor" aria-hidden="true">
        {formatFactor(fader)}
      </output>
    </li>
  );
}
