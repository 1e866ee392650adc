/** Types of bundle.mjs, which runs before anything is bundled. */
export const commands: readonly string[];
export function bundle(name: string, outDir?: string): Promise<string>;
