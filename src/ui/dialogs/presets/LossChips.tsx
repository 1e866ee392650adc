/** The losses of an experiment in their colours, each with its fader. */
import type { Experiment } from '../../../core/experiment.ts';
import { lossName } from '../../../core/losses/names.ts';
import { numberText } from '../../../core/words.ts';
import { lossLook } from '../../lossLook.ts';

export function LossChips({ experiment }: { readonly experiment: Experiment }) {
  return (
    <span className="loss-chips">
      {experiment.losses.map(({ id, fader, muted }) => {
        const { color, text } = lossLook(experiment, id);
        return (
          <span key={id} className="loss-chip" style={{ color: text }}>
            <span aria-hidden="true" style={{ background: color }} />
            {muted ? <s>{lossName(experiment, id)}</s> : `${numberText(fader)} · ${lossName(experiment, id)}`}
          </span>
        );
      })}
    </span>
  );
}
