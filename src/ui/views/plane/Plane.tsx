/** The tab "Plane": what strategies do on two losses of two parameters, where all of it can be seen. */
import { useMemo } from 'react';
import { pairAt } from '../../../core/study/plane/ending.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import { planeFinding } from '../../../core/study/plane/planeFinding.ts';
import { Swatch } from '../../charts/overlay/Swatch.tsx';
import { formatFactor } from '../../format.ts';
import { ContourChoice } from './Contours.tsx';
import { LossPlane } from './LossPlane.tsx';
import { type Line, linesOf } from './lines.ts';
import { ParameterPlane } from './ParameterPlane.tsx';
import { PlaneControls } from './PlaneControls.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './plane.css?inline';
import { planeState, usePlaneState } from './planeState.ts';
import { Scrubber } from './Scrubber.tsx';
import { StepNumbers } from './StepNumbers.tsx';
import { useWalks } from './useWalks.ts';

export function Plane() {
  const setting = usePlaneState((state) => state.setting);
  const step = usePlaneState((state) => state.step);
  const arrowsOf = usePlaneState((state) => state.arrowsOf);
  const walks = useWalks(setting);
  const isOfProblem = walks?.setting.problem === setting.problem;
  const lines = useMemo(
    () => (walks && isOfProblem ? linesOf(walks.outings, step ?? walks.setting.steps) : []),
    [walks, isOfProblem, step],
  );
  const finding = useMemo(() => (walks ? planeFinding(walks.outings, walks.setting) : ''), [walks]);
  const chosen = lines.find(({ key }) => key === arrowsOf) ?? lines[0];
  const { help, beyondWeights } = planeOf(setting.problem);
  return (
    <div className="plane">
      <style>{style}</style>
      <PlaneControls />
      <div className="plane-main">
        <p className="plane-finding" role="status" data-walked={walks?.setting === setting}>
          {isOfProblem ? finding || 'Choose a strategy: nobody walks.' : 'The walks …'}
        </p>
        <div className="plane-drawings">
          <figure>
            <ParameterPlane setting={setting} lines={lines} chosen={chosen} hasArrows={step !== undefined} />
            <figcaption>
              <ContourChoice setting={setting} totalOf={chosen?.key} />
              Thick: the Pareto set. Drag the ring, the start.
            </figcaption>
          </figure>
          <figure>
            <LossPlane setting={setting} lines={lines} />
            <figcaption>
              The same walks among the losses; thick: the front.
              {beyondWeights && ' Shaded: no weights have their optimum there.'}
            </figcaption>
          </figure>
        </div>
        <Scrubber steps={walks?.setting.steps ?? setting.steps} />
        {lines.length > 0 && <Legend lines={lines} chosen={chosen} />}
        {chosen && <StepNumbers line={chosen} setting={setting} />}
        <p className="plane-help">{help}</p>
      </div>
    </div>
  );
}

/** The lines' names, each with its weights at the step that is shown; one of them has the arrows. */
function Legend({ lines, chosen }: { readonly lines: readonly Line[]; readonly chosen: Line | undefined }) {
  return (
    <fieldset className="plane-legend">
      <legend>
        Weights at this step. The arrows are of the chosen one: against each gradient, dashed where it is projected, and
        its update in ink.
      </legend>
      {lines.map((line) => {
        const { key, label, look, outing, row } = line;
        const [first, second] = pairAt(outing.path.weights, row);
        return (
          <label key={key}>
            <input
              type="radio"
              name="plane-arrows"
              checked={key === chosen?.key}
              onChange={() => planeState.setState({ arrowsOf: key })}
            />
            <Swatch look={look} />
            <span>{label}</span>
            <span className="plane-weights">
              {formatFactor(Number(first.toPrecision(3)))} L₁ + {formatFactor(Number(second.toPrecision(3)))} L₂
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
