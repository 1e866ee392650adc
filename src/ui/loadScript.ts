/** Scripts of the page that come later: one that cannot be fetched is asked for once more, and then it is said. */

const pauseMs = 600;

/** A script that could not be fetched, twice: the connection is gone, or a newer version of the page was published. */
export class LostScript extends Error {
  override name = 'LostScript';
}

/** Loads a script by its `import()`. Throws LostScript. */
export async function loadScript<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  try {
    return await load();
  } catch (error) {
    throw new LostScript(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
