/** A text that is selected whole when it is touched, in one line or in several. */

interface Props {
  readonly label: string;
  readonly id?: string;
  readonly text: string;
  /** Lines that are shown at once; one is a line to be scrolled sideways. */
  readonly lines?: number;
}

export function TextToCopy({ label, id, text, lines = 1 }: Props) {
  const naming = id === undefined ? { 'aria-label': label } : { id };
  return lines === 1 ? (
    <input {...naming} className="text-input" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
  ) : (
    <textarea
      {...naming}
      className="text-input share-text"
      readOnly
      rows={lines}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
