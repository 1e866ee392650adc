/** What a strategy needs at each step, what that costs as measured, and where it was published. */
import type { StrategySection } from '../../core/experiment.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import { costText } from './strategyCost.ts';

const needs = {
  nothing: 'nothing: one backward pass',
  losses: 'the loss values: one backward pass',
  gramian: 'the inner products of the gradients: one backward pass a loss',
  jacobian: 'all gradients, read back: one backward pass a loss',
} satisfies Record<Strategy['needs'], string>;

interface Props {
  readonly strategy: StrategySection;
}

/** What the strategy on the desk needs, and what that costs. */
export function StrategyNeeds({ strategy }: Props) {
  const experiment = useStore((state) => state.experiment);
  const cost = useLiveRuns(({ runs }) => costText(runs, experiment, strategy.kind));
  return (
    <dl className="facts long">
      <div>
        <dt>Needs</dt>
        <dd>{needsOf(strategy)}</dd>
      </div>
      <div>
        <dt>Cost, measured</dt>
        <dd>{cost}</dd>
      </div>
    </dl>
  );
}

/** The same with its paper. */
export function StrategyFacts({ strategy }: Props) {
  const { paper }: Strategy = strategies[strategy.kind];
  return (
    <>
      <StrategyNeeds strategy={strategy} />
      <p className="citation">
        {paper ? (
          <>
            {paper.authors} ({paper.year}):{' '}
            <a href={paper.url} target="_blank" rel="noreferrer">
              {paper.title}
            </a>
            , {paper.venue}
          </>
        ) : (
          'Folklore: no paper.'
        )}
      </p>
    </>
  );
}

function needsOf(strategy: StrategySection): string {
  const row: Strategy = strategies[strategy.kind];
  const asksRows = strategy.length === 'sum' || (row.family === 'losses' && strategy.heads === 'own');
  const text = asksRows && row.needs !== 'jacobian' ? needs.gramian : needs[row.needs];
  return row.observe ? `${text}, and one forward pass after the step` : text;
}
