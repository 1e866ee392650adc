/** What is selected, in full: its fields, its numbers, its problems. Without a selection only the ways to one. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import { error } from '../../core/problem.ts';
import { select } from '../actions/look.ts';
import { complain } from '../actions/open.ts';
import { canvasStore } from '../network/canvasState.ts';
import { nodeIdOfSelection } from '../network/nodeId.ts';
import { type Selection, useStore } from '../store.ts';
import { inTurn, lastRank } from '../turns.ts';
import { later, useLater } from '../useLater.ts';
import './inspector.css';

const sections = [
  { kind: 'dataset', label: 'Data' },
  { kind: 'strategy', label: 'Strategy' },
  { kind: 'training', label: 'Training' },
] as const;

const contents = later(async () => (await import('./Content.tsx')).Content);

/** What is lost ahead of its use says so when it is wanted. */
async function fetchAhead(): Promise<void> {
  await contents.fetch().catch(() => undefined);
}

export function Inspector() {
  const chosen = useStore((state) => state.selection[0]);
  const count = useStore((state) => state.selection.length);
  const exists = useStore((state) => isThere(state.experiment, chosen));
  const selection = exists ? chosen : undefined;
  // On a phone the sheet of a layer or loss covers the palettes: it stays folded until it is asked for.
  const [isUnfolded, setUnfolded] = useState(false);
  const Content = useLater(contents, selection !== undefined, () =>
    complain([
      error([], 'The settings could not be loaded: a script is missing.', 'Check the connection and select it again.'),
    ]),
  );
  useEffect(() => void inTurn(lastRank, fetchAhead), []);
  const folds = selection?.kind === 'layer' || selection?.kind === 'loss';
  return (
    <section
      className="inspector"
      aria-label="Inspector"
      data-open={selection !== undefined}
      data-folded={folds && !isUnfolded}
      onKeyDown={(event) => onKeyDown(event, selection)}
    >
      <fieldset className="inspector-nav" aria-label="Inspect">
        {sections.map(({ kind, label }) => (
          <button
            key={kind}
            type="button"
            className="segment"
            aria-pressed={selection?.kind === kind}
            onClick={() => (selection?.kind === kind ? select() : select({ kind }))}
          >
            {label}
          </button>
        ))}
        {folds && (
          <button
            type="button"
            className="segment fold"
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isUnfolded ? 'Fold' : 'Settings'}
          </button>
        )}
        {selection && (
          <button type="button" className="segment close" aria-label="Close the inspector" onClick={() => select()}>
            <span aria-hidden="true">✕</span>
          </button>
        )}
      </fieldset>
      {selection && (
        <div className="inspector-content">
          {count > 1 && <p className="inspector-note">{count} are selected; this is the first.</p>}
          {Content ? <Content selection={selection} /> : <p className="inspector-note">Settings …</p>}
        </div>
      )}
    </section>
  );
}

/** Escape leads back to the node whose numbers these are. */
function onKeyDown({ key }: KeyboardEvent, selection: Selection | undefined): void {
  const node = selection && nodeIdOfSelection(selection);
  if (key === 'Escape' && node !== undefined) canvasStore.setState({ focus: node });
}

function isThere(
  experiment: { network: { layers: readonly { id: string }[] }; losses: readonly { id: string }[] },
  selection: Selection | undefined,
): boolean {
  if (selection?.kind === 'layer') return experiment.network.layers.some(({ id }) => id === selection.id);
  if (selection?.kind === 'loss') return experiment.losses.some(({ id }) => id === selection.id);
  return selection !== undefined;
}
