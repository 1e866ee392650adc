/** What listens to the whole page once it is drawn: its keys, and the attention to terms. */
import { Terms } from '../terms/Terms.tsx';
import { Keys } from './Keys.tsx';

export function Listeners() {
  return (
    <>
      <Keys />
      <Terms />
    </>
  );
}
