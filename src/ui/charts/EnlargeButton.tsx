/** The button that gives a figure or a panel more room, and puts it back. */

interface Props {
  /** What is enlarged, within a sentence. */
  readonly title: string;
  readonly isLarge: boolean;
  readonly onClick: () => void;
}

export function EnlargeButton({ title, isLarge, onClick }: Props) {
  return (
    <button
      type="button"
      className="chart-enlarge"
      aria-label={isLarge ? `Put ${title} back` : `Enlarge ${title}`}
      title={isLarge ? 'Put back (Escape)' : 'Enlarge'}
      onClick={onClick}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={isLarge ? 'M5 1v4H1M7 11V7h4M5 5 1 1M7 7l4 4' : 'M7 1h4v4M5 11H1V7M11 1 7 5M1 11l4-4'} />
      </svg>
    </button>
  );
}
