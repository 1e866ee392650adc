/** A piece of a run's line, in ink: its dash is what tells it apart. */
import { type RunLook, toned } from './runLook.ts';

export function Swatch({ look }: { readonly look: RunLook }) {
  return (
    <svg className="run-swatch" viewBox="0 0 34 8" aria-hidden="true">
      <path
        d="M0 4h34"
        fill="none"
        stroke={toned('var(--ink-3)', look)}
        strokeWidth={look.width}
        strokeDasharray={look.dash || undefined}
      />
    </svg>
  );
}
