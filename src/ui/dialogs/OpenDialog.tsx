/** Opens an experiment from a file, a text or a link. What cannot be read is said here; the page's work stays. */
import { type SyntheticEvent, useState } from 'react';
import { jsonLimits, readJson } from '../../core/json.ts';
import type { Problem } from '../../core/problem.ts';
import { openDialog } from '../actions/look.ts';
import { ProblemItems } from '../forms/ProblemItems.tsx';
import { bringFile, bringText } from '../link/bring.ts';
import { Frame } from './Frame.tsx';

export function OpenDialog() {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  /** What cannot be read is said in the dialog, not on the page; the rest is there. */
  async function show(opening: Promise<readonly Problem[]>) {
    const found = await opening;
    setProblems(found);
    if (found.length === 0) openDialog(null);
  }

  /** A text too long to be read is not laid out either: that alone takes seconds. */
  function refuseLong(event: SyntheticEvent, data: DataTransfer) {
    const read = data.getData('text').length > jsonLimits.characters ? readJson(data.getData('text')) : undefined;
    if (!read || !('problem' in read)) return;
    event.preventDefault();
    setProblems([read.problem]);
  }

  return (
    <Frame
      title="Open an experiment or runs"
      about="A file or text saved by this page, or a link; also a file of runs. Files can be dropped anywhere onto the page. An experiment can be taken back by Undo."
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
          // Mended and chosen again, the same name counts as a choice.
          void show(bringFile(file)).finally(() => {
            input.value = '';
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
        onPaste={(event) => refuseLong(event, event.clipboardData)}
        onDrop={(event) => refuseLong(event, event.dataTransfer)}
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
        <button
          type="button"
          className="button primary"
          disabled={!text.trim()}
          onClick={() => void show(bringText(text, 'text'))}
        >
          Open
        </button>
      </div>
    </Frame>
  );
}
