/** Which line is which run, once for all charts: how it is drawn, what it is called, and what differs. */
import { metaOf } from '../../../core/fields.ts';
import { viewFields } from '../../../core/viewFields.ts';
import { hover, setView, showRun } from '../../actions/look.ts';
import { Style } from '../../Style.tsx';
import { useStore } from '../../store.ts';
import type { Entry } from './entries.ts';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './overlay.css?inline';
import { Swatch } from './Swatch.tsx';

const foldMeta = metaOf(viewFields.shape.foldsSeeds);

interface Props {
  readonly entries: readonly Entry[];
  /** Whether runs that differ in nothing but the seed are drawn as one; missing where there are none. */
  readonly foldsSeeds?: boolean;
}

export function RunLegend({ entries, foldsSeeds }: Props) {
  const lit = useStore((state) => (state.hovered?.kind === 'run' ? state.hovered.id : null));
  return (
    <>
      <Style>{style}</Style>
      <ul className="run-legend" aria-label="Runs on the charts">
        {entries.map(({ id, label, differs, look, isBaseline, isShown, isFromLink, count, runs }) => (
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
              {count > 1 && <span className="is-mark">{seedsText(runs.length, count)}</span>}
              {isFromLink && <span className="is-mark">from the link</span>}
              {isBaseline && <span className="is-mark">baseline</span>}
              {differs !== '' && differs !== label && <span>{differs}</span>}
            </button>
          </li>
        ))}
        {foldsSeeds !== undefined && (
          <li>
            <label data-help={foldMeta.help}>
              <input
                type="checkbox"
                checked={foldsSeeds}
                onChange={(event) => setView({ foldsSeeds: event.target.checked })}
              />
              {foldMeta.label}
            </label>
          </li>
        )}
      </ul>
    </>
  );
}

/** "mean ± sd, n 3"; what cannot be read is said. */
function seedsText(read: number, count: number): string {
  return read < count ? `mean ± sd, n ${read} of ${count}` : `mean ± sd, n ${count}`;
}
