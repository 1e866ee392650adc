import { columnName, cosineName } from '../../core/run/columns.ts';

/**
 * Runs inside the page before anything else: the first Workers' runs are answered at once with 20,000 steps of made-up
 * numbers, so that charts have finished runs to draw behind the real one; from then on the real Worker answers.
 * Self-contained: its text is sent to the browser, and what it needs of ours comes with its argument.
 */

export interface Finished {
  readonly runs: number;
  readonly steps: number;
  /** Patterns of the columns' names: "@" stands for the id of a loss, "#" for that of another. */
  readonly names: typeof finishedNames;
}

export const finishedNames = {
  loss: columnName('loss', '@'),
  accuracy: columnName('accuracy', '@'),
  weight: columnName('weight', '@'),
  norm: columnName('norm', '@'),
  share: columnName('share', '@'),
  descent: columnName('descent', '@'),
  gain: columnName('gain', '@'),
  cosine: cosineName('@', '#'),
};

/** Replaces the page's Worker. */
export function standInForFinishedRuns({ runs, steps, names }: Finished): void {
  interface Started {
    readonly kind: string;
    readonly runId: string;
    readonly experiment: { readonly losses: readonly { readonly id: string }[]; readonly title: string };
  }
  const RealWorker = globalThis.Worker;
  let left = runs;

  function columnsOf(ids: readonly string[], from: number, count: number, every: number, isTrain: boolean) {
    const column = (f: (step: number) => number) => Float32Array.from({ length: count }, (_, i) => f(from + i * every));
    const wave = (step: number, k: number) => Math.sin(step * (0.7 + k)) + Math.sin(step * 0.013 * (1 + k));
    const columns: Record<string, Float32Array> = { step: column((step) => step) };
    const seldom = (f: (step: number) => number) => column((step) => (step % 20 === 0 ? f(step) : Number.NaN));
    ids.forEach((id, k) => {
      columns[names.loss.replace('@', id)] = column(
        (step) => 2 * Math.exp(-step / 4000) + 0.1 * left + 0.05 * wave(step, k) + 0.2,
      );
      if (!isTrain) {
        columns[names.accuracy.replace('@', id)] = column(
          (step) => 0.9 - 0.8 * Math.exp(-step / 3000) + 0.02 * wave(step, k),
        );
        return;
      }
      columns[names.weight.replace('@', id)] = column((step) => 1 + 0.1 * wave(step, k));
      columns[names.norm.replace('@', id)] = seldom((step) => 1 + 0.3 * wave(step, k));
      columns[names.share.replace('@', id)] = seldom(() => 1 / ids.length);
      columns[names.descent.replace('@', id)] = seldom((step) => wave(step, k));
      columns[names.gain.replace('@', id)] = seldom((step) => wave(step, k));
      for (const other of ids.slice(k + 1))
        columns[names.cosine.replace('@', id).replace('#', other)] = seldom((step) => 0.4 * wave(step, k));
    });
    if (isTrain) {
      columns.total = column((step) => 4 * Math.exp(-step / 4000) + 0.5);
      columns['learning-rate'] = column(() => 1e-3);
    }
    return columns;
  }

  class StandIn extends EventTarget {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onerror: ((event: ErrorEvent) => void) | null = null;
    onmessageerror: (() => void) | null = null;
    readonly #url: string | URL;
    #real: Worker | undefined;

    constructor(url: string | URL) {
      super();
      this.#url = url;
    }

    postMessage(command: Started): void {
      this.#real?.postMessage(command);
      if (this.#real || command.kind !== 'start') return;
      if (left > 0) {
        left--;
        setTimeout(() => this.#finish(command), 0);
        return;
      }
      this.#real = new RealWorker(this.#url, { type: 'module' });
      this.#real.onmessage = (event) => this.onmessage?.(event);
      this.#real.onerror = (event) => this.onerror?.(event);
      this.#real.postMessage(command);
    }

    #finish({ runId, experiment }: Started): void {
      const ids = experiment.losses.map((loss) => loss.id);
      const say = (body: object) => this.onmessage?.({ data: { ...body, runId } });
      say({ kind: 'backend', choice: { name: 'wasm', reason: 'made up', alternatives: [] } });
      const counts = { trainCount: 1600, validationCount: 400, stepsPerEpoch: 25 };
      say({ kind: 'dataset', ...counts, totalSteps: steps, gallery: [] });
      const chunk = 1000;
      for (let from = 0; from < steps; from += chunk) {
        say({ kind: 'metrics', table: 'train', columns: columnsOf(ids, from, chunk, 1, true) });
        say({ kind: 'metrics', table: 'validation', columns: columnsOf(ids, from, chunk / 25, 25, false) });
      }
      say({ kind: 'status', status: 'finished', done: steps, total: steps });
    }

    terminate(): void {
      this.#real?.terminate();
    }
  }
  Object.assign(globalThis, { Worker: StandIn });
}
