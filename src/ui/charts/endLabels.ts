/** Words at the right ends of lines, moved apart so that none lies on another. */

export interface EndLabel {
  readonly key: string;
  /** In pixels from the top. */
  readonly y: number;
}

/** The labels in order from the top, at least `gap` pixels apart, as close to their lines as `low` to `high` allows. */
export function spread<T extends EndLabel>(labels: readonly T[], gap: number, low: number, high: number): T[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const placed: T[] = [];
  for (const label of sorted) {
    const above = placed.at(-1);
    placed.push({ ...label, y: Math.max(label.y, above ? above.y + gap : low) });
  }
  let floor = high;
  for (let i = placed.length - 1; i >= 0; i--) {
    const label = placed[i] as T;
    placed[i] = { ...label, y: Math.min(label.y, floor) };
    floor = Math.min(label.y, floor) - gap;
  }
  return placed;
}
