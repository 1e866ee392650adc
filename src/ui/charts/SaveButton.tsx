/** The button at a chart that opens the menu of what can be saved of it. */
import { useEffect, useRef, useState } from 'react';
import { error } from '../../core/problem.ts';
import { complain } from '../actions/open.ts';
import { later, useLater } from '../useLater.ts';
import type { Saved } from './save/SaveMenu.tsx';

/** What is opened by the button, fetched ahead or when it is first pressed. */
export const saveMenu = later(async () => (await import('./save/SaveMenu.tsx')).SaveMenu);

interface Props {
  readonly title: string;
  readonly content: () => Saved;
}

export function SaveButton({ title, content }: Props) {
  const [isWanted, setWanted] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const SaveMenu = useLater(saveMenu, isWanted, () => {
    setWanted(false);
    complain([error([], 'The menu could not be loaded.', 'Check the connection and press it again.')]);
  });
  const isThere = isWanted && SaveMenu !== undefined;
  useEffect(() => {
    if (isThere) trigger.current?.focus();
  }, [isThere]);
  const button = (
    <button
      ref={trigger}
      type="button"
      className="chart-save"
      aria-label={`Save ${title}`}
      aria-haspopup="menu"
      title="Save as PNG, SVG or CSV"
      {...(!isThere && { onClick: () => setWanted(true) })}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 1v6.5M3.2 4.8 6 7.6l2.8-2.8M1.5 8.5v2.5h9V8.5" />
      </svg>
    </button>
  );
  if (!isThere) return button;
  const plot = () => trigger.current?.closest('.chart')?.querySelector<SVGSVGElement>('svg.recharts-surface') ?? null;
  return (
    <SaveMenu title={title} content={content} plot={plot}>
      {button}
    </SaveMenu>
  );
}
