/** Opens an experiment from a file, a text or a link. What cannot be read is said here; the page's work stays. */
import { type SyntheticEvent, useState } from 'react';
import { jsonLimits, readJson } from '../../core/json.ts';
import { error, type Problem } from '../../core/problem.ts';
import { importRuns, runFileLimit } from '../actions/exchange.ts';
import { openLinked } from '../actions/linked.ts';
import { openDialog } from '../actions/look.ts';
import { dismissProblems, openExperiment, openParsed } from '../actions/open.ts';
import { ProblemItems } from '../forms/ProblemItems.tsx';
import { decodeComparison, isComparison } from '../link/comparison.ts';
import { readFile, unreadable } from '../link/files.ts';
import { decodeLink, findLink } from '../link/url.ts';
import { isRunFile } from '../runs/library/runFile.ts';
import { bytesText } from '../runs/room.ts';
import { Frame } from './Frame.tsx';

export function OpenDialog() {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  /** What cannot be read is said in the dialog; the rest is there. */
  async function takeRuns(content: string) {
    const found = await importRuns(content);
    setProblems(found);
    if (found.length === 0) openDialog(null);
  }

  async function openFile(file: File) {
    if (!isRunFile(await file.slice(0, 200).text())) {
      const read = await readFile(file);
      return 'problem' in read ? setProblems([read.problem]) : open('file', read.text);
    }
    if (file.size <= runFileLimit) return takeRuns(await file.text());
    const message = `The file of runs has ${bytesText(file.size)}; at most ${bytesText(runFileLimit)} are read.`;
    setProblems([error([], message, 'Export fewer runs into one file.')]);
  }

  function open(source: 'file' | 'text', content: string) {
    if (isRunFile(content)) return void takeRuns(content);
    const link = findLink(content);
    if (link && isComparison(link)) {
      const opened = decodeComparison(link);
      if (opened.runs.length > 0) openLinked(opened, false);
      else setProblems(opened.problems);
      return;
    }
    if (link) {
      const opened = decodeLink(link);
      const isBroken = opened?.problems.some(({ severity }) => severity === 'error');
      if (opened && !isBroken) openParsed(opened, source);
      else setProblems(opened?.problems ?? []);
      return;
    }
    const read = readJson(content);
    if ('problem' in read) return setProblems([read.problem]);
    const found = openExperiment(read.value, source);
    setProblems(found);
    // The dialog says it; the page need not say it again.
    if (found.some(({ severity }) => severity === 'error')) dismissProblems();
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
      about="A file or text saved by this page, or a link; also a file of runs. An experiment can be taken back by Undo."
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
          openFile(file)
            .catch((reason) => setProblems([unreadable(reason)]))
            // Mended and chosen again, the same name counts as a choice.
            .finally(() => {
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
        <button type="button" className="button primary" disabled={!text.trim()} onClick={() => open('text', text)}>
          Open
        </button>
      </div>
    </Frame>
  );
}
