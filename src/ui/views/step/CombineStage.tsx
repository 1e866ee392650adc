/** How several gradients become one: the Gramian with its cosines, the weights, and the formula with the numbers in it. */
import type { Experiment } from '../../../core/experiment.ts';
import { lossName } from '../../../core/losses/names.ts';
import type { Combination, Pass } from '../../../core/run/dissection.ts';
import { cosineAt } from '../../../core/run/stages.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { Equation } from '../../Equation.tsx';
import { formatValue } from '../../format.ts';
import { lossLook } from '../../lossLook.ts';
import { combinedParts, type Part, projectedParts, rowName, spoken, totalParts } from './combinedTex.ts';
import { cosineText, factorText, type StageProps, type Told } from './stageTexts.ts';

export function CombineStage({ stage, told }: StageProps) {
  const pass = told.dissection.passes[stage.pass];
  const combination = pass?.combination;
  if (!pass || !combination) return null;
  return (
    <div className="step-combine">
      <Gramian combination={combination} told={told} />
      <Weights combination={combination} pass={pass} told={told} />
      <Formula combination={combination} pass={pass} told={told} />
    </div>
  );
}

interface Props {
  readonly combination: Combination;
  readonly told: Told;
}

function Gramian({ combination: { rows, gramian, isShared }, told: { experiment } }: Props) {
  return (
    <table className="step-table step-gramian">
      <caption>
        Gramian <Equation tex="G_{ij}=g_i\cdot g_j" /> over {isShared ? 'the shared weights' : 'all weights'}
      </caption>
      <thead>
        <tr>
          <td />
          {rows.map((id) => (
            <th key={id} scope="col" style={{ color: lossLook(experiment, id).text }}>
              {lossName(experiment, id)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((id, i) => (
          <tr key={id}>
            <th scope="row" style={{ color: lossLook(experiment, id).text }}>
              {lossName(experiment, id)}
            </th>
            {rows.map((other, j) => {
              const cosine = i === j ? undefined : cosineAt(gramian, i, j);
              return (
                <td key={other} data-conflict={(cosine ?? 0) < 0 || undefined}>
                  {formatValue(gramian[i]?.[j])}
                  {cosine !== undefined && <span className="chart-note">cos {cosineText(cosine)}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Weights({
  combination: { rows, gramian, weighing },
  pass,
  told: { experiment },
}: Props & { readonly pass: Pass }) {
  const hasOwn = weighing?.own.some((own, i) => own !== weighing.weights[i]) ?? false;
  return (
    <table className="step-table">
      <caption>{weighing ? 'What each gradient weighs' : 'What each optimizer follows'}</caption>
      <thead>
        <tr>
          <th scope="col">Gradient</th>
          <th scope="col">length</th>
          {weighing && <th scope="col">weight</th>}
          {hasOwn && <th scope="col">in its own layers</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((id, i) => (
          <tr key={id}>
            <th scope="row" style={{ color: lossLook(experiment, id).text }}>
              <span className="visually-hidden">{lossName(experiment, id)}</span>
              <Equation tex={rowName(id, pass, experiment)} isHidden />
            </th>
            <td>{formatValue(Math.sqrt(gramian[i]?.[i] ?? 0))}</td>
            {weighing && <td>{weighing.isElementwise ? '–' : factorText(weighing.weights[i] ?? 0)}</td>}
            {hasOwn && <td>{factorText(weighing?.own[i] ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Formula({ combination, pass, told: { experiment } }: Props & { readonly pass: Pass }) {
  const { weighing } = combination;
  if (!weighing) return null;
  const { isPlain, formula, family } = strategies[experiment.strategy.kind];
  const { parameters } = weighing;
  return (
    <div className="step-formulas">
      {!isPlain && <Equation tex={formula} />}
      {projectedParts(combination, experiment).map((parts) => (
        <Parts key={parts[0]?.tex} parts={parts} experiment={experiment} />
      ))}
      {!weighing.isElementwise && (
        <Parts parts={combinedParts(combination, pass, experiment)} experiment={experiment} />
      )}
      {family === 'losses' && <Parts parts={totalParts(weighing, pass)} experiment={experiment} />}
      {parameters && (
        <span>
          The strategy trains {parameters.before.map(formatValue).join(', ')} →{' '}
          {parameters.after.map(formatValue).join(', ')}
        </span>
      )}
      {weighing.length !== 1 && <span className="chart-note">rescaled by {formatValue(weighing.length)}</span>}
    </div>
  );
}

/** A formula, each part in the colour of its loss. */
function Parts({ parts, experiment }: { readonly parts: readonly Part[]; readonly experiment: Experiment }) {
  return (
    <span className="step-parts" role="math" aria-label={spoken(parts)}>
      {parts.map(({ tex, loss }, i) => (
        <span
          key={`${loss} ${tex}`}
          style={loss === undefined ? undefined : { color: lossLook(experiment, loss).text }}
        >
          <Equation tex={spaced(tex, i)} />
        </span>
      ))}
    </span>
  );
}

/** A part with the space of a whole formula around its signs: behind the first "=", and from the second term on before it. */
function spaced(tex: string, at: number): string {
  if (at === 0) return `${tex}{}`;
  return at === 1 ? tex : `{}${tex}`;
}
