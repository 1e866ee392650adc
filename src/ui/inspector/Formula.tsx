/** A formula on a line of its own; a long one scrolls. */
import { Equation } from '../Equation.tsx';

export function Formula({ tex }: { tex: string }) {
  return (
    <div className="formula">
      <Equation tex={tex} isDisplay />
    </div>
  );
}
