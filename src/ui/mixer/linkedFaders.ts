/**
 * Linked faders: those of a group stay on a sum of one. Moving one scales the others in proportion; of two losses
 * that leaves a and 1 − a.
 */
import type { Loss } from '../../core/losses/index.ts';
import { isPenalty, isUnmuted } from '../../core/losses/roles.ts';

type Faders = Readonly<Record<string, number>>;

/** Faders are kept on this grid, so that the sum is one in print too. */
const grid = 1e4;

/** The losses whose faders can be linked: the unmuted ones that read a target. One at 0 stays linked. */
export function linkable(losses: readonly Loss[]): readonly Loss[] {
  return losses.filter((loss) => isUnmuted(loss) && !isPenalty(loss));
}

/** The faders after the moved one was set to `value` (kept in 0…1), the others scaled so that all sum to one. */
export function moveLinked(faders: Faders, movedId: string, value: number): Faders {
  const moved = Math.round(Math.min(1, Math.max(0, value)) * grid);
  const others = Object.keys(faders).filter((id) => id !== movedId);
  if (others.length === 0) return { [movedId]: 1 };
  const sum = others.reduce((total, id) => total + (faders[id] ?? 0), 0);
  const shares = others.map((id) => (sum > 0 ? (faders[id] ?? 0) / sum : 1 / others.length));
  return Object.fromEntries([[movedId, moved / grid], ...zip(others, apportion(grid - moved, shares))]);
}

/** The faders scaled to a sum of one; equal where all are zero. */
export function linkFaders(faders: Faders): Faders {
  const ids = Object.keys(faders);
  const sum = ids.reduce((total, id) => total + (faders[id] ?? 0), 0);
  const shares = ids.map((id) => (sum > 0 ? (faders[id] ?? 0) / sum : 1 / ids.length));
  return Object.fromEntries(zip(ids, apportion(grid, shares)));
}

/** Splits whole units by shares that sum to one: largest remainders get the rest. */
function apportion(units: number, shares: readonly number[]): number[] {
  const whole = shares.map((share) => Math.floor(share * units + 1e-9));
  const rest = units - whole.reduce((sum, count) => sum + count, 0);
  const byRemainder = shares
    .map((share, i) => ({ i, remainder: share * units - (whole[i] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { i } of byRemainder.slice(0, rest)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

function zip(ids: readonly string[], units: readonly number[]): [string, number][] {
  return ids.map((id, i) => [id, (units[i] ?? 0) / grid]);
}
