/** What a link wants shown beside what it holds. */
import { show, warning } from '../../core/problem.ts';
import { type LinkedView, store } from '../store.ts';
import { select, setView } from './look.ts';
import { complainToo } from './open.ts';

/** Shows it; what it selects and is not there is left out and said. */
export function showLinked({ view, selection }: LinkedView): void {
  const { network, losses } = store.getState().experiment;
  const ids = { layer: network.layers.map(({ id }) => id), loss: losses.map(({ id }) => id) };
  const isThere = (one: LinkedView['selection'][number]) => !('id' in one) || ids[one.kind].includes(one.id);
  setView(view);
  if (selection.length > 0) select(...selection.filter(isThere));
  complainToo(
    selection.flatMap((one) => {
      if (isThere(one) || !('id' in one)) return [];
      const message = `The link selects the ${one.kind} ${show(one.id)}, which its experiment does not have.`;
      return warning([], message, 'It is left out; everything else is there.');
    }),
  );
}

/** Shows what the link wanted shown, once its page is set up. */
export function showLinkedPage(): void {
  const { learning } = store.getState();
  if (!learning?.shown) return;
  const { shown, ...rest } = learning;
  store.setState({ learning: rest });
  showLinked(shown);
}
