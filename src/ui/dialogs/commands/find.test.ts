import { expect, test } from 'vitest';
import { entryOf } from '../../../core/glossary/index.ts';
import { store } from '../../store.ts';
import { groupNames } from './command.ts';
import { find } from './find.ts';
import { deskCommands } from './ofDesk.ts';
import { lessonCommands, runCommands, studyCommands, tabCommands, termCommands } from './ofReading.ts';

const state = store.getState();
const commands = [
  ...tabCommands,
  ...lessonCommands,
  ...deskCommands(state.experiment),
  ...studyCommands(state),
  ...termCommands,
];

const found = (search: string) => find(commands, search).flatMap((group) => group.commands.map(({ id }) => id));

test('a command is found by its beginning, its middle, and loosely', () => {
  expect(found('pcgrad')).toContain('strategy/pcgrad');
  expect(found('one loss lesson')[0]).toBe('lesson/one-loss');
  expect(found('colour and size, one trunk')[0]).toBe('experiment/colour-size');
  expect(found('gramian')[0]).toBe('term/gramian');
  expect(found('add dice')[0]).toBe('loss/dice');
  expect(found('adamw').slice(0, 3)).toContain('optimizer/adamw');
  expect(found('batch nor').slice(0, 3)).toContain('layer/batch-norm');
  expect(found('what is hypervolume')[0]).toBe('term/hypervolume');
  expect(found('gramain')[0]).toBe('term/gramian');
  expect(found('paretofr')[0]).toBe('term/pareto-front');
  expect(found('undo')).not.toContain('term/pbi');
});

test('what a note says is found last, and what stands nowhere is not', () => {
  expect(found('no other beats')).toEqual(['term/pareto-front']);
  expect(entryOf('pareto-front')?.text).toContain('no other beats');
  expect(found('qxzv')).toEqual([]);
});

test('every command has an id of its own, a known group, and says why it cannot be done', () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  expect(commands.filter(({ group }) => !groupNames.includes(group))).toEqual([]);
  const refused = commands.filter(({ refusal }) => refusal !== undefined);
  expect(refused.map(({ id }) => id)).toEqual(['strategy/sum', 'schedule/joint', 'optimizer/adam', 'study/factor']);
  const inTurn = deskCommands({ ...state.experiment, schedule: { kind: 'alternating' } });
  const strategies = inTurn.filter(({ group }) => group === 'Strategies');
  expect(strategies.every(({ refusal }) => refusal?.startsWith('One optimizer per loss'))).toBe(true);
  expect(runCommands(state)).toEqual([]);
});
