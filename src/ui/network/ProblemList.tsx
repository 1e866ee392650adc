/** Every Problem of the experiment, errors first; pressing one goes to its place. */

import { graphOf } from '../../core/graphOf.ts';
import type { Problem } from '../../core/problem.ts';
import { counted } from '../../core/words.ts';
import { select } from '../actions/look.ts';
import { ProblemText } from '../forms/ProblemText.tsx';
import { store, useStore } from '../store.ts';
import { canvasStore } from './canvasState.ts';

const most = 4;

export function ProblemList() {
  const problems = useStore((state) => graphOf(state.experiment).problems);
  if (problems.length === 0) return null;
  const sorted = [...problems].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <details className="net-problems" data-severity={errors > 0 ? 'error' : 'warning'}>
      <summary>
        {errors > 0 ? `${counted(errors, 'problem')} before it can run` : `${problems.length} to look at`}
        {errors > 0 && <span className="net-problems-first">{sorted[0]?.message}</span>}
      </summary>
      <ul>
        {sorted.slice(0, 3 * most).map((problem) => (
          <li key={`${problem.at.join()}${problem.message}`}>
            <ProblemText problem={problem} />
            {canJump(problem) && (
              <button type="button" className="button small" onClick={() => jump(problem)}>
                Show
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function placeOf({ at }: Problem): { readonly kind: 'layer' | 'loss'; readonly id: string } | undefined {
  const [section, id] = at;
  const { experiment } = store.getState();
  if (section === 'network' && experiment.network.layers.some((layer) => layer.id === id)) {
    return { kind: 'layer', id: String(id) };
  }
  if (section === 'losses' && experiment.losses.some((loss) => loss.id === id)) return { kind: 'loss', id: String(id) };
  return undefined;
}

function canJump(problem: Problem): boolean {
  return placeOf(problem) !== undefined;
}

function jump(problem: Problem): void {
  const place = placeOf(problem);
  if (!place) return;
  select(place);
  canvasStore.setState({ focus: place.kind === 'layer' ? place.id : `#loss-${place.id}` });
}
