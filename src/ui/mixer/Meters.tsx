/** What a channel shows of the run: the loss now, its way there, and its share of the update. */

import { memo, useMemo } from 'react';
import { columnName } from '../../core/run/columns.ts';
import { column } from '../../core/run/metrics.ts';
import { formatShare, formatValue } from '../format.ts';
import { useStore } from '../store.ts';
import { useLast, useShare, useTableOf } from './liveLoss.ts';
import { sparkPath } from './sparkPath.ts';

interface Props {
  readonly lossId: string;
  readonly title: string;
  readonly color: string;
}

const shareHelp =
  'Length of weight × gradient of this loss, of the sum of such lengths over all losses, penalties, and the L1 and L2 of layers; on the shared layers, before the optimizer';

/** Meters of one loss; empty until it was measured. */
export const Meters = memo(function Meters({ lossId, title, color }: Props) {
  // A muted loss is not computed: what was measured before says nothing any more.
  const isMuted = useStore((state) => state.experiment.losses.some(({ id, muted }) => id === lossId && muted));
  const measured = { value: useLast('loss', lossId), share: useShare(lossId) };
  const { value, share } = isMuted ? { value: undefined, share: undefined } : measured;
  return (
    <div className="meters">
      <output className="meters-value" aria-label={`${title}: loss now`} aria-live="off">
        {formatValue(value)}
      </output>
      <Sparkline lossId={lossId} color={color} />
      <span className="meters-share" title={shareHelp}>
        <span className="meters-bar" aria-hidden="true">
          <span style={{ width: `${100 * Math.min(1, Math.max(0, share ?? 0))}%`, background: color }} />
        </span>
        {share === undefined ? '\u00a0' : share === null ? '–' : formatShare(share)}
        {share !== undefined && <span className="meters-unit"> of update</span>}
      </span>
    </div>
  );
});

const width = 72;
const height = 18;

function Sparkline({ lossId, color }: { readonly lossId: string; readonly color: string }) {
  const table = useTableOf(lossId);
  const path = useMemo(() => {
    const values = table && column(table, columnName('loss', lossId));
    return values ? sparkPath(values, width, height) : '';
  }, [table, lossId]);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} fill="none" stroke={color} strokeWidth={1.25} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
