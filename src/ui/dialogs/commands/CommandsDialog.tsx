/** The palette of commands: finds whatever can be opened, chosen or done on the page, and does it. */
import { Command as Cmdk } from 'cmdk';
import { useMemo, useRef, useState } from 'react';
import { openDialog } from '../../actions/look.ts';
import { store } from '../../store.ts';
import { Frame } from '../Frame.tsx';
import { type Command, groupNames } from './command.ts';
import { allCommands } from './commands.ts';
import { noteCommand, recentCommands } from './recent.ts';
import { score } from './score.ts';

export function CommandsDialog() {
  const [search, setSearch] = useState('');
  // As the page stands when the palette opens: nothing of it changes under the hand.
  const commands = useMemo(() => allCommands(store.getState()), []);
  const recent = useMemo(
    () => recentCommands().flatMap((id) => commands.find((command) => command.id === id) ?? []),
    [commands],
  );
  const chosen = useRef<Command>(undefined);
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
      <Cmdk label="Commands" loop vimBindings={false} filter={score}>
        <Cmdk.Input
          className="text-input"
          placeholder="Try pareto, conv, undo, lesson …"
          value={search}
          onValueChange={setSearch}
        />
        <Cmdk.List label="What was found" className="commands-list">
          <Cmdk.Empty className="commands-empty">Nothing has these words. Try fewer, or another one.</Cmdk.Empty>
          {search.trim() === '' && <Group name="Recent" commands={recent} prefix="recent " onChoose={choose} />}
          {/* All of them from the start: what came with the first letter would not be chosen by it. */}
          {groupNames.map((name) => (
            <Group key={name} name={name} commands={commands.filter(({ group }) => group === name)} onChoose={choose} />
          ))}
        </Cmdk.List>
      </Cmdk>
    </Frame>
  );
}

interface GroupProps {
  readonly name: string;
  readonly commands: readonly Command[];
  /** Keeps what stands in two groups apart. */
  readonly prefix?: string;
  readonly onChoose: (command: Command) => void;
}

function Group({ name, commands, prefix = '', onChoose }: GroupProps) {
  if (commands.length === 0) return null;
  return (
    <Cmdk.Group heading={name} className="commands-group">
      {commands.map((command) => {
        const { id, title, note, words = [], keys, refusal } = command;
        return (
          <Cmdk.Item
            key={id}
            value={`${prefix}${title} ${id}`}
            keywords={[note ?? '', name, ...words]}
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
