/**
 * The palettes: layers, blocks, heads for the targets, losses. Drag a piece onto the network, or press it: it goes
 * behind the selected layer, and is selected, so that pressing one after the other builds a chain.
 */
import { anyOf, withArticle } from '../../core/words.ts';
import './palette.css';
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { type ReactNode, useCallback } from 'react';
import { describeData } from '../../core/datasets/describe.ts';
import { headFor } from '../../core/edit/losses.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { placesFor } from '../../core/losses/fits.ts';
import { type LossKindName, lossKind, lossKinds } from '../../core/losses/index.ts';
import { useStore } from '../store.ts';
import type { DragData, DropData } from './drag.ts';
import { blockRows, moreLayers, type PieceRow, usualLayers } from './pieces.ts';
import { headAtSelection, insertAtSelection, lossAtSelection } from './place.ts';

export function Palette() {
  return (
    <div className="net-palette">
      <Group title="Layers" hint="drag onto the network">
        <Pieces rows={usualLayers} />
        <details>
          <summary>{moreLayers.length} more</summary>
          <div className="net-pieces">
            <Pieces rows={moreLayers} />
          </div>
        </details>
      </Group>
      <Group title="Blocks" hint="several layers at once">
        <Pieces rows={blockRows} />
      </Group>
      <Group title="Heads" hint="one for every target">
        <Heads />
      </Group>
      <Group title="Losses" hint="drop on a head or the desk">
        <Losses />
      </Group>
    </div>
  );
}

function Group(props: { readonly title: string; readonly hint: string; readonly children: ReactNode }) {
  return (
    <section className="net-group" aria-label={props.title}>
      <h2 className="column-title">
        {props.title}: <span>{props.hint}</span>
      </h2>
      <div className="net-pieces">{props.children}</div>
    </section>
  );
}

function Pieces({ rows }: { readonly rows: readonly PieceRow[] }) {
  return rows.map(({ name, label, help }) => (
    <Piece
      key={name}
      id={`piece:${name}`}
      data={dataOf(name)}
      {...(name.startsWith('block:') ? { help } : { term: `layer-${name}` })}
      onPress={() => insertAtSelection(name)}
    >
      {label}
    </Piece>
  ));
}

function dataOf(name: PieceRow['name']): DragData {
  return name.startsWith('block:')
    ? { type: 'block', block: name.slice('block:'.length) }
    : { type: 'layer', kind: name as Exclude<PieceRow['name'], `block:${string}`> };
}

function Piece(props: {
  readonly id: string;
  readonly data: DragData;
  /** Id of its entry in the glossary. */
  readonly term?: string;
  readonly help?: string;
  readonly isUnfit?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({ id: props.id, data: { ...props.data } });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className="net-piece"
      data-term={props.term}
      data-help={props.help}
      data-dragging={isDragging || undefined}
      data-unfit={props.isUnfit || undefined}
      data-type={props.data.type}
      {...listeners}
      aria-describedby={attributes['aria-describedby']}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}

function Heads() {
  const experiment = useStore((state) => state.experiment);
  const { targets } = describeData(experiment);
  return targets.map(({ id, label, help, kind }) => {
    const isThere = headFor(experiment, id) !== undefined;
    const title = `${help} Read as ${withArticle(kind)}.${isThere ? ' It has a head already; this adds another one.' : ''}`;
    return <HeadPiece key={id} target={id} label={label.toLowerCase()} title={title} isThere={isThere} />;
  });
}

/** A target: dragged onto a layer it grows a head there; a loss dropped on it reads it. */
function HeadPiece(props: {
  readonly target: string;
  readonly label: string;
  readonly title: string;
  readonly isThere: boolean;
}) {
  const { target, label, isThere } = props;
  const drag = useDraggable({ id: `head:${target}`, data: { type: 'target', target, label } satisfies DragData });
  const drop = useDroppable({ id: `target:${target}`, data: { type: 'head', target, label } satisfies DropData });
  const { setNodeRef: setDragRef } = drag;
  const { setNodeRef: setDropRef } = drop;
  const setNodeRef = useCallback(
    (element: HTMLElement | null) => {
      setDragRef(element);
      setDropRef(element);
    },
    [setDragRef, setDropRef],
  );
  return (
    <button
      ref={setNodeRef}
      type="button"
      className="net-piece net-head"
      data-help={props.title}
      data-dragging={drag.isDragging || undefined}
      data-over={drop.isOver || undefined}
      data-there={isThere || undefined}
      {...drag.listeners}
      aria-describedby={drag.attributes['aria-describedby']}
      onClick={() => headAtSelection(target)}
    >
      {label}
      {isThere && <span aria-hidden="true"> ✓</span>}
      {isThere && <span className="visually-hidden"> (has a head)</span>}
    </button>
  );
}

const kinds = Object.keys(lossKinds) as LossKindName[];

function fitsSomewhere(experiment: Experiment, kind: LossKindName): boolean {
  return lossKind(kind).reads === 'weights' || placesFor(experiment, graphOf(experiment), kind).length > 0;
}

function Losses() {
  const experiment = useStore((state) => state.experiment);
  const fitting = kinds.filter((kind) => fitsSomewhere(experiment, kind));
  const rest = kinds.filter((kind) => !fitting.includes(kind));
  return (
    <>
      {fitting.map((kind) => (
        <LossPiece key={kind} kind={kind} isUnfit={false} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} for other targets</summary>
          <div className="net-pieces">
            {rest.map((kind) => (
              <LossPiece key={kind} kind={kind} isUnfit />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function LossPiece({ kind, isUnfit }: { readonly kind: LossKindName; readonly isUnfit: boolean }) {
  const { label, targets } = lossKind(kind);
  return (
    <Piece
      id={`loss:${kind}`}
      data={{ type: 'loss', kind }}
      term={kind}
      {...(isUnfit && { help: `No head for ${anyOf(targets)} yet: one is grown with it.` })}
      isUnfit={isUnfit}
      onPress={() => lossAtSelection(kind)}
    >
      {label}
    </Piece>
  );
}
