/** A fader: a logarithmic scale with a snap at 0 and 1, exact by keyboard, one step of undo a drag. */
import { Slider } from 'radix-ui';
import type { CSSProperties, KeyboardEvent } from 'react';
import { formatFactor } from '../format.ts';
import { useGesture } from '../forms/useGesture.ts';
import { type FaderRange, faderAt, nudge, placeOf, ticksOf } from './fader.ts';

interface Props {
  readonly label: string;
  readonly fader: number;
  readonly range: FaderRange;
  readonly color: string;
  /** The weight that acts, where a strategy changes it. */
  readonly effective?: number | undefined;
  readonly isMuted: boolean;
  /** Lying, as on a strip; without ticks. */
  readonly isLevel: boolean;
  readonly onChange: (fader: number) => void;
}

const places = 1000;

/** The fader of one loss. */
export function Fader({ label, fader, range, color, effective, isMuted, isLevel, onChange }: Props) {
  const begin = useGesture();
  const place = placeOf(fader, range);

  const classes = ['fader', ...(isMuted ? ['is-muted'] : []), ...(isLevel ? ['is-level'] : [])];

  function onKeyDown(event: KeyboardEvent) {
    const next = byKey(event, fader, range);
    if (next === undefined) return;
    event.preventDefault();
    begin('key');
    onChange(next);
  }

  return (
    <div className={classes.join(' ')} style={{ '--channel': color } as CSSProperties}>
      <Slider.Root
        className="fader-root"
        orientation={isLevel ? 'horizontal' : 'vertical'}
        min={0}
        max={places}
        value={[Math.round(place * places)]}
        onPointerDown={() => begin('pointer')}
        onValueChange={([next]) => next !== undefined && onChange(faderAt(next / places, range))}
        onKeyDown={onKeyDown}
      >
        <Slider.Track className="fader-track">
          <Slider.Range className="fader-range" />
        </Slider.Track>
        {effective !== undefined && (
          <span
            className="fader-effective"
            style={{ [isLevel ? 'left' : 'bottom']: `${placeOf(effective, range) * 100}%` }}
            title={`acts as ${formatFactor(effective)}`}
          />
        )}
        <Slider.Thumb className="fader-thumb" aria-label={label} aria-valuetext={formatFactor(fader)} />
      </Slider.Root>
      {!isLevel && (
        <div className="fader-ticks" aria-hidden="true">
          {ticksOf(range).map((tick) => (
            <span key={tick} style={{ bottom: `${placeOf(tick, range) * 100}%` }}>
              {tickLabel(tick)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function byKey(event: KeyboardEvent, fader: number, range: FaderRange): number | undefined {
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return nudge(fader, 1, range, event.shiftKey);
    case 'ArrowDown':
    case 'ArrowLeft':
      return nudge(fader, -1, range, event.shiftKey);
    case 'PageUp':
      return nudge(fader, 1, range, true);
    case 'PageDown':
      return nudge(fader, -1, range, true);
    case 'Home':
      return 0;
    case 'End':
      return range.max;
    case '0':
      return 0;
    case '1':
      return 1;
    default:
      return undefined;
  }
}

function tickLabel(fader: number): string {
  return fader === 0 || fader >= 1e-3 ? String(fader) : fader.toExponential(0);
}
