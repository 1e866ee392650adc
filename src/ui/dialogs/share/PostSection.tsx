/** The experiment in a few lines, for a post or a mail. */
import { postOf } from '../../../core/post.ts';
import { summaryOf } from '../../../core/run/runSummary.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { type State, shownRun } from '../../store.ts';
import { TextToCopy } from './TextToCopy.tsx';

const lines = 9;

export function PostSection({ state, link }: { readonly state: State; readonly link: string }) {
  const { experiment, draft } = state;
  const run = shownRun(state);
  const text = postOf({ experiment, draft, run: run && summaryOf(run), link });
  return (
    <details className="share-section">
      <summary>A few lines for a post</summary>
      <TextToCopy label="A few lines for a post" text={text} lines={lines} />
      <div className="dialog-buttons">
        <CopyButton label="Copy the lines" text={() => text} />
      </div>
    </details>
  );
}
