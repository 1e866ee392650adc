/** The experiment or study as a link, as a few lines, in a page of one's own, as a file. */
import { useState } from 'react';
import { isBlank, studyOf } from '../../../core/study/draft.ts';
import { openDialog } from '../../actions/look.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { saveShared, toText } from '../../link/files.ts';
import { store } from '../../store.ts';
import { Frame } from '../Frame.tsx';
import { EmbedSection } from './EmbedSection.tsx';
import { LinkSection } from './LinkSection.tsx';
import { addressOf, fragmentOf, type LinkChoice } from './links.ts';
import { PostSection } from './PostSection.tsx';
import { RunsSection } from './RunsSection.tsx';

export function ShareDialog() {
  // As the page is when the dialog is opened: a run may go on.
  const [state] = useState(store.getState);
  const [choice, setChoice] = useState<LinkChoice>({ withView: false, isHeld: false });
  const { experiment, draft } = state;
  const isStudy = !isBlank(draft);
  const shared = isStudy ? studyOf(experiment, draft) : experiment;
  const fragment = fragmentOf(state, choice);
  const link = addressOf(fragment);
  return (
    <Frame
      title={isStudy ? 'Share this study' : 'Share this experiment'}
      about={
        isStudy
          ? 'The link holds the whole experiment and what is varied of it: whoever opens it can start the same study. Nothing is uploaded.'
          : 'The link holds the whole experiment: whoever opens it trains the same network on the same images. Nothing is uploaded.'
      }
    >
      <LinkSection state={state} title={shared.title} link={link} choice={choice} onChoice={setChoice} />
      <PostSection state={state} link={link} />
      <EmbedSection title={shared.title} fragment={fragment} />
      <RunsSection state={state} />
      <div className="dialog-buttons">
        <CopyButton label="Copy as text (JSON)" text={() => toText(shared)} />
        <button type="button" className="button" onClick={() => saveShared(shared)}>
          Save as a file
        </button>
        <button type="button" className="button" onClick={() => openDialog('class')}>
          For a class …
        </button>
      </div>
    </Frame>
  );
}
