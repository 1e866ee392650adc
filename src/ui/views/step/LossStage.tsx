/** A loss of the step: its formula and value beside those of the others. */
import { lossKind } from '../../../core/losses/index.ts';
import { lossName, lossSymbol } from '../../../core/losses/names.ts';
import { isHeard } from '../../../core/losses/roles.ts';
import { Equation } from '../../Equation.tsx';
import { formatFactor, formatValue } from '../../format.ts';
import { lossLook } from '../../lossLook.ts';
import type { StageProps } from './stageTexts.ts';

export function LossStage({ stage, told: { dissection, experiment } }: StageProps) {
  const { losses = [], backward = [], turn } = dissection.passes[stage.pass] ?? {};
  const shown = experiment.losses.find(({ id }) => id === stage.loss);
  return (
    <>
      {shown && (
        <p className="step-formula">
          <Equation tex={lossKind(shown.kind).formula} />
        </p>
      )}
      <table className="step-table">
        <thead>
          <tr>
            <th scope="col">Loss</th>
            <th scope="col">Value</th>
            <th scope="col">Fader</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {experiment.losses.map((loss) => {
            const value = losses.find((one) => one.loss === loss.id)?.value;
            const isBack = backward.some((one) => one.loss === loss.id);
            const then =
              value === undefined
                ? 'muted: not computed'
                : isBack
                  ? 'its gradient goes back'
                  : turn !== undefined && isHeard(loss)
                    ? 'waits for its turn'
                    : 'fader 0: no gradient';
            return (
              <tr key={loss.id} data-now={loss.id === stage.loss || undefined}>
                <th scope="row" style={{ color: lossLook(experiment, loss.id).text }}>
                  {lossSymbol(experiment, loss)} {lossName(experiment, loss.id)}
                </th>
                <td>{formatValue(value)}</td>
                <td>{formatFactor(loss.fader)}</td>
                <td className="step-word">{then}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
