/** Opens an experiment from a file, a text or a link. What cannot be read is said here; the page's work stays. */
import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { dismissProblems, openExperiment, openParsed } from '../actions/open.ts';
import { ProblemItems } from '../forms/ProblemItems.tsx';
import { fromText, readFile } from '../link/files.ts';
import { decodeLink } from '../link/url.ts';
import { Frame } from './Frame.tsx';

export function OpenDialog() {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  function open(source: 'file' | 'text', content: string) {
    const link = /#(\d+\/\S+)$/.exec(content.trim());
    if (link && !content.trim().startsWith('{')) {
      const opened = decodeLink(link[1] ?? '');
      const isBroken = opened?.problems.some(({ severity }) => severity === 'error');
      if (opened && !isBroken) openParsed(opened, source);
      else setProblems(opened?.problems ?? []);
      return;
    }
    const read = fromText(content);
    if ('problem' in read) return setProblems([read.problem]);
    const found = openExperiment(read.value, source);
    setProblems(found);
    // The dialog says it; the page need not say it again.
    if (found.some(({ severity }) => severity === 'error')) dismissProblems();
  }

  return (
    <Frame
      title="Open an experiment"
      about="A file or text saved by this page, or a link. It can be taken back by Undo."
    >
      <label className="dialog-label" htmlFor="open-file">
        File
      </label>
      <input
        id="open-file"
        className="file-input"
        type="file"
        accept=".json,application/json,text/plain"
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (!file) return;
          void readFile(file).then((content) => {
            // Mended and chosen again, the same name counts as a choice.
            input.value = '';
            open('file', content);
          });
        }}
      />
      <label className="dialog-label" htmlFor="open-text">
        Text or link
      </label>
      <textarea
        id="open-text"
        className="text-area"
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className="dialog-about">
        To write one by hand: the{' '}
        <a href="./experiment.schema.json" target="_blank" rel="noreferrer">
          JSON Schema
        </a>{' '}
        names every field with its range and default.
      </p>
      {problems.length > 0 && (
        <div className="banner wrong" role="alert">
          <ProblemItems problems={problems} hasPlaces />
        </div>
      )}
      <div className="dialog-buttons">
        <button type="button" className="button primary" disabled={!text.trim()} onClick={() => open('text', text)}>
          Open
        </button>
      </div>
    </Frame>
  );
}
