/** Where the channels join: the strategy, how the optimizers step, the optimizer, its learning rate and the batch. */
import { useId } from 'react';
import { isConstant } from '../../core/courses.ts';
import { scheduleFields, trainingFields } from '../../core/experiment.ts';
import { type FieldMeta, metaOf } from '../../core/fields.ts';
import { type OptimizerName, optimizerKinds } from '../../core/optimizers.ts';
import { type StrategyKind, strategies, strategyKinds } from '../../core/strategies/index.ts';
import { setOptimizer, setSchedule, setStrategy, strategyRefusal } from '../actions/combine.ts';
import { editSection, setLearningRate } from '../actions/edit.ts';
import { select } from '../actions/look.ts';
import { NumberControl } from '../forms/NumberControl.tsx';
import { Vary } from '../forms/vary/Vary.tsx';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { CourseNow } from './CourseNow.tsx';

const scheduleMeta = metaOf(scheduleFields.shape.kind);
const rateMeta = metaOf(trainingFields.shape.learningRate);
const batchMeta = metaOf(trainingFields.shape.batchSize);

/** One row a decision. */
export function Combine() {
  const strategy = useStore((state) => state.experiment.strategy);
  const schedule = useStore((state) => state.experiment.schedule.kind);
  const refusal = useStore((state) => strategyRefusal(state.experiment));
  const optimizer = useStore((state) => state.experiment.optimizer.kind);
  const { learningRate, learningRateCourse, batchSize } = useStore((state) => state.experiment.training);
  return (
    <dl className="combine">
      <dt>
        <button
          type="button"
          className="combine-name has-term"
          data-term="strategy"
          onClick={() => select({ kind: 'strategy' })}
        >
          Strategy
        </button>
      </dt>
      <dd>
        <select
          aria-label="Strategy"
          value={strategy.kind}
          onChange={(event) => setStrategy(event.target.value as StrategyKind)}
          disabled={refusal !== undefined}
          title={refusal}
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
        <button
          type="button"
          className="combine-about"
          data-term={strategy.kind}
          aria-label={`About ${strategies[strategy.kind].label}`}
          aria-haspopup="dialog"
        >
          ?
        </button>
        <Vary at={['strategy']} name="strategy" />
      </dd>
      <dt>
        <Term id="schedule">Optimizers</Term>
      </dt>
      <dd>
        <select
          aria-label="Optimizers"
          data-term={`schedule-${schedule}`}
          value={schedule}
          onChange={(event) => setSchedule(event.target.value)}
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
        <button
          type="button"
          className="combine-name has-term"
          data-term="optimizer"
          onClick={() => select({ kind: 'training' })}
        >
          Optimizer
        </button>
      </dt>
      <dd>
        <select
          aria-label="Optimizer"
          value={optimizer}
          data-term={optimizer}
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
      <NumberRow
        term="learning-rate"
        place="training.learningRate"
        meta={rateMeta}
        value={learningRate}
        onChange={setLearningRate}
      />
      {!isConstant(learningRateCourse) && (
        <>
          <dt>Over time</dt>
          <dd>
            <CourseNow set={learningRate} course={learningRateCourse} name="Learning rate" color="var(--ink)" />
          </dd>
        </>
      )}
      <NumberRow
        term="batch"
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

interface NumberRowProps {
  /** Its entry in the glossary. */
  readonly term: string;
  readonly place: string;
  readonly meta: FieldMeta;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function NumberRow({ term, place, meta, value, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <>
      <dt>
        <Term id={term} help={meta.help}>
          {meta.label}
        </Term>
      </dt>
      <dd data-place={place}>
        <NumberControl id={id} label={meta.label} {...{ meta, value, onChange }} />
        <Vary at={[place]} name={meta.label} />
      </dd>
    </>
  );
}
