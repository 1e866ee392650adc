/** What is set on the plane: problem, start, strategies, faders, optimizer, rate, steps. */
import { memo, type ReactNode } from 'react';
import { fieldsOf, metaOf } from '../../../core/fields.ts';
import { optimizerKinds } from '../../../core/optimizers.ts';
import { type StrategyKind, strategies, strategyKinds } from '../../../core/strategies/index.ts';
import { isPlaneKind, planeKinds, planes } from '../../../core/study/plane/index.ts';
import { planeFields } from '../../../core/study/plane/setting.ts';
import { NumberInput } from '../../forms/NumberInput.tsx';
import { Term } from '../../Term.tsx';
import { chooseProblem, chooseStrategies, set, strategyLimit, toggleStrategy, usePlaneState } from './planeState.ts';

const { shape } = planeFields;
/** The plain sum and the methods on gradients that the papers compare on these problems. */
const usualEight: readonly StrategyKind[] = [
  'sum',
  'famo',
  'mgda',
  'pcgrad',
  'cagrad',
  'imtl-g',
  'nash-mtl',
  'aligned-mtl',
];

const optimizers = ['sgd', 'momentum', 'adam'] as const;

/** Drawn anew for another setting, not for another step. */
export const PlaneControls = memo(function PlaneControls() {
  const setting = usePlaneState((state) => state.setting);
  const { problem, problemOptions, faders, start } = setting;
  const { starts, options } = planes[problem];
  const place = starts.findIndex(([x, y]) => x === start[0] && y === start[1]);
  return (
    <div className="plane-controls">
      <Labelled text="Problem" term={problem}>
        <select
          className="select"
          aria-label="Problem"
          value={problem}
          onChange={({ currentTarget: { value } }) => isPlaneKind(value) && chooseProblem(value)}
        >
          {planeKinds.map((kind) => (
            <option key={kind} value={kind}>
              {planes[kind].label}
            </option>
          ))}
        </select>
      </Labelled>
      {fieldsOf(options).map(([name, , meta]) => (
        <Labelled key={name} text={meta.label} help={meta.help}>
          <NumberInput
            id={`plane-${name}`}
            meta={meta}
            label={meta.label}
            value={Number((problemOptions as Readonly<Record<string, unknown>>)[name])}
            onChange={(value) => set({ problemOptions: { ...(problemOptions as object), [name]: value } })}
          />
        </Labelled>
      ))}
      <Labelled text="Start" help="Where every walk begins: a start of the paper, or the ring on the drawing, moved.">
        <select
          className="select"
          aria-label="Start"
          value={place}
          onChange={({ currentTarget: { value } }) => {
            const chosen = starts[Number(value)];
            if (chosen) set({ start: chosen });
          }}
        >
          {place < 0 && <option value={-1}>your own</option>}
          {starts.map((one, i) => (
            <option key={one.join()} value={i}>
              {one.join(', ').replaceAll('-', '−')}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled text="Optimizer" term={setting.optimizer}>
        <select
          className="select"
          aria-label="Optimizer"
          value={setting.optimizer}
          onChange={({ currentTarget: { value } }) => {
            const optimizer = optimizers.find((kind) => kind === value);
            if (optimizer) set({ optimizer });
          }}
        >
          {optimizers.map((kind) => (
            <option key={kind} value={kind}>
              {optimizerKinds[kind].label}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled text="Rate" term="learning-rate" help={metaOf(shape.learningRate).help}>
        <NumberInput
          id="plane-rate"
          meta={metaOf(shape.learningRate)}
          label="Rate"
          value={setting.learningRate}
          onChange={(learningRate) => set({ learningRate })}
        />
      </Labelled>
      <Labelled text="Steps" term="step" help={metaOf(shape.steps).help}>
        <NumberInput
          id="plane-steps"
          meta={metaOf(shape.steps)}
          label="Steps"
          value={setting.steps}
          onChange={(steps) => set({ steps })}
        />
      </Labelled>
      <Labelled text="Faders" term="fader" help={metaOf(shape.first).help}>
        {[shape.first, shape.second].map((field, i) => {
          const { label } = metaOf(field);
          return (
            <NumberInput
              key={label}
              id={`plane-fader-${i}`}
              meta={metaOf(field)}
              label={label}
              value={faders[i === 0 ? 0 : 1]}
              onChange={(value) => set({ faders: i === 0 ? [value, faders[1]] : [faders[0], value] })}
            />
          );
        })}
      </Labelled>
      <StrategyChoice chosen={setting.strategies} />
    </div>
  );
});

interface LabelledProps {
  readonly text: string;
  readonly term?: string;
  readonly help?: string;
  readonly children: ReactNode;
}

function Labelled({ text, term, help, children }: LabelledProps) {
  return (
    <div className="plane-control">
      <Term id={term} help={help}>
        {text}
      </Term>
      {children}
    </div>
  );
}

const StrategyChoice = memo(function StrategyChoice({ chosen }: { readonly chosen: readonly StrategyKind[] }) {
  const isFull = chosen.length >= strategyLimit;
  return (
    <details className="plane-strategies">
      <summary>
        Strategies: {chosen.length} of {strategyKinds.length}
      </summary>
      <fieldset>
        <legend className="visually-hidden">Strategies that walk</legend>
        {strategyKinds.map((kind) => (
          <label key={kind} data-term={kind}>
            <input
              type="checkbox"
              className="checkbox"
              checked={chosen.includes(kind)}
              disabled={isFull && !chosen.includes(kind)}
              onChange={() => toggleStrategy(kind)}
            />
            {strategies[kind].label}
          </label>
        ))}
      </fieldset>
      <button type="button" className="button small" onClick={() => chooseStrategies(usualEight)}>
        The eight most compared
      </button>
      {isFull && <p>{strategyLimit} lines can be told apart. Take one out to choose another.</p>}
    </details>
  );
});
