/** Behind the walks: lines of equal loss in its colour and of equal total in ink, and where the gradients conflict. */
import { useMemo } from 'react';
import { type StrategyKind, strategies } from '../../../core/strategies/index.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import { ownTotals, totalOf } from '../../../core/study/plane/total.ts';
import { formatFactor } from '../../format.ts';
import { conflictArea } from './conflictArea.ts';
import { contourLines } from './contourLines.ts';
import { frameOf, placeText } from './frame.ts';
import { type Layer, toggleLayer, usePlaneState } from './planeState.ts';

/** Lines of a loss, or of the total. */
const levels = 9;

interface BackdropProps {
  readonly setting: PlaneSetting;
  /** The strategy whose total is drawn. */
  readonly totalOf: StrategyKind | undefined;
}

export function Backdrop({ setting, totalOf: strategy }: BackdropProps) {
  const shown = usePlaneState((state) => state.layers);
  const { problem, problemOptions, faders } = setting;
  const [first, second] = useMemo(() => {
    const { at } = planeOf(problem);
    return ([0, 1] as const).map((i) => contourText(problem, (x) => at(x, problemOptions).losses[i]));
  }, [problem, problemOptions]);
  const owner = strategy && ownTotals.has(strategy) ? strategy : 'sum';
  const total = useMemo(
    () => (shown.total ? contourText(problem, totalOf({ problem, problemOptions, faders }, owner)) : ''),
    [shown.total, problem, problemOptions, faders, owner],
  );
  const conflict = useMemo(
    () => (shown.conflict ? conflictText(problem, problemOptions) : ''),
    [shown.conflict, problem, problemOptions],
  );
  return (
    <g className="plane-contours">
      {shown.conflict && <path d={conflict} className="plane-conflict" />}
      {shown.first && <path d={first} stroke="var(--loss-0)" data-contour="first" />}
      {shown.second && <path d={second} stroke="var(--loss-1)" data-contour="second" />}
      {shown.total && <path d={total} stroke="var(--ink)" data-contour="total" />}
    </g>
  );
}

/** Chooses what is drawn behind the walks. */
export function LayerChoice({ setting: { faders }, totalOf: strategy }: BackdropProps) {
  const shown = usePlaneState((state) => state.layers);
  const choices = [
    { name: 'first', text: 'L₁', color: 'var(--loss-0-text)' },
    { name: 'second', text: 'L₂', color: 'var(--loss-1-text)' },
    { name: 'total', text: `total: ${totalText(faders, strategy)}`, color: 'var(--ink)' },
  ] as const;
  return (
    <div className="plane-layers">
      <fieldset>
        <legend>Lines of equal</legend>
        {choices.map(({ name, text, color }) => (
          <LayerBox key={name} name={name} text={text} color={color} isShown={shown[name]} />
        ))}
      </fieldset>
      <LayerBox name="conflict" text="shade where gradients conflict" color="var(--ink-2)" isShown={shown.conflict} />
    </div>
  );
}

interface LayerBoxProps {
  readonly name: Layer;
  readonly text: string;
  readonly color: string;
  readonly isShown: boolean;
}

function LayerBox({ name, text, color, isShown }: LayerBoxProps) {
  return (
    <label style={{ color }}>
      <input type="checkbox" className="checkbox" checked={isShown} onChange={() => toggleLayer(name)} />
      {text}
    </label>
  );
}

/** "L₁ + 0.50 L₂", or whose it is. */
function totalText(faders: Pair, strategy: StrategyKind | undefined): string {
  if (strategy && ownTotals.has(strategy)) return `what ${strategies[strategy].label} minimises`;
  const term = (fader: number, loss: string) => (fader === 1 ? loss : `${formatFactor(fader)} ${loss}`);
  return `${term(faders[0], 'L₁')} + ${term(faders[1], 'L₂')}`;
}

function conflictText(problem: PlaneSetting['problem'], options: PlaneSetting['problemOptions']): string {
  const { view, box, at } = planeOf(problem);
  return conflictArea((x) => at(x, options).gradients, box ?? view, frameOf(view));
}

function contourText(problem: PlaneSetting['problem'], valueAt: (x: Pair) => number): string {
  const { view, box } = planeOf(problem);
  const { to } = frameOf(view);
  return contourLines(valueAt, box ?? view, levels)
    .map(([p, q]) => `M${placeText(to(p))}L${placeText(to(q))}`)
    .join('');
}
