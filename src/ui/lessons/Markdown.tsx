/**
 * A text in Markdown with formulas between dollars, as React draws it: no HTML in it is ever read as such. Links to
 * terms open the glossary, links to lessons enter them, all others are marked and open elsewhere.
 */
import type { Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { learn } from '../actions/learn.ts';
import { Equation } from '../Equation.tsx';
import { Term } from '../Term.tsx';

interface Props {
  readonly text: string;
  /** Of somebody unknown, who came with a link: where a link leads is written out. */
  readonly isForeign?: boolean;
}

const Foreign = createContext(false);

export function Markdown({ text, isForeign = false }: Props) {
  const tree = useMemo(() => parse(text), [text]);
  return <Foreign value={isForeign}>{childrenOf(tree, 0)}</Foreign>;
}

/** Deeper than any text is meant to be read, far from what a browser cannot lay out. */
const deepest = 24;

/** Formulas within these are typeset in a moment. */
const texLimits = { length: 1000, depth: 24 };

function parse(text: string): Root {
  return fromMarkdown(text, {
    extensions: [math()],
    mdastExtensions: [mathFromMarkdown()],
  });
}

function childrenOf(node: Parents, depth: number): ReactNode[] {
  if (depth > deepest) return ['…'];
  // A text does not change its order.
  // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
  return node.children.map((child, i) => <Piece key={i} node={child} depth={depth} />);
}

function Piece({ node, depth }: { readonly node: Nodes; readonly depth: number }): ReactNode {
  const inside = (parent: Parents) => childrenOf(parent, depth + 1);
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return <p>{inside(node)}</p>;
    case 'emphasis':
      return <em>{inside(node)}</em>;
    case 'strong':
      return <strong>{inside(node)}</strong>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      );
    case 'inlineMath':
    case 'math':
      return isCalm(node.value) ? (
        <Equation tex={node.value} isDisplay={node.type === 'math'} />
      ) : (
        <code>{node.value}</code>
      );
    case 'list':
      return node.ordered ? <ol>{inside(node)}</ol> : <ul>{inside(node)}</ul>;
    case 'listItem':
      return <li>{inside(node)}</li>;
    case 'break':
      return <br />;
    case 'link':
      return <Link url={node.url}>{inside(node)}</Link>;
    case 'image':
      return node.alt;
    case 'heading':
      return <h4>{inside(node)}</h4>;
    // Whatever else there is, HTML above all, is text.
    default:
      return 'value' in node ? node.value : 'children' in node ? inside(node) : null;
  }
}

function isCalm(tex: string): boolean {
  let depth = 0;
  for (const character of tex) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth > texLimits.depth) return false;
  }
  return tex.length <= texLimits.length;
}

function Link({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const isForeign = use(Foreign);
  const [, kind, id = ''] = /^(term|lesson):(.*)$/.exec(url) ?? [];
  if (kind === 'term') return <Term id={id}>{children}</Term>;
  if (kind === 'lesson') {
    return (
      <button type="button" className="lesson-link" onClick={() => learn(id)}>
        {children}
      </button>
    );
  }
  const there = /^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  if (!there) return children;
  return (
    <a href={there.href} target="_blank" rel="noopener noreferrer">
      {children}
      {isForeign && ` (${there.host})`}
      <span aria-hidden="true"> ↗</span>
      <span className="visually-hidden"> (opens elsewhere)</span>
    </a>
  );
}
