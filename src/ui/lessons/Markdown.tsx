/**
 * A text in Markdown with formulas between dollars, as React draws it: no HTML in it is ever read as such. Links to
 * terms open the glossary, links to lessons enter them, all others are marked and open elsewhere.
 */
import type { Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import { type ReactNode, useMemo } from 'react';
import { learn } from '../actions/learn.ts';
import { Equation } from '../Equation.tsx';
import { Term } from './Term.tsx';

export function Markdown({ text }: { readonly text: string }) {
  const tree = useMemo(() => parse(text), [text]);
  return <>{childrenOf(tree)}</>;
}

function parse(text: string): Root {
  return fromMarkdown(text, {
    extensions: [math()],
    mdastExtensions: [mathFromMarkdown()],
  });
}

function childrenOf(node: Parents): ReactNode[] {
  // A text does not change its order.
  // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
  return node.children.map((child, i) => <Piece key={i} node={child} />);
}

function Piece({ node }: { readonly node: Nodes }): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return <p>{childrenOf(node)}</p>;
    case 'emphasis':
      return <em>{childrenOf(node)}</em>;
    case 'strong':
      return <strong>{childrenOf(node)}</strong>;
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
      return <Equation tex={node.value} isDisplay={node.type === 'math'} />;
    case 'list':
      return node.ordered ? <ol>{childrenOf(node)}</ol> : <ul>{childrenOf(node)}</ul>;
    case 'listItem':
      return <li>{childrenOf(node)}</li>;
    case 'break':
      return <br />;
    case 'link':
      return <Link url={node.url}>{childrenOf(node)}</Link>;
    case 'heading':
      return <h4>{childrenOf(node)}</h4>;
    // Whatever else there is, HTML above all, is text.
    default:
      return 'value' in node ? node.value : 'children' in node ? childrenOf(node) : null;
  }
}

function Link({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const [, kind, id = ''] = /^(term|lesson):(.*)$/.exec(url) ?? [];
  if (kind === 'term') return <Term id={id}>{children}</Term>;
  if (kind === 'lesson') {
    return (
      <button type="button" className="lesson-link" onClick={() => learn(id)}>
        {children}
      </button>
    );
  }
  if (!/^https?:\/\//.test(url)) return children;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <span aria-hidden="true"> ↗</span>
      <span className="visually-hidden"> (opens elsewhere)</span>
    </a>
  );
}
