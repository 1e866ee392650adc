/** Choosing how the losses become one update; each choice can be undone. */
import { changeStrategy } from '../../core/edit/desk.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeOptimizer } from '../../core/make.ts';
import type { OptimizerName } from '../../core/optimizers.ts';
import type { StrategyKind } from '../../core/strategies/index.ts';
import { edit, editSection } from './edit.ts';

/** Why no strategy can be chosen; nothing where one can. */
export function strategyRefusal({ schedule }: Pick<Experiment, 'schedule'>): string | undefined {
  return schedule.kind === 'joint' ? undefined : 'One optimizer per loss has no common update to combine.';
}

export function setStrategy(kind: StrategyKind): void {
  edit((experiment) => {
    if (experiment.strategy.kind === kind) return experiment;
    return { ...experiment, strategy: changeStrategy(experiment.strategy, kind) };
  });
}

export function setSchedule(kind: string): void {
  editSection('schedule', { kind });
}

export function setOptimizer(kind: OptimizerName): void {
  edit((experiment) =>
    experiment.optimizer.kind === kind ? experiment : { ...experiment, optimizer: makeOptimizer(kind) },
  );
}
