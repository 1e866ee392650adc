/** What can be done with a run, in a menu at the end of its title. */

import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { isolated } from '../../../core/plainText.ts';
import { isAlive } from '../../../core/run/run.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { counted, grouped } from '../../../core/words.ts';
import { continueRun, openExperimentOf, runAgain, withAnotherSeed } from '../../actions/again.ts';
import { exportRun } from '../../actions/exchange.ts';
import { deleteRuns, pinRun } from '../../actions/keep.ts';
import { loadRun } from '../../actions/keeping.ts';
import { setBaseline, showRun } from '../../actions/look.ts';
import { complain } from '../../actions/open.ts';
import { takeMoves } from '../../actions/takeMoves.ts';
import { useCheckpointStep } from '../../bar/ContinueButton.tsx';
import { type Editing, edit } from './tableState.ts';

interface Props {
  /** Of the row. */
  readonly title: string;
  /** One run, or all seeds of one experiment. */
  readonly members: readonly RunSummary[];
  readonly isBaseline: boolean;
  readonly tabIndex: number;
}

/** Only the button, until it is pressed first: a menu for every row takes longer to draw than all else in them. */
export function RowMenu(props: Props) {
  const [isPressed, setPressed] = useState(false);
  if (isPressed) return <Menu {...props} />;
  return (
    <button
      type="button"
      className="compare-more"
      tabIndex={props.tabIndex}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={`Actions for "${props.title}"`}
      onClick={() => setPressed(true)}
    >
      ⋯
    </button>
  );
}

function Menu({ title, members, isBaseline, tabIndex }: Props) {
  const wanted = useRef<Editing | undefined>(undefined);
  const [run] = members;
  if (!run) return null;
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="compare-more" tabIndex={tabIndex} aria-label={`Actions for "${title}"`}>
          ⋯
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            // The focus goes to the line that is written, not back to the button.
            if (!wanted.current) return;
            event.preventDefault();
            edit(wanted.current);
            wanted.current = undefined;
          }}
        >
          <Item label="Show on the charts" onSelect={() => showRun((members.at(-1) ?? run).id)} />
          <Item
            label={isBaseline ? 'No longer the baseline' : 'Make it the baseline'}
            note={isBaseline ? undefined : 'The others are measured against it.'}
            onSelect={() => setBaseline(isBaseline ? null : run.id)}
          />
          <DropdownMenu.Separator className="menu-line" />
          <Item label="Open its experiment" onSelect={() => openExperimentOf(run.id)} />
          {members.length === 1 && <Item label="Run it again" onSelect={() => runAgain(run.id)} />}
          <Item label="Run it with another seed" onSelect={() => withAnotherSeed(run.id)} />
          {members.length === 1 && <GoOn run={run} />}
          {members.length === 1 && run.changes.length > 0 && (
            <Item
              label="Make these moves part of the experiment"
              note="Puts its experiment on the desk, with its moves as courses over time: run it again for the same numbers."
              onSelect={() => void takeMovesOf(run.id)}
            />
          )}
          <DropdownMenu.Separator className="menu-line" />
          {members.length === 1 && (
            <>
              <Item label="Rename" onSelect={() => (wanted.current = { runId: run.id, field: 'title' })} />
              <Item
                label={run.note ? 'Change the note' : 'Write a note'}
                onSelect={() => (wanted.current = { runId: run.id, field: 'note' })}
              />
              <Item
                label={run.isPinned ? 'Unpin' : 'Pin'}
                note={run.isPinned ? undefined : 'Kept until you delete it.'}
                onSelect={() => pinRun(run.id, !run.isPinned)}
              />
              <Item label="Save as a file (JSON)" onSelect={() => void save(run, 'json')} />
              <Item label="Save its metrics (CSV)" onSelect={() => void save(run, 'csv')} />
            </>
          )}
          <Item
            label={members.length === 1 ? 'Delete' : `Delete ${counted(members.length, 'run')}`}
            onSelect={() => void deleteRuns(members.map(({ id }) => id))}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Continuing what has ended: to its end, or beyond it. */
function GoOn({ run }: { readonly run: RunSummary }) {
  const step = useCheckpointStep(run.id);
  if (typeof step !== 'number' || isAlive(run.status)) return null;
  const { epochs } = run.experiment.training;
  if (run.status === 'finished') {
    const label = `Continue for ${counted(epochs, 'epoch')} more`;
    return <Item label={label} onSelect={() => void continueRun(run.id, { epochs: 2 * epochs })} />;
  }
  return <Item label={`Continue from step ${grouped(step)}`} onSelect={() => void continueRun(run.id)} />;
}

async function takeMovesOf(runId: string): Promise<void> {
  const run = await loadRun(runId);
  if (run) takeMoves(run);
}

async function save({ id, title }: RunSummary, kind: 'json' | 'csv'): Promise<void> {
  if (await exportRun(id, kind)) return;
  const message = `The run “${isolated(title)}” could not be saved: its numbers are not in this browser any more.`;
  complain([{ severity: 'error', at: [], message, remedy: 'Run it again, then save it.' }]);
}

interface ItemProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly onSelect: () => void;
}

function Item({ label, note, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item
      className="menu-item"
      onSelect={onSelect}
      // By a press on it alone: the end of the press that opened the menu may lie on Delete, where the page has just moved.
      onPointerUp={(event) => event.preventDefault()}
    >
      <span className="menu-item-title">{label}</span>
      {note && <span className="menu-note">{note}</span>}
    </DropdownMenu.Item>
  );
}
