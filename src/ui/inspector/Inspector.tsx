/** What is selected, in full: its fields, its numbers, its problems. Without a selection only the ways to one. */
import { type KeyboardEvent, useState } from 'react';
import { select } from '../actions/look.ts';
import { canvasStore } from '../network/canvasState.ts';
import { nodeIdOfSelection } from '../network/nodeId.ts';
import { type Selection, useStore } from '../store.ts';
import { DatasetForm } from './DatasetForm.tsx';
import { LayerForm } from './LayerForm.tsx';
import { LossForm } from './LossForm.tsx';
import { StrategyForm } from './StrategyForm.tsx';
import { TrainingForm } from './TrainingForm.tsx';
import './inspector.css';

const sections = [
  { kind: 'dataset', label: 'Data' },
  { kind: 'strategy', label: 'Strategy' },
  { kind: 'training', label: 'Training' },
] as const;

export function Inspector() {
  const chosen = useStore((state) => state.selection[0]);
  const count = useStore((state) => state.selection.length);
  const exists = useStore((state) => isThere(state.experiment, chosen));
  const selection = exists ? chosen : undefined;
  // On a phone the sheet of a layer or loss covers the palettes: it stays folded until it is asked for.
  const [isUnfolded, setUnfolded] = useState(false);
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
          <Content selection={selection} />
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

function Content({ selection }: { selection: Selection }) {
  switch (selection.kind) {
    case 'layer':
      return <LayerForm key={selection.id} id={selection.id} />;
    case 'loss':
      return <LossForm key={selection.id} id={selection.id} />;
    case 'dataset':
      return <DatasetForm />;
    case 'strategy':
      return <StrategyForm />;
    case 'training':
      return <TrainingForm />;
    default:
      return selection satisfies never;
  }
}

function isThere(
  experiment: { network: { layers: readonly { id: string }[] }; losses: readonly { id: string }[] },
  selection: Selection | undefined,
): boolean {
  if (selection?.kind === 'layer') return experiment.network.layers.some(({ id }) => id === selection.id);
  if (selection?.kind === 'loss') return experiment.losses.some(({ id }) => id === selection.id);
  return selection !== undefined;
}
