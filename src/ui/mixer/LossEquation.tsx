/** The live equation of the total: every term in the colour of its loss; hovering or focusing one lights up the loss. */
import { useMemo } from 'react';
import { actingAt, hasCourse } from '../../core/acting.ts';
import { lossName } from '../../core/losses/names.ts';
import { hover, select } from '../actions/look.ts';
import { Equation } from '../Equation.tsx';
import { formatValue } from '../format.ts';
import { lossLook } from '../lossLook.ts';
import { useStore } from '../store.ts';
import { useActingStep } from './CourseNow.tsx';
import { useEffectiveWeights, useTotal } from './liveLoss.ts';
import { equationOf, termLabel } from './terms.ts';

/** The equation shows the faders, with their courses followed, or the weights that act where the strategy sets them. */
export function LossEquation() {
  const set = useStore((state) => state.experiment);
  const step = useActingStep(hasCourse(set)) ?? 0;
  const experiment = actingAt(set, step);
  const hovered = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  const ids = useMemo(() => set.losses.map(({ id }) => id), [set.losses]);
  const effective = useEffectiveWeights(ids);
  const total = useTotal();
  const { left, hasTotal, terms, rule, note } = equationOf(experiment, effective);
  return (
    <div className="loss-equation">
      {rule && (
        <div className="loss-rule">
          <Equation tex={rule} />
        </div>
      )}
      <div className="loss-terms">
        <span className="loss-left">
          <Equation tex={`${left}\\,=`} />
        </span>
        {terms.length === 0 && <Equation tex="0" />}
        {terms.map(({ lossId, tex, joint }) => {
          const loss = experiment.losses.find(({ id }) => id === lossId);
          if (!loss) return null;
          const weight = rule ? (effective[lossId] ?? loss.fader) : loss.fader;
          return (
            <span key={lossId} className="loss-term-joint">
              {joint !== '' && <span className={joint.length > 1 ? 'loss-word' : 'loss-sign'}>{joint}</span>}
              <button
                type="button"
                className={hovered !== null && hovered !== lossId ? 'loss-term is-dim' : 'loss-term'}
                style={{ color: lossLook(experiment, lossId).text }}
                aria-label={termLabel(experiment, loss, lossName(experiment, loss.id), weight)}
                onPointerEnter={() => hover({ kind: 'loss', id: lossId })}
                onPointerLeave={() => hover(null)}
                onFocus={() => hover({ kind: 'loss', id: lossId })}
                onBlur={() => hover(null)}
                onClick={() => select({ kind: 'loss', id: lossId })}
              >
                <Equation tex={tex} isHidden />
              </button>
            </span>
          );
        })}
        {hasTotal && total !== undefined && <span className="loss-note">L = {formatValue(total)}</span>}
        {note && <span className="loss-note">{note}</span>}
      </div>
    </div>
  );
}
