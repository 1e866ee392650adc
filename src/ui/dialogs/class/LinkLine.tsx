/** The link of a class with its length, to be copied. */
import { grouped } from '../../../core/words.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { TextToCopy } from '../share/TextToCopy.tsx';

export function LinkLine({ link }: { readonly link: string | undefined }) {
  if (link === undefined) return <p role="alert">The class is too long for a link: shorten its pages.</p>;
  return (
    <>
      <label className="dialog-label" htmlFor="class-link">
        Link for students, {grouped(link.length)} characters
      </label>
      <div className="dialog-line">
        <TextToCopy id="class-link" label="Link for students" text={link} />
        <CopyButton label="Copy link" text={() => link} look="primary" />
      </div>
    </>
  );
}
