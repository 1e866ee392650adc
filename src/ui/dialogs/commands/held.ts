/** What a class's link leaves of the commands: what it hides is not found, what it locks says so. */
import { stateOf } from '../../../core/classroom/allows.ts';
import { type ControlName, isControlName } from '../../../core/controlNames.ts';
import { controlOfTab } from '../../classroom/heldParts.ts';
import type { OpenClass } from '../../store.ts';
import type { Command } from './command.ts';

const ofGroups: Readonly<Partial<Record<Command['group'], ControlName>>> = {
  Experiments: 'presets',
  Lessons: 'learn',
  Layers: 'network',
  Losses: 'add-loss',
  Strategies: 'strategy',
  Schedules: 'schedule',
  Optimizers: 'optimizer',
  Studies: 'tab-study',
  Runs: 'tab-compare',
  Glossary: 'glossary',
};

/** Actions whose control has another name. */
const ofActions: Readonly<Record<string, ControlName>> = {
  redo: 'undo',
  empty: 'presets',
  backends: 'backend',
  tour: 'learn',
  delete: 'network',
  duplicate: 'network',
  disconnect: 'network',
};

/** The commands that a class leaves; all of them without one. */
export function withoutHeld(commands: readonly Command[], openClass: OpenClass | null): readonly Command[] {
  if (!openClass) return commands;
  return commands.flatMap((command) => {
    const name = controlOf(command);
    const state = name === undefined ? 'shown' : stateOf(openClass.classroom, name);
    if (state === 'hidden') return [];
    return state === 'locked' ? { ...command, refusal: "Locked by the class's link." } : command;
  });
}

function controlOf({ id, group }: Command): ControlName | undefined {
  const own = id.slice(id.indexOf('/') + 1);
  if (group === 'Tabs') return controlOfTab(own);
  if (group !== 'Actions') return ofGroups[group];
  if (Object.hasOwn(ofActions, own)) return ofActions[own];
  return isControlName(own) ? own : undefined;
}
