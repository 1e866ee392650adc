/** What can be done with a run, in a menu at the end of its title. */
import { DropdownMenu } from 'radix-ui';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { setBaseline, showRun } from '../../actions/look.ts';
import { takeMoves } from '../../actions/takeMoves.ts';
import { store } from '../../store.ts';

interface Props {
  readonly run: RunSummary;
  /** The row stands for several runs. */
  readonly isFolded: boolean;
  readonly isBaseline: boolean;
  readonly tabIndex: number;
}

export function RowMenu({ run, isFolded, isBaseline, tabIndex }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="compare-more" tabIndex={tabIndex} aria-label={`Actions for "${run.title}"`}>
          ⋯
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <Item label="Show on the charts" onSelect={() => showRun(run.id)} />
          <Item
            label={isBaseline ? 'No longer the baseline' : 'Make it the baseline'}
            note={isBaseline ? undefined : 'The others are measured against it.'}
            onSelect={() => setBaseline(isBaseline ? null : run.id)}
          />
          {!isFolded && run.changes.length > 0 && <TakeMoves runId={run.id} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function TakeMoves({ runId }: { readonly runId: string }) {
  const take = () => {
    const run = store.getState().runs.find(({ id }) => id === runId);
    if (run) takeMoves(run);
  };
  return (
    <Item
      label="Make these moves part of the experiment"
      note="Puts its experiment on the desk, with its moves as courses over time: run it again for the same numbers."
      onSelect={take}
    />
  );
}

interface ItemProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly onSelect: () => void;
}

function Item({ label, note, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      <span className="menu-item-title">{label}</span>
      {note && <span className="menu-note">{note}</span>}
    </DropdownMenu.Item>
  );
}
