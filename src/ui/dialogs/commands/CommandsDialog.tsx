/** The palette of commands: finds whatever can be opened, chosen or done on the page, and does it. */
import { Command as Cmdk } from 'cmdk';
import { useMemo, useRef, useState } from 'react';
import { openDialog } from '../../actions/look.ts';
import { store } from '../../store.ts';
import { Frame } from '../Frame.tsx';
import type { Command } from './command.ts';
import { allCommands } from './commands.ts';
import { type Found, find } from './find.ts';
import { noteCommand, recentCommands } from './recent.ts';

export function CommandsDialog() {
  // As the page stands when the palette opens: nothing of it changes under the hand.
  const commands = useMemo(() => allCommands(store.getState()), []);
  const recent = useMemo(() => {
    const done = recentCommands().flatMap((id) => commands.find((command) => command.id === id) ?? []);
    return { name: 'Recent', commands: done };
  }, [commands]);
  const groupsFor = (search: string): readonly Found[] =>
    search.trim() === '' ? [recent, ...find(commands, search)] : find(commands, search);
  const [search, setSearch] = useState('');
  const [groups, setGroups] = useState(() => groupsFor(''));
  const [marked, setMarked] = useState(() => firstOf(groups));
  const chosen = useRef<Command>(undefined);
  const type = (typed: string) => {
    const next = groupsFor(typed);
    setSearch(typed);
    setGroups(next);
    // With the very letter, so that Enter means what is seen.
    setMarked(firstOf(next));
  };
  const choose = (command: Command) => {
    chosen.current = command;
    noteCommand(command.id);
    openDialog(null);
  };
  return (
    <Frame
      title="Commands"
      about="Find anything on the page by its words, and open, choose or do it."
      className="commands"
      onClosed={() => chosen.current?.act()}
    >
      <Cmdk label="Commands" loop vimBindings={false} shouldFilter={false} value={marked} onValueChange={setMarked}>
        <Cmdk.Input
          className="text-input"
          placeholder="Try pareto, conv, undo, lesson …"
          value={search}
          onValueChange={type}
        />
        <Cmdk.List label="What was found" className="commands-list">
          {groups.length === 0 && (
            <p className="commands-empty" role="status">
              Nothing has these words. Try fewer, or another one.
            </p>
          )}
          {groups.map((group) => (
            <Group key={group.name} {...group} onChoose={choose} />
          ))}
        </Cmdk.List>
      </Cmdk>
    </Frame>
  );
}

/** What stands in two groups is told apart. */
function valueIn(group: string, { id }: Command): string {
  return `${group} ${id}`;
}

/** The first that can be done. */
function firstOf(groups: readonly Found[]): string {
  const all = groups.flatMap(({ name, commands }) => commands.map((command) => ({ name, command })));
  const first = all.find(({ command }) => command.refusal === undefined);
  return first ? valueIn(first.name, first.command) : '';
}

function Group({ name, commands, onChoose }: Found & { readonly onChoose: (command: Command) => void }) {
  if (commands.length === 0) return null;
  return (
    <Cmdk.Group heading={name} className="commands-group">
      {commands.map((command) => {
        const { id, title, note, keys, refusal } = command;
        return (
          <Cmdk.Item
            key={id}
            value={valueIn(name, command)}
            disabled={refusal !== undefined}
            className="commands-item"
            onSelect={() => onChoose(command)}
          >
            <span className="commands-title">{title}</span>
            {keys !== undefined && (
              <span className="commands-keys">
                {keys.split(' ').map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </span>
            )}
            {(refusal ?? note) && <span className="commands-note">{refusal ?? note}</span>}
          </Cmdk.Item>
        );
      })}
    </Cmdk.Group>
  );
}
