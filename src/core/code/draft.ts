/** A program while it is written: each piece is said once, however many losses need it. */
export class Draft {
  readonly #imports = new Set<string>();
  readonly #functions = new Map<string, readonly string[]>();
  readonly #setup = new Map<string, string>();
  readonly #notes = new Set<string>();

  import(...lines: readonly string[]): void {
    for (const line of lines) this.#imports.add(line);
  }

  /** A function of that name, whose lines are the same wherever it is asked for; gives the name back. */
  function(name: string, lines: readonly string[]): string {
    this.#functions.set(name, lines);
    return name;
  }

  /** A name for a value that does not change in training: the same one for the same value. */
  constant(name: string, value: string, declare: (name: string, value: string) => string): string {
    for (let count = 1; ; count++) {
      const free = count === 1 ? name : `${name}_${count}`;
      const line = declare(free, value);
      const taken = this.#setup.get(free);
      if (taken !== undefined && taken !== line) continue;
      this.#setup.set(free, line);
      return free;
    }
  }

  /** A line or several before the training, under a key. */
  setup(key: string, ...lines: readonly string[]): void {
    this.#setup.set(key, lines.join('\n'));
  }

  note(...sentences: readonly string[]): void {
    for (const sentence of sentences) this.#notes.add(sentence);
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }

  /** Imports, functions, setup and the training itself, with blank lines between them. */
  text(head: readonly string[], training: readonly string[], gap = 1): string {
    const blocks = [
      [...head],
      [...this.#imports].sort(inOrder),
      ...[...this.#functions.values()].map((lines) => [...lines]),
      [...this.#setup.values()],
      [...training],
    ];
    const filled = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
    return filled.join('\n'.repeat(gap + 1));
  }
}

/** Whole modules first, then names from modules, each by the alphabet. */
function inOrder(a: string, b: string): number {
  const rank = (line: string) => `${line.startsWith('import') ? 0 : 1}${line}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** Lines one level deeper; blank ones stay blank. */
export function indented(lines: readonly string[], by = '    '): string[] {
  return lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `${by}${line}`));
}
