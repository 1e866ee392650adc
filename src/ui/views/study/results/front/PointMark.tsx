/**
 * The sign of a method on the plane: a disc for a sum, in which its weights stand as sectors in the losses' colours; a
 * square for a method that looks at gradients, a triangle for one that looks at the losses. Dominated ones are grey.
 */
import { lossLook } from '../../../../lossLook.ts';
import type { FrontPoint, Look } from './points.ts';

const size = 6;

interface PointMarkProps {
  readonly point: Pick<FrontPoint, 'look' | 'isDominated' | 'shares' | 'result'>;
}

export function PointMark({ point: { look, isDominated, shares, result } }: PointMarkProps) {
  const className = isDominated ? 'front-sign is-dominated' : 'front-sign';
  if (look !== 'sum') return <path className={className} d={outlines[look]} />;
  return (
    <g className={className}>
      <circle r={size} />
      {!isDominated &&
        sectors(shares.map(({ share }) => share)).map((d, i) => {
          const lossId = shares[i]?.lossId ?? '';
          return <path key={lossId} d={d} stroke="none" fill={lossLook(result.setup.experiment, lossId).color} />;
        })}
      <circle r={size} fill="none" />
    </g>
  );
}

export const outlines: Readonly<Record<Exclude<Look, 'sum'>, string>> = {
  gradients: 'M-5 -5h10v10h-10z',
  losses: 'M0 -6.2L6 4.6H-6z',
};

/** The d of one sector a share, from the top on. */
function sectors(shares: readonly number[]): string[] {
  let turned = 0;
  return shares.map((share) => {
    const from = turned;
    turned += share;
    if (share <= 0) return '';
    if (share > 0.999) return `M0 ${-size}A${size} ${size} 0 1 1 0 ${size}A${size} ${size} 0 1 1 0 ${-size}Z`;
    const end = share > 0.5 ? 1 : 0;
    return `M0 0L${onRim(from)}A${size} ${size} 0 ${end} 1 ${onRim(turned)}Z`;
  });
}

function onRim(turn: number): string {
  const angle = 2 * Math.PI * turn;
  return `${(size * Math.sin(angle)).toFixed(2)} ${(-size * Math.cos(angle)).toFixed(2)}`;
}
