/** Commands for what stands on the desk: experiments, layers, losses, and how they are combined. */
import { type Experiment, limits, scheduleFields } from '../../../core/experiment.ts';
import { metaOf } from '../../../core/fields.ts';
import { type LossKindName, lossKinds } from '../../../core/losses/index.ts';
import { type OptimizerName, optimizerKinds } from '../../../core/optimizers.ts';
import { presets } from '../../../core/presets.ts';
import { strategies, strategyKinds } from '../../../core/strategies/index.ts';
import { setOptimizer, setSchedule, setStrategy, strategyRefusal } from '../../actions/combine.ts';
import { loadPreset } from '../../actions/open.ts';
import { blockRows, moreLayers, usualLayers } from '../../network/pieces.ts';
import { insertAtSelection, lossAtSelection } from '../../network/place.ts';
import type { Command } from './command.ts';

const chosen = 'It is chosen already.';

export function deskCommands(experiment: Experiment): readonly Command[] {
  return [
    ...presets.map(
      ({ id, help, experiment: { title } }): Command => ({
        id: `experiment/${id}`,
        group: 'Experiments',
        title,
        note: help,
        words: ['preset', 'open'],
        act: () => loadPreset(id),
      }),
    ),
    ...[...usualLayers, ...moreLayers, ...blockRows].map(
      ({ name, label, help }): Command => ({
        id: `layer/${name}`,
        group: 'Layers',
        title: `Insert ${label}`,
        note: help,
        words: ['add', 'layer'],
        act: () => insertAtSelection(name),
      }),
    ),
    ...losses(experiment),
    ...combination(experiment),
  ];
}

function losses({ losses: onDesk }: Experiment): readonly Command[] {
  const refusal = onDesk.length >= limits.losses ? `${limits.losses} losses are the most.` : undefined;
  return (Object.keys(lossKinds) as LossKindName[]).map((kind) => ({
    id: `loss/${kind}`,
    group: 'Losses',
    title: `Add ${lossKinds[kind].label}`,
    note: lossKinds[kind].help,
    words: ['loss', lossKinds[kind].reads === 'target' ? '' : 'penalty'],
    refusal,
    act: () => lossAtSelection(kind),
  }));
}

function combination(experiment: Experiment): readonly Command[] {
  const { strategy, schedule, optimizer } = experiment;
  const noStrategy = strategyRefusal(experiment);
  return [
    ...strategyKinds.map(
      (kind): Command => ({
        id: `strategy/${kind}`,
        group: 'Strategies',
        title: strategies[kind].label,
        note: strategies[kind].help,
        words: ['strategy', 'combine'],
        refusal: noStrategy ?? (kind === strategy.kind ? chosen : undefined),
        act: () => setStrategy(kind),
      }),
    ),
    ...(metaOf(scheduleFields.shape.kind).choices ?? []).map(
      ({ value, label, help }): Command => ({
        id: `schedule/${value}`,
        group: 'Schedules',
        title: `Optimizers: ${label}`,
        note: help,
        words: ['schedule'],
        refusal: value === schedule.kind ? chosen : undefined,
        act: () => setSchedule(value),
      }),
    ),
    ...(Object.keys(optimizerKinds) as OptimizerName[]).map(
      (kind): Command => ({
        id: `optimizer/${kind}`,
        group: 'Optimizers',
        title: optimizerKinds[kind].label,
        note: optimizerKinds[kind].help,
        words: ['optimizer'],
        refusal: kind === optimizer.kind ? chosen : undefined,
        act: () => setOptimizer(kind),
      }),
    ),
  ];
}
