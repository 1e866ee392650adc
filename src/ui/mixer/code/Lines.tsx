/** Code with its comments set back: all the emphasis that it needs, without a library. */
import { Fragment } from 'react';
import { type Framework, frameworks } from '../../../core/code/framework.ts';

export function Lines({ code, framework }: { readonly code: string; readonly framework: Framework }) {
  const parts = splitAtComments(code, frameworks[framework].comment);
  return (
    <pre>
      <code>
        {parts.map(({ at, text, isComment }) =>
          isComment ? <i key={at}>{text}</i> : <Fragment key={at}>{text}</Fragment>,
        )}
      </code>
    </pre>
  );
}

interface Part {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  readonly isComment: boolean;
}

/** The code in pieces, in order; a mark inside of quotes begins no comment. */
function splitAtComments(code: string, mark: string): Part[] {
  const pattern = new RegExp(`("[^"\\n]*"|'[^'\\n]*')|${mark}.*`, 'g');
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: text, 1: quoted, index } of code.matchAll(pattern)) {
    if (quoted !== undefined) continue;
    parts.push({ at: end, text: code.slice(end, index), isComment: false }, { at: index, text, isComment: true });
    end = index + text.length;
  }
  return [...parts, { at: end, text: code.slice(end), isComment: false }].filter(({ text }) => text !== '');
}
