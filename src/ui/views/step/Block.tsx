/** A part of the arithmetic of a unit, and a line of it: what, and how much. */
import type { ReactNode } from 'react';

export function Block({
  title,
  isNow,
  children,
}: {
  readonly title: string;
  readonly isNow: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="step-block" data-now={isNow || undefined}>
      <span className="step-block-title">{title}</span>
      {children}
    </div>
  );
}

export function Line({
  of,
  is,
  color,
  isSum,
}: {
  readonly of: string;
  readonly is: string;
  readonly color?: string;
  readonly isSum?: boolean;
}) {
  return (
    <span className="step-line" data-sum={isSum || undefined}>
      <span style={color === undefined ? undefined : { color }}>{of}</span>
      <span>{is}</span>
    </span>
  );
}
