/** Python itself reads every program, where there is one; the grammar of `core/code/code.test.ts` reads them anywhere. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { codeOf } from '../../core/code/code.ts';
import { textOf } from '../../core/code/framework.ts';
import { graphOf } from '../../core/graphOf.ts';
import { desks } from './desks.ts';
import { lossPrograms } from './lossPrograms.ts';
import { python } from './python.ts';

const read = `
import ast, json, sys
for name, code in json.load(sys.stdin):
    try:
        ast.parse(code)
    except SyntaxError as error:
        print(f"{name}: {error}")
`;

/** What Python complains of; nothing where there is no Python. */
function complaints(programs: readonly (readonly [name: string, code: string])[]): string | undefined {
  const { error, stdout, status } = spawnSync(python, ['-c', read], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
  });
  return error || status !== 0 ? undefined : stdout;
}

const isThere = complaints([]) !== undefined;

it(isThere ? `is read by ${python} without an error of syntax` : `is not read: there is no ${python} here`, () => {
  const languages = ['keras', 'pytorch'] as const;
  const programs = languages.flatMap((framework) => [
    ...lossPrograms(framework).map(({ name, code }) => [name, code] as const),
    ...desks.map(({ name, experiment }) => {
      const program = codeOf(experiment, graphOf(experiment), framework);
      return [`${name} in ${framework}`, textOf(program, framework)] as const;
    }),
  ]);
  expect(complaints(programs)).toBe(isThere ? '' : undefined);
  expect(complaints([['wrong', 'x = (']])).toEqual(isThere ? expect.stringContaining('wrong') : undefined);
});
