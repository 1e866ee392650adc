/** The frameworks that a desk can be written in, and what comes of it. */

/** In the order of the choice on the page; the names stay in the browser. */
export const frameworks = {
  keras: { label: 'Keras 3', comment: '#' },
  pytorch: { label: 'PyTorch', comment: '#' },
  tfjs: { label: 'TensorFlow.js', comment: '//' },
} as const;

export type Framework = keyof typeof frameworks;

export const frameworkNames = Object.keys(frameworks) as Framework[];

/** A few lines that take the data and the network for granted. */
export interface Program {
  readonly code: string;
  /** What to mind: where the frameworks differ from each other and from this page. Sentences. */
  readonly notes: readonly string[];
}

const wrapAt = 76;

/** The program as it is copied: the notes stand above it as comments. */
export function textOf({ code, notes }: Program, framework: Framework): string {
  const { comment } = frameworks[framework];
  const lines = notes.flatMap((note) => wrapped(note, wrapAt).map((line) => `${comment} ${line}`));
  return `${[...lines, ...(lines.length > 0 ? [''] : []), code].join('\n')}\n`;
}

/** A text in lines of at most `width` characters, broken between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
