/** Which line is which run, once for all charts: how it is drawn, what it is called, and what differs. */
import { hover, showRun } from '../../actions/look.ts';
import { useStore } from '../../store.ts';
import type { Entry } from './entries.ts';
import { Swatch } from './Swatch.tsx';
import './overlay.css';

export function RunLegend({ entries }: { readonly entries: readonly Entry[] }) {
  const lit = useStore((state) => (state.hovered?.kind === 'run' ? state.hovered.id : null));
  return (
    <ul className="run-legend" aria-label="Runs on the charts">
      {entries.map(({ id, label, differs, look, isBaseline, isShown }) => (
        <li key={id} className={lit !== null && lit !== id ? 'is-dim' : undefined}>
          <button
            type="button"
            aria-current={isShown ? 'true' : undefined}
            title={[differs, isShown ? 'On the charts' : 'Puts it on the charts'].filter(Boolean).join('. ')}
            onClick={() => showRun(id)}
            onPointerEnter={() => hover({ kind: 'run', id })}
            onPointerLeave={() => hover(null)}
            onFocus={() => hover({ kind: 'run', id })}
            onBlur={() => hover(null)}
          >
            <Swatch look={look} />
            <b>{label}</b>
            {isBaseline && <span className="is-mark">baseline</span>}
            {differs !== '' && differs !== label && <span>{differs}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
