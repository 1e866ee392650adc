/**
 * The palette of losses for the desk: every kind with where it can be attached; what fits nowhere says why. Penalties go
 * over the shared layers, all of them, or an output.
 */
import { useCallback, useRef, useState } from 'react';
import type { Target } from '../../core/datasets/dataset.ts';
import { targetName, targetOf } from '../../core/datasets/describe.ts';
import { addLoss, type Reads } from '../../core/edit/losses.ts';
import { type Experiment, limits } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { fitsTarget, placesFor } from '../../core/losses/fits.ts';
import { type LossKindName, lossKind, lossKinds } from '../../core/losses/index.ts';
import { placeName } from '../../core/losses/names.ts';
import { anyOf } from '../../core/words.ts';
import { Popup } from '../forms/Popup.tsx';
import { perform } from '../network/perform.ts';
import { useStore } from '../store.ts';

const kinds = Object.keys(lossKinds) as LossKindName[];

/** The button and its palette. */
export function AddLoss() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  const isFull = useStore((state) => state.experiment.losses.length >= limits.losses);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="desk-add"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        disabled={isFull}
        onClick={() => setOpen(!isOpen)}
      >
        {isFull ? `${limits.losses} losses are the most` : '+ Add a loss'}
      </button>
      <Popup
        isOpen={isOpen}
        anchor={button}
        onClose={close}
        className="popover palette"
        align="end"
        aria-label="Add a loss"
      >
        <Palette onDone={close} />
      </Popup>
    </>
  );
}

function Palette({ onDone }: { readonly onDone: () => void }) {
  const experiment = useStore((state) => state.experiment);
  const choices = kinds.map((kind) => ({ kind, places: readings(experiment, kind) }));
  const fitting = choices.filter(({ places }) => places.length > 0);
  const rest = choices.filter(({ places }) => places.length === 0);

  function add(kind: LossKindName, reads: Reads) {
    perform((before) => addLoss(before, kind, reads));
    onDone();
  }

  return (
    <>
      <ul className="palette-list">
        {fitting.map(({ kind, places }) => (
          <li key={kind} data-term={kind}>
            <span className="palette-name has-term">{lossKind(kind).label}</span>
            <span className="palette-places">
              {places.map((reading) => (
                <button key={Object.values(reading).join()} type="button" onClick={() => add(kind, reading)}>
                  {placeLabel(experiment, reading)}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details className="palette-rest">
          <summary>{rest.length} more do not fit yet</summary>
          <ul>
            {rest.map(({ kind }) => (
              <li key={kind} data-term={kind}>
                <b className="has-term">{lossKind(kind).label}</b> {whyNot(experiment, kind)}{' '}
                {lossKind(kind).reads === 'target' && (
                  <button type="button" onClick={() => add(kind, {})}>
                    Add it with a head
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What a new loss of a kind could read, most likely first. */
function readings(experiment: Experiment, kind: LossKindName): Reads[] {
  const { reads } = lossKind(kind);
  if (reads === 'weights') return [{ scope: 'shared' }, { scope: 'all' }];
  const places = placesFor(experiment, graphOf(experiment), kind);
  if (reads === 'target') return places.map(({ output, target }) => ({ output, target }));
  return [...new Set(places.map(({ output }) => output))].map((output) => ({ output }));
}

function placeLabel(experiment: Experiment, { target, output, scope }: Reads): string {
  const place = placeName(experiment, scope ?? output ?? '');
  if (target === undefined) return place;
  const isTaken = experiment.losses.some((loss) => 'target' in loss && loss.output === output);
  return `${targetName(experiment, target)}${isTaken ? '' : ` from ${place}`}`;
}

/** The first reason that helps: no target of the experiment is of its kind, or no output has the shape. */
function whyNot(experiment: Experiment, kind: LossKindName): string {
  const row = lossKind(kind);
  const read = experiment.losses.flatMap((loss) => {
    const target: Target | undefined = 'target' in loss ? targetOf(experiment, loss.target) : undefined;
    return target ? [target] : [];
  });
  const fit = read.map((target) => fitsTarget(kind, target)).find((one) => !one.fits);
  if (fit && !fit.fits) return fit.why.replace(`${row.label} `, '');
  return `needs a head for ${anyOf(row.targets)}.`;
}
