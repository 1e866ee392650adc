/** The link of a class with its length, to be copied. */
import { grouped } from '../../../core/words.ts';
import { CopyButton } from '../share/CopyButton.tsx';

export function LinkLine({ link }: { readonly link: string | undefined }) {
  if (link === undefined) return <p role="alert">The class is too long for a link: shorten its pages.</p>;
  return (
    <>
      <label className="dialog-label" htmlFor="class-link">
        Link for students, {grouped(link.length)} characters
      </label>
      <div className="dialog-line">
        <input
          id="class-link"
          className="text-input"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} label="Copy link" isPrimary />
      </div>
    </>
  );
}
