/** A value that was tried: its runs as faint dots, the mean with its bar. A button that shows its runs. */
import type { CurvePoint } from '../../../../../core/study/curve/curve.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import type { CurveFrame } from './frame.ts';

interface PointProps {
  readonly point: CurvePoint;
  readonly frame: CurveFrame;
  readonly color: string;
  readonly text: string;
  /** Of all points of the picture. */
  readonly at: number;
  /** Whether it takes the Tab key. */
  readonly isActive: boolean;
  readonly isRead: boolean;
  readonly isChosen: boolean;
  readonly isBest: boolean;
  readonly onRead: (result: SetupResult) => void;
  readonly onChoose: (result: SetupResult) => void;
}

/** Half the width of the cap of an error bar, and half the side of what is clicked, in pixels. */
const capPx = 3.5;
const hitPx = 13;

export function Point(props: PointProps) {
  const { point, frame, color, text, at, isActive, isRead, isChosen, isBest, onRead, onChoose } = props;
  const { value, mean, error, runs, lost, result } = point;
  const [x, y] = [frame.x(value), frame.y(mean)];
  const className = ['curve-point', isRead && 'is-read', isChosen && 'is-chosen', isBest && 'is-best'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button inside a drawing
    <g
      className={className.filter(Boolean).join(' ')}
      role="button"
      tabIndex={isActive ? 0 : -1}
      aria-label={text}
      aria-pressed={isChosen}
      data-at={at}
      onFocus={() => onRead(result)}
      onPointerEnter={() => onRead(result)}
      onClick={() => onChoose(result)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose(result);
      }}
    >
      {runs.length > 1 &&
        runs.map((run) => (
          <circle key={run.id} className="curve-run" cx={x} cy={frame.y(run.value)} r={2.4} fill={color} />
        ))}
      {Number.isFinite(error) && <Bar x={x} from={frame.y(mean - error)} to={frame.y(mean + error)} color={color} />}
      {lost > 0 && <path className="curve-lost" d={`M${x - 3} 3l6 6m0 -6l-6 6`} />}
      <circle className="curve-ring" cx={x} cy={y} r={8} />
      <circle className="curve-mean" cx={x} cy={y} r={4} fill={color} />
      <rect x={x - hitPx} y={y - hitPx} width={2 * hitPx} height={2 * hitPx} fill="transparent" />
    </g>
  );
}

function Bar({
  x,
  from,
  to,
  color,
}: {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly color: string;
}) {
  return (
    <path
      className="curve-error"
      stroke={color}
      d={`M${x - capPx} ${from}h${2 * capPx}M${x} ${from}V${to}M${x - capPx} ${to}h${2 * capPx}`}
    />
  );
}
