/** What the page has written into this browser's database. */
import type { Page } from 'playwright/test';

export interface Stored {
  readonly title: string;
  readonly status: string;
  readonly steps: number;
  /** Rows of the table of training, and the largest step among them. */
  readonly rows: number;
  readonly lastStep: number;
  /** What a person has said of it. */
  readonly mark?: unknown;
  /** By the name of a column of the validation table: its final value, and its best. */
  readonly outcomes: unknown;
}

/** What stands in the database, run by run. */
export function stored(page: Page): Promise<readonly Stored[]> {
  return page.evaluate(readDatabase);
}

/** The same within a page, whoever drives it: it is run by its text. */
export async function readDatabase(): Promise<readonly Stored[]> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // To open one that is not there would make it.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'loss-mixer')) return [];
  const database = await answer(indexedDB.open('loss-mixer'));
  const transaction = database.transaction(['summaries', 'chunks', 'marks']);
  const [summaries, chunks, marks] = await Promise.all([
    answer(transaction.objectStore('summaries').getAll()),
    answer(transaction.objectStore('chunks').getAll()),
    answer(transaction.objectStore('marks').getAll()),
  ]);
  database.close();
  return summaries.map(({ id, summary: { title, status, steps, outcomes } }) => {
    const rows = chunks.filter(({ run, table }) => run === id && table === 'train');
    const values = rows.flatMap(({ columns }) => [...columns.step]);
    const mark = marks.find((one) => one.id === id);
    return { title, status, steps, rows: values.length, lastStep: Math.max(...values), mark, outcomes };
  });
}
