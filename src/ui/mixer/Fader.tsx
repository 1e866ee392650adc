/** A vertical fader: weight on a logarithmic scale with a snap at 0 and 1, exact by keyboard, one step of undo a drag. */
import { Slider } from 'radix-ui';
import type { CSSProperties, KeyboardEvent } from 'react';
import { formatWeight } from '../format.ts';
import { useGesture } from '../forms/useGesture.ts';
import { type FaderRange, nudge, placeOf, ticksOf, weightAt } from './fader.ts';

interface Props {
  readonly label: string;
  readonly weight: number;
  readonly range: FaderRange;
  readonly color: string;
  /** The weight as it acts, where a strategy changes it. */
  readonly effective?: number | undefined;
  readonly isMuted: boolean;
  readonly onChange: (weight: number) => void;
}

const places = 1000;

/** The fader of one loss. */
export function Fader({ label, weight, range, color, effective, isMuted, onChange }: Props) {
  const begin = useGesture();
  const place = placeOf(weight, range);

  function onKeyDown(event: KeyboardEvent) {
    const next = byKey(event, weight, range);
    if (next === undefined) return;
    event.preventDefault();
    begin('key');
    onChange(next);
  }

  return (
    <div className={isMuted ? 'fader is-muted' : 'fader'} style={{ '--channel': color } as CSSProperties}>
      <Slider.Root
        className="fader-root"
        orientation="vertical"
        min={0}
        max={places}
        value={[Math.round(place * places)]}
        onPointerDown={() => begin('pointer')}
        onValueChange={([next]) => next !== undefined && onChange(weightAt(next / places, range))}
        onKeyDown={onKeyDown}
      >
        <Slider.Track className="fader-track">
          <Slider.Range className="fader-range" />
        </Slider.Track>
        {effective !== undefined && (
          <span
            className="fader-effective"
            style={{ bottom: `${placeOf(effective, range) * 100}%` }}
            title={`acts as ${formatWeight(effective)}`}
          />
        )}
        <Slider.Thumb className="fader-thumb" aria-label={label} aria-valuetext={formatWeight(weight)} />
      </Slider.Root>
      <div className="fader-ticks" aria-hidden="true">
        {ticksOf(range).map((tick) => (
          <span key={tick} style={{ bottom: `${placeOf(tick, range) * 100}%` }}>
            {tickLabel(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

function byKey(event: KeyboardEvent, weight: number, range: FaderRange): number | undefined {
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return nudge(weight, 1, range, event.shiftKey);
    case 'ArrowDown':
    case 'ArrowLeft':
      return nudge(weight, -1, range, event.shiftKey);
    case 'PageUp':
      return nudge(weight, 1, range, true);
    case 'PageDown':
      return nudge(weight, -1, range, true);
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

function tickLabel(weight: number): string {
  return weight === 0 || weight >= 1e-3 ? String(weight) : weight.toExponential(0);
}
