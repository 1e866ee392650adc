/** The strategy: which, its idea, its formula, its options, what it needs and costs, and its paper. */

import { graphOf } from '../../core/graphOf.ts';
import { fieldsOfStrategy } from '../../core/make.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { editSection } from '../actions/edit.ts';
import { Form } from '../forms/Form.tsx';
import { StrategyFacts } from '../mixer/StrategyFacts.tsx';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { Formula } from './Formula.tsx';

export function StrategyForm() {
  const experiment = useStore((state) => state.experiment);
  const { strategy } = experiment;
  const row: Strategy = strategies[strategy.kind];
  return (
    <>
      <h2 className="inspector-title">
        <Term id={strategy.kind}>{row.label}</Term>
      </h2>
      <p className="inspector-note">{row.help}</p>
      <Formula tex={row.formula} />
      <Form
        fields={fieldsOfStrategy(strategy.kind)}
        values={strategy}
        at={['strategy']}
        problems={graphOf(experiment).problems}
        onChange={(change) => editSection('strategy', change)}
      />
      <StrategyFacts strategy={strategy} />
    </>
  );
}
