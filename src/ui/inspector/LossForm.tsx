/** A loss: its kind, what it reads, its channel and its parameters. */
import type { Target } from '../../core/datasets/dataset.ts';
import { describeData, targetOf } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { hasClassWeights } from '../../core/losses/classWeights.ts';
import { type Loss, type LossKindName, lossKind, lossKinds } from '../../core/losses/index.ts';
import { lossName } from '../../core/losses/names.ts';
import { fieldsOfLoss, makeLoss } from '../../core/make.ts';
import { titlesOf } from '../../core/titles.ts';
import { edit, editLoss } from '../actions/edit.ts';
import { Form, problemsAt } from '../forms/Form.tsx';
import { ProblemText } from '../forms/ProblemText.tsx';
import { Vary } from '../forms/vary/Vary.tsx';
import { lossLook } from '../lossLook.ts';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { CourseFacts } from './CourseFacts.tsx';
import { Formula } from './Formula.tsx';
import { HandWeights } from './HandWeights.tsx';

export function LossForm({ id }: { id: string }) {
  const experiment = useStore((state) => state.experiment);
  const { problems } = graphOf(experiment);
  const loss = experiment.losses.find((one) => one.id === id);
  if (!loss) return null;
  const row = lossKind(loss.kind);
  const isJoint = experiment.schedule.kind === 'joint';
  return (
    <>
      <h2 className="inspector-title">
        <span className="loss-dot" style={{ background: lossLook(experiment, id).color }} aria-hidden="true" />
        <Term id={loss.kind}>{lossName(experiment, id)}</Term>
      </h2>
      <p className="inspector-note">{row.help}</p>
      <Formula tex={row.formula} />
      {problemsAt(problems, ['losses', id]).map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
      <References experiment={experiment} loss={loss} />
      <Form
        fields={fieldsOfLoss(loss.kind)}
        values={loss}
        at={['losses', id]}
        problems={problems}
        without={[
          ...(isJoint ? ['rate', 'turns'] : experiment.schedule.kind === 'alternating' ? [] : ['turns']),
          'handWeights',
        ]}
        onChange={(change) => editLoss(id, change)}
      />
      <CourseFacts
        set={loss.fader}
        course={loss.course}
        name={`Fader of ${lossName(experiment, id)}`}
        color={lossLook(experiment, id).color}
      />
      {hasClassWeights(loss) && loss.classWeights === 'manual' && (
        <HandWeights loss={loss} classes={targetOf(experiment, loss.target)?.classes ?? []} />
      )}
      {problemsAt(problems, ['losses', id, 'handWeights']).map((problem) => (
        <ProblemText key={problem.message} problem={problem} />
      ))}
      <p className="citation">{row.citation}</p>
    </>
  );
}

function References({ experiment, loss }: { experiment: Experiment; loss: Loss }) {
  const titles = titlesOf(experiment);
  const layers = experiment.network.layers.map((layer) => ({
    value: layer.id,
    label: titles.get(layer.id) ?? layer.id,
  }));
  const { targets } = describeData(experiment);
  const target = 'target' in loss ? targetOf(experiment, loss.target) : undefined;
  return (
    <div className="form short">
      <Choice
        label="Kind"
        help="Which loss it is. Only kinds that fit what it reads are offered."
        value={loss.kind}
        options={kindsFor(loss, target).map((kind) => ({ value: kind, label: lossKind(kind).label }))}
        onChange={(kind) => changeKind(loss.id, kind)}
      />
      {'target' in loss && (
        <Choice
          label="Target"
          help="What the images are labelled with, and the head is to say."
          value={loss.target}
          options={targets.map((one) => ({ value: one.id, label: one.label }))}
          onChange={(value) => editLoss(loss.id, { target: value })}
        />
      )}
      {'output' in loss && (
        <Choice
          label="Reads"
          help="The layer whose output it judges: its head."
          value={loss.output}
          options={layers}
          onChange={(output) => editLoss(loss.id, { output })}
        />
      )}
      {'scope' in loss && (
        <Choice
          label="Over"
          help="The layers whose weights it keeps small."
          value={loss.scope}
          options={[
            { value: 'all', label: 'All layers' },
            { value: 'shared', label: 'Shared layers' },
            ...layers.filter(({ value }) => (graphOf(experiment).nodes.get(value)?.parameters ?? 0) > 0),
          ]}
          onChange={(scope) => editLoss(loss.id, { scope })}
        />
      )}
    </div>
  );
}

/** The kinds that read the same things and fit the target. */
function kindsFor(loss: Loss, target: Target | undefined): readonly LossKindName[] {
  const { reads } = lossKind(loss.kind);
  return (Object.keys(lossKinds) as LossKindName[]).filter((kind) => {
    const row = lossKind(kind);
    if (kind === loss.kind) return true;
    return row.reads === reads && (reads !== 'target' || (target !== undefined && row.targets.includes(target.kind)));
  });
}

function changeKind(id: string, kind: LossKindName): void {
  edit((experiment) => ({
    ...experiment,
    losses: experiment.losses.map((loss) => {
      if (loss.id !== id || loss.kind === kind) return loss;
      const { fader, course, rate, turns, muted } = loss;
      const reads = {
        ...('output' in loss ? { output: loss.output } : {}),
        ...('target' in loss ? { target: loss.target } : {}),
        ...('scope' in loss ? { scope: loss.scope } : {}),
      };
      return makeLoss(id, kind, reads, { fader, course, rate, turns, muted });
    }),
  }));
}

/** A choice among things of the experiment rather than of a field. */
export function Choice<V extends string>(props: {
  readonly label: string;
  readonly help: string;
  readonly value: V;
  /** Where it stands in the experiment, where a study can vary it. */
  readonly place?: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}) {
  return (
    <div className="field" data-control="choice" data-place={props.place}>
      <span className="field-label">
        <Term help={props.help}>{props.label}</Term>
      </span>
      {props.place !== undefined && <Vary at={[props.place]} name={props.label} />}
      <select
        className="select"
        aria-label={props.label}
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find(({ value }) => value === event.currentTarget.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
