/** The actions of the selection as a toolbar at the foot of the canvas, and as the context menu of a node. */
import { ContextMenu, DropdownMenu } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { addUnconnected, type PieceName } from '../../core/edit/layers.ts';
import { canvasStore, useCanvas } from './canvasState.ts';
import { livingSelection, perform, refocus } from './perform.ts';
import { blockRows, moreLayers, type PieceRow, usualLayers } from './pieces.ts';
import type { Action, Choice } from './selectionActions.ts';

/** What is selected and a button for each thing that can be done with it. */
export function Toolbar({ choice, children }: { readonly choice: Choice; readonly children?: ReactNode }) {
  const menu = useCanvas((state) => state.menu);
  const onKeyDown = useFirstLetter();
  return (
    <div className="net-toolbar" role="toolbar" aria-label={`Selected: ${choice.title}`}>
      <b className="net-toolbar-title">{choice.title}</b>
      {children}
      {choice.actions.map((action) =>
        action.kind === 'plain' ? (
          <button key={action.id} type="button" className="button small" onClick={action.run}>
            {action.label}
          </button>
        ) : (
          <DropdownMenu.Root
            key={action.id}
            modal={false}
            open={menu === action.id}
            onOpenChange={(isOpen) => canvasStore.setState({ menu: isOpen ? action.id : null })}
          >
            <DropdownMenu.Trigger
              className="button small"
              disabled={isEmpty(action)}
              title={action.key && `Key: ${action.key.toUpperCase()}`}
              aria-keyshortcuts={action.key}
            >
              {action.label} <span aria-hidden="true">▾</span>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content
                className="menu net-menu"
                align="start"
                sideOffset={4}
                collisionPadding={8}
                onCloseAutoFocus={backToNode}
                onKeyDown={onKeyDown}
              >
                <Rows action={action} menu={DropdownMenu} />
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        ),
      )}
    </div>
  );
}

/** Lets the first letter typed into a menu mean the row that has the focus as well: Radix looks only behind it. */
function useFirstLetter() {
  const used = useRef<Element>(null);
  return ({ key, currentTarget }: KeyboardEvent) => {
    const isFirst = used.current !== currentTarget;
    used.current = currentTarget;
    const row = document.activeElement;
    const isMeant = row?.textContent.toLowerCase().startsWith(key.toLowerCase());
    if (!isFirst || !isMeant || !(row instanceof HTMLElement) || row === currentTarget) return;
    // Without the focus the row is looked at like the others; it has it back before the next key.
    row.blur();
    queueMicrotask(() => row.focus());
  };
}

/** The node has the focus again, the new one where there is one: so the next key goes on from there. */
function backToNode(event: Event): void {
  if (livingSelection().length === 0) return;
  event.preventDefault();
  refocus();
}

const isEmpty = (action: Action) => action.kind === 'choice' && action.options.length === 0;

/** On the empty canvas. */
const addHere: Action = {
  id: 'add',
  label: 'Add, not connected',
  kind: 'piece',
  run: (name) => perform((experiment) => addUnconnected(experiment, name)),
};

/** The same, where the right button was pressed. */
export function ActionsMenu({
  choice,
  children,
}: {
  readonly choice: Choice | undefined;
  readonly children: ReactNode;
}) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu net-menu" collisionPadding={8} onCloseAutoFocus={backToNode}>
          {choice && <ContextMenu.Label className="menu-label">{choice.title}</ContextMenu.Label>}
          {(choice?.actions ?? [addHere]).map((action) =>
            action.kind === 'plain' ? (
              <ContextMenu.Item key={action.id} className="menu-item" onSelect={action.run}>
                {action.label}
              </ContextMenu.Item>
            ) : (
              <ContextMenu.Sub key={action.id}>
                <ContextMenu.SubTrigger className="menu-item" disabled={isEmpty(action)}>
                  {action.label} <span aria-hidden="true">▸</span>
                </ContextMenu.SubTrigger>
                <ContextMenu.Portal>
                  <ContextMenu.SubContent className="menu net-menu" collisionPadding={8}>
                    <Rows action={action} menu={ContextMenu} />
                  </ContextMenu.SubContent>
                </ContextMenu.Portal>
              </ContextMenu.Sub>
            ),
          )}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

type Menu =
  | Pick<typeof DropdownMenu, 'Item' | 'Label' | 'Separator'>
  | Pick<typeof ContextMenu, 'Item' | 'Label' | 'Separator'>;

function Rows({ action, menu }: { readonly action: Action; readonly menu: Menu }) {
  if (action.kind === 'piece') return <PieceRows run={action.run} menu={menu} />;
  if (action.kind === 'plain') return null;
  return action.options.map(({ id, label, run }) => (
    <menu.Item key={id} className="menu-item" onSelect={run}>
      {label}
    </menu.Item>
  ));
}

const groups: readonly (readonly [string, readonly PieceRow[]])[] = [
  ['Layers', usualLayers],
  ['Blocks', blockRows],
  ['More layers', moreLayers],
];

function PieceRows({ run, menu }: { readonly run: (name: PieceName) => void; readonly menu: Menu }) {
  return groups.flatMap(([title, rows]) => [
    <menu.Label key={title} className="menu-label">
      {title}
    </menu.Label>,
    ...rows.map(({ name, label }) => (
      <menu.Item key={name} className="menu-item" onSelect={() => run(name)}>
        {label}
      </menu.Item>
    )),
  ]);
}
