import { expect, it } from 'vitest';
import { blankClassroom } from '../../../core/classroom/classroom.ts';
import type { Command } from './command.ts';
import { withoutHeld } from './held.ts';

const command = (group: Command['group'], id: string): Command => ({ id, group, title: id, act: () => {} });

it('finds nothing that a class hides, and says of what it locks why it cannot be done', () => {
  const commands = [
    command('Actions', 'action/run'),
    command('Actions', 'action/redo'),
    command('Actions', 'action/theme'),
    command('Tabs', 'tab/runs'),
    command('Tabs', 'tab/plane'),
    command('Experiments', 'experiment/mgda'),
    command('Strategies', 'strategy/mgda'),
    command('Glossary', 'term/gramian'),
  ];
  expect(withoutHeld(commands, null)).toBe(commands);
  const classroom = {
    ...blankClassroom,
    hidden: ['presets', 'tab-compare', 'undo'],
    locked: ['strategy', 'run'],
  } as const;
  const left = withoutHeld(commands, { classroom, code: 'x', isPreview: false });
  expect(left.map(({ id, refusal }) => [id, refusal])).toEqual([
    ['action/run', "Locked by the class's link."],
    ['action/theme', undefined],
    ['tab/plane', undefined],
    ['strategy/mgda', "Locked by the class's link."],
    ['term/gramian', undefined],
  ]);
});
