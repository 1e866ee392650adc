/** How the network is trained: the optimizer and its parameters, learning rate, batches, epochs, seed. */
import { scheduleFields, trainingFields } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { fieldsOfOptimizer, makeOptimizer } from '../../core/make.ts';
import { type OptimizerName, optimizerKinds } from '../../core/optimizers.ts';
import { edit, editSection } from '../actions/edit.ts';
import { Form } from '../forms/Form.tsx';
import { useStore } from '../store.ts';
import { CourseFacts } from './CourseFacts.tsx';
import { Estimate } from './Estimate.tsx';
import { Formula } from './Formula.tsx';
import { Choice } from './LossForm.tsx';

const kinds = Object.keys(optimizerKinds) as OptimizerName[];

export function TrainingForm() {
  const experiment = useStore((state) => state.experiment);
  const { problems } = graphOf(experiment);
  const row = optimizerKinds[experiment.optimizer.kind];
  return (
    <>
      <h2 className="inspector-title">Training</h2>
      <Form
        fields={trainingFields}
        values={experiment.training}
        at={['training']}
        problems={problems}
        onChange={(change) => editSection('training', change)}
      />
      <CourseFacts
        set={experiment.training.learningRate}
        course={experiment.training.learningRateCourse}
        name="Learning rate"
        color="var(--ink)"
      />
      <Estimate experiment={experiment} />
      <h3 className="inspector-subtitle">Optimizer</h3>
      <div className="form short">
        <Choice
          label="Kind"
          help="The rule that turns a gradient into a step. Another one begins with its own usual values."
          place="optimizer"
          value={experiment.optimizer.kind}
          options={kinds.map((kind) => ({ value: kind, label: optimizerKinds[kind].label }))}
          onChange={(kind) => edit((before) => ({ ...before, optimizer: makeOptimizer(kind) }))}
        />
      </div>
      <Formula tex={row.formula} />
      <Form
        fields={fieldsOfOptimizer(experiment.optimizer.kind)}
        values={experiment.optimizer}
        at={['optimizer']}
        problems={problems}
        help={row.help}
        onChange={(change) => editSection('optimizer', change)}
      />
      <Form
        fields={scheduleFields}
        values={experiment.schedule}
        at={['schedule']}
        problems={problems}
        onChange={(change) => editSection('schedule', change)}
      />
      <p className="citation">{row.citation}</p>
    </>
  );
}
