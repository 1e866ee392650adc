/** How something is varied: over a range, a list, or at random. */
import type { Offer } from '../../../core/study/setup/offer.ts';
import type { Way } from '../../../core/study/setup/wanted.ts';

const ofNumbers = [
  { way: 'range', label: 'A range' },
  { way: 'list', label: 'A list' },
  { way: 'random', label: 'At random' },
] as const;

const ofOptions = [
  { way: 'list', label: 'Those ticked' },
  { way: 'random', label: 'Drawn at random' },
] as const;

interface WaysProps {
  readonly offer: Offer;
  readonly way: Way;
  readonly onChange: (way: Way) => void;
}

export function Ways({ offer, way, onChange }: WaysProps) {
  // What sets several places at once is a list as it stands.
  if (offer.join === 'each') return null;
  return (
    <fieldset className="vary-ways">
      <legend className="visually-hidden">How it is varied</legend>
      {(offer.kind === 'numbers' ? ofNumbers : ofOptions).map((one) => (
        <label key={one.way}>
          <input type="radio" name="way" checked={way === one.way} onChange={() => onChange(one.way)} />
          <span>{one.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
