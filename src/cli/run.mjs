// Bundles a command of this folder and runs it: `node src/cli/run.mjs verify PATH…`.
import { pathToFileURL } from 'node:url';
import { bundle, commands } from './bundle.mjs';

const [name, ...args] = process.argv.slice(2);
if (!commands.includes(name)) {
  process.stderr.write(`There is no command ${JSON.stringify(name ?? '')}: ${commands.join(', ')}.\n`);
  process.exit(2);
}
const path = await bundle(name);
process.argv = [process.argv[0], path, ...args];
await import(pathToFileURL(path).href);
