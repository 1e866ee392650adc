/** Which unit of a dissected step is looked at, and its arithmetic, for which the engine is asked while this is on the page. */
import { useEffect, useMemo, useState } from 'react';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { outputOf } from '../../../core/losses/index.ts';
import type { Arithmetic, Unit } from '../../../core/run/dissection.ts';
import { showUnit } from '../../actions/run.ts';
import { useLiveRuns } from '../../runs/liveRun.ts';
import { shownRun, useStore } from '../../store.ts';

/** The layers whose units are written out: those that sum up inputs times weights. */
export function summingLayers({ network }: Experiment): readonly string[] {
  return network.layers.filter(({ kind }) => kind === 'dense' || kind === 'conv2d').map(({ id }) => id);
}

interface Choice {
  readonly unit: Unit | undefined;
  readonly arithmetic: Arithmetic | undefined;
  readonly choose: (change: Partial<Unit>) => void;
}

/** The unit of a pass: of the layer that is selected, else of one where gradients meet. */
export function useUnit(experiment: Experiment, pass: number): Choice {
  const runId = useLiveRuns((runs) => shownRun(runs)?.id);
  const told = useLiveRuns((runs) => shownRun(runs)?.arithmetic);
  const step = useLiveRuns((runs) => shownRun(runs)?.dissection?.step);
  const selected = useStore((state) => state.selection.find((one) => one.kind === 'layer')?.id);
  const [chosen, setChosen] = useState<Partial<Unit>>({});
  const layers = summingLayers(experiment);
  const layer =
    layers.find((id) => id === selected) ?? layers.find((id) => id === chosen.layer) ?? usualLayer(experiment, layers);
  const unit = useMemo(
    () => (layer === undefined ? undefined : { image: 0, ...within(layer, chosen), layer, pass }),
    [chosen, layer, pass],
  );
  useEffect(() => showUnit(unit ?? null, runId), [unit, runId]);
  useEffect(() => () => showUnit(null, runId), [runId]);
  const isOfUnit = told && told.step === step && told.unit.layer === layer && told.unit.pass === pass;
  const arithmetic = isOfUnit ? told : undefined;
  // What the engine chose stays for the steps to come.
  const { row, column, channel } = arithmetic?.unit ?? {};
  useEffect(() => {
    if (layer === undefined || row === undefined || column === undefined || channel === undefined) return;
    setChosen((before) => {
      const isChosen = within(layer, before).channel !== undefined;
      return isChosen ? before : { ...within(layer, before), layer, row, column, channel };
    });
  }, [layer, row, column, channel]);
  return {
    unit,
    arithmetic,
    choose: (change) =>
      setChosen((before) => {
        const next = change.layer ?? layer;
        return { ...within(next, before), ...(next === undefined ? {} : { layer: next }), ...change };
      }),
  };
}

/** What of a choice holds for a layer: place and weight are those of the layer for which they were chosen. */
function within(layer: string | undefined, chosen: Partial<Unit>): Partial<Unit> {
  if (chosen.layer === layer) return chosen;
  return chosen.image === undefined ? {} : { image: chosen.image };
}

/** The last summing layer that two losses reach, where their gradients meet; else the last one before what the first loss reads. */
function usualLayer(experiment: Experiment, layers: readonly string[]): string | undefined {
  const { losses, network } = experiment;
  const { nodes } = graphOf(experiment);
  const shared = layers.findLast((id) => (nodes.get(id)?.reachedBy.length ?? 0) > 1);
  if (shared !== undefined) return shared;
  let at = losses.map(outputOf).find((output) => output !== undefined);
  while (at !== undefined && !layers.includes(at)) at = network.layers.find(({ id }) => id === at)?.inputs[0];
  return at ?? layers.at(-1);
}
