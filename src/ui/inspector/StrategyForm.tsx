/** The strategy: which, its idea, its formula and paper, its options. */

import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { editSection } from '../actions.ts';
import { graphOf } from '../graphOf.ts';
import { strategyFieldsOf } from '../runs/difference.ts';
import { useStore } from '../store.ts';
import { Form } from './Form.tsx';
import { Formula } from './Formula.tsx';

const costs = {
  nothing: 'It costs nothing beside the one backward pass of a step.',
  losses: 'One backward pass a step.',
  gramian: 'One backward pass a loss and step.',
  jacobian: 'One backward pass a loss and step; the gradients themselves are compared.',
} satisfies Record<Strategy['needs'], string>;

export function StrategyForm() {
  const experiment = useStore((state) => state.experiment);
  const { strategy } = experiment;
  const row: Strategy = strategies[strategy.kind];
  return (
    <>
      <h2 className="inspector-title">{row.label}</h2>
      <p className="inspector-note">{row.help}</p>
      <Formula tex={row.formula} />
      <Form
        fields={strategyFieldsOf(strategy.kind)}
        values={strategy}
        at={['strategy']}
        problems={graphOf(experiment).problems}
        help={costs[row.needs]}
        onChange={(change) => editSection('strategy', change)}
      />
      {row.paper && (
        <p className="citation">
          {row.paper.authors} ({row.paper.year}):{' '}
          <a href={row.paper.url} target="_blank" rel="noreferrer">
            {row.paper.title}
          </a>
          , {row.paper.venue}
        </p>
      )}
    </>
  );
}
