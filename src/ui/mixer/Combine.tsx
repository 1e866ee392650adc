/** Where the channels join: the strategy, how the optimizers step, the optimizer, its learning rate and the batch. */
import { useId } from 'react';
import { isConstant } from '../../core/courses.ts';
import { changeStrategy } from '../../core/edit/desk.ts';
import { scheduleFields, trainingFields } from '../../core/experiment.ts';
import { type FieldMeta, metaOf } from '../../core/fields.ts';
import { makeOptimizer } from '../../core/make.ts';
import { type OptimizerName, optimizerKinds } from '../../core/optimizers.ts';
import { type StrategyKind, strategies, strategyKinds } from '../../core/strategies/index.ts';
import { edit, editSection, setLearningRate } from '../actions/edit.ts';
import { select } from '../actions/look.ts';
import { NumberControl } from '../forms/NumberControl.tsx';
import { Vary } from '../forms/vary/Vary.tsx';
import { useStore } from '../store.ts';
import { CourseNow } from './CourseNow.tsx';
import { StrategyCard } from './StrategyCard.tsx';

const scheduleMeta = metaOf(scheduleFields.shape.kind);
const rateMeta = metaOf(trainingFields.shape.learningRate);
const batchMeta = metaOf(trainingFields.shape.batchSize);

/** One row a decision. */
export function Combine() {
  const strategy = useStore((state) => state.experiment.strategy);
  const schedule = useStore((state) => state.experiment.schedule.kind);
  const optimizer = useStore((state) => state.experiment.optimizer.kind);
  const { learningRate, learningRateCourse, batchSize } = useStore((state) => state.experiment.training);
  return (
    <dl className="combine">
      <dt>
        <button type="button" className="combine-name" onClick={() => select({ kind: 'strategy' })}>
          Strategy
        </button>
      </dt>
      <dd>
        <select
          aria-label="Strategy"
          value={strategy.kind}
          onChange={(event) => setStrategy(event.target.value as StrategyKind)}
          disabled={schedule !== 'joint'}
          title={schedule === 'joint' ? undefined : 'One optimizer per loss has no common update to combine.'}
        >
          {strategyGroups.map(({ label, kinds }) => (
            <optgroup key={label} label={label}>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {strategies[kind].label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <StrategyCard strategy={strategy} />
        <Vary at={['strategy']} name="strategy" />
      </dd>
      <dt>Optimizers</dt>
      <dd>
        <select
          aria-label="Optimizers"
          value={schedule}
          onChange={(event) => editSection('schedule', { kind: event.target.value })}
        >
          {scheduleMeta.choices?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Vary at={['schedule.kind']} name="optimizers" />
      </dd>
      <dt>
        <button type="button" className="combine-name" onClick={() => select({ kind: 'training' })}>
          Optimizer
        </button>
      </dt>
      <dd>
        <select
          aria-label="Optimizer"
          value={optimizer}
          title={optimizerKinds[optimizer].help}
          onChange={(event) => setOptimizer(event.target.value as OptimizerName)}
        >
          {Object.entries(optimizerKinds).map(([kind, { label }]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
        <Vary at={['optimizer']} name="optimizer" />
      </dd>
      <NumberRow place="training.learningRate" meta={rateMeta} value={learningRate} onChange={setLearningRate} />
      {!isConstant(learningRateCourse) && (
        <>
          <dt>Over time</dt>
          <dd>
            <CourseNow set={learningRate} course={learningRateCourse} name="Learning rate" color="var(--ink)" />
          </dd>
        </>
      )}
      <NumberRow
        place="training.batchSize"
        meta={batchMeta}
        value={batchSize}
        onChange={(value) => editSection('training', { batchSize: value })}
      />
    </dl>
  );
}

const families = {
  losses: 'from the losses',
  gramian: 'from the gradients',
  gradients: 'gradient by gradient',
} as const;

const strategyGroups = Object.entries(families)
  .map(([family, label]) => ({ label, kinds: strategyKinds.filter((kind) => strategies[kind].family === family) }))
  .filter(({ kinds }) => kinds.length > 0);

function setStrategy(kind: StrategyKind): void {
  edit((experiment) => {
    if (experiment.strategy.kind === kind) return experiment;
    return { ...experiment, strategy: changeStrategy(experiment.strategy, kind) };
  });
}

function setOptimizer(kind: OptimizerName): void {
  edit((experiment) =>
    experiment.optimizer.kind === kind ? experiment : { ...experiment, optimizer: makeOptimizer(kind) },
  );
}

interface NumberRowProps {
  readonly place: string;
  readonly meta: FieldMeta;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function NumberRow({ place, meta, value, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <>
      <dt>
        <label htmlFor={id} title={meta.help}>
          {meta.label}
        </label>
      </dt>
      <dd data-place={place}>
        <NumberControl id={id} meta={meta} value={value} onChange={onChange} />
        <Vary at={[place]} name={meta.label} />
      </dd>
    </>
  );
}
