/** The tab "Plane": what strategies do on two losses of two parameters, where all of it can be seen. */
import { useMemo, useState } from 'react';
import { planeOf } from '../../../core/study/plane/index.ts';
import { Style } from '../../Style.tsx';
import { LayerChoice } from './Backdrop.tsx';
import { Finding } from './Finding.tsx';
import { Legend } from './Legend.tsx';
import { LossPlane } from './LossPlane.tsx';
import { linesOf, tourLines } from './lines.ts';
import { ParameterPlane } from './ParameterPlane.tsx';
import { PlaneControls } from './PlaneControls.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './plane.css?inline';
import { usePlaneState } from './planeState.ts';
import { Scrubber } from './Scrubber.tsx';
import { StepNumbers } from './StepNumbers.tsx';
import { TourTable } from './TourTable.tsx';
import { useTour } from './useTour.ts';
import { useWalks } from './useWalks.ts';

/** So many steps are walked while the start is held: the paths follow the finger. */
const heldSteps = 5000;

export function Plane() {
  const { setting, step, arrowsOf, tourOf, emphasised, isHeld } = usePlaneState((state) => state);
  const walks = useWalks(
    useMemo(() => (isHeld ? { ...setting, steps: Math.min(setting.steps, heldSteps) } : setting), [setting, isHeld]),
  );
  // The walks of all steps: of those while the start was held nothing is said.
  const [whole, setWhole] = useState(walks);
  if (walks && walks !== whole && walks.setting.steps >= setting.steps) setWhole(walks);
  const isTour = tourOf === setting;
  const legs = useTour(isTour ? setting : undefined);
  const isOfProblem = walks?.setting.problem === setting.problem;
  const outings = useMemo(() => (isTour ? legs : isOfProblem ? walks.outings : []), [isTour, legs, isOfProblem, walks]);
  const lines = useMemo(() => {
    if (isTour) return tourLines(legs, setting.strategies, step ?? setting.steps, emphasised);
    return walks && isOfProblem ? linesOf(walks.outings, step ?? walks.setting.steps) : [];
  }, [isTour, legs, setting, emphasised, walks, isOfProblem, step]);
  const chosen = lines.find(({ strategy }) => strategy === (isTour ? emphasised : arrowsOf)) ?? lines[0];
  const { help, beyondWeights } = planeOf(setting.problem);
  return (
    <div className="plane">
      <Style>{style}</Style>
      <PlaneControls />
      <div className="plane-main">
        <Finding isHeld={isHeld} setting={setting} walks={whole} legs={isTour ? legs : undefined} />
        <div className="plane-drawings">
          <figure>
            <ParameterPlane
              setting={setting}
              lines={lines}
              chosen={chosen}
              hasArrows={step !== undefined && !isTour}
              isTour={isTour}
            />
            <figcaption>
              <LayerChoice setting={setting} totalOf={chosen?.strategy} />
              Thick: the Pareto set. Drag the ring, the start.
            </figcaption>
          </figure>
          <figure>
            <LossPlane setting={setting} lines={lines} outings={outings} />
            <figcaption>
              The same walks among the losses; thick: the front.
              {beyondWeights && ' Shaded: no weights have their optimum there.'}
            </figcaption>
          </figure>
        </div>
        <Scrubber steps={isTour ? setting.steps : (walks?.setting.steps ?? setting.steps)} />
        {isTour && <TourTable setting={setting} legs={legs} />}
        {!isTour && lines.length > 0 && <Legend lines={lines} chosen={chosen} />}
        {!isTour && walks && chosen && <StepNumbers line={chosen} setting={walks.setting} />}
        <p className="plane-help">{help}</p>
      </div>
    </div>
  );
}
