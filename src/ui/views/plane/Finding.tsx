/** What came out, in sentences, and what to try next. While a tour goes on: how far it is. */

import { memo } from 'react';
import { metaOf } from '../../../core/fields.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { endingOf } from '../../../core/study/plane/ending.ts';
import { planeOf } from '../../../core/study/plane/index.ts';
import { isSlow, planeFinding, rateFactor } from '../../../core/study/plane/planeFinding.ts';
import { type PlaneSetting, planeFields } from '../../../core/study/plane/setting.ts';
import { type Leg, legCount } from '../../../core/study/plane/tour.ts';
import { startText, tourFinding } from '../../../core/study/plane/tourFinding.ts';
import { counted } from '../../../core/words.ts';
import { beginTour, endTour, setRate } from './planeState.ts';
import type { Walks } from './useWalks.ts';

interface FindingProps {
  readonly isHeld: boolean;
  readonly setting: PlaneSetting;
  readonly walks: Walks | undefined;
  /** Undefined while only the start that is set is walked from. */
  readonly legs: readonly Leg[] | undefined;
}

/** While the start is held nothing is said anew: a sentence of another height would move the start away from the finger. */
export const Finding = memo(
  Said,
  (before, { setting, walks, legs, isHeld }) =>
    isHeld || (!before.isHeld && before.setting === setting && before.walks === walks && before.legs === legs),
);

function Said({ setting, walks, legs }: FindingProps) {
  const isDone = legs ? legs.length === legCount(setting) : walks?.setting === setting;
  const endings = legs ? legs.map(({ ending }) => ending) : endingsOf(walks, setting);
  return (
    <div className="plane-finding" data-walked={isDone}>
      <p role="status">{findingOf(setting, walks, legs)}</p>
      {legs && !isDone && <p>{progressOf(setting, legs)}</p>}
      <Next
        setting={setting}
        isTour={legs !== undefined}
        isTouring={legs !== undefined && !isDone}
        isSlow={isSlow(endings)}
      />
    </div>
  );
}

function endingsOf(walks: Walks | undefined, setting: PlaneSetting) {
  if (walks?.setting.problem !== setting.problem) return [];
  return walks.outings.map(({ path }) => endingOf(path, walks.setting));
}

function findingOf(setting: PlaneSetting, walks: Walks | undefined, legs: readonly Leg[] | undefined): string {
  if (setting.strategies.length === 0) return 'Choose a strategy: nobody walks.';
  if (legs) return legs.length === legCount(setting) ? tourFinding(legs, setting) : '';
  if (walks?.setting.problem !== setting.problem) return 'The walks …';
  return planeFinding(walks.outings, walks.setting);
}

/** "12 of 40 walks are done; now MGDA from (9, 9) …" */
function progressOf(setting: PlaneSetting, legs: readonly Leg[]): string {
  const { starts } = planeOf(setting.problem);
  const kind = setting.strategies[Math.floor(legs.length / starts.length)];
  const start = starts[legs.length % starts.length];
  const now = kind && start ? `; now ${strategies[kind].label} from ${startText(start)} …` : '';
  return `${legs.length} of ${counted(legCount(setting), 'walk')} are done${now}`;
}

interface NextProps {
  readonly setting: PlaneSetting;
  readonly isTour: boolean;
  readonly isTouring: boolean;
  readonly isSlow: boolean;
}

/** What can be tried next. */
function Next({ setting, isTour, isTouring, isSlow }: NextProps) {
  const { starts, usual } = planeOf(setting.problem);
  const { max = Number.POSITIVE_INFINITY } = metaOf(planeFields.shape.learningRate);
  const isUsual = rateFactor(setting) === 1;
  if (setting.strategies.length === 0) return null;
  return (
    <div className="plane-next">
      {!isTour && (
        <button type="button" className="button small" onClick={beginTour}>
          Walk from all {starts.length} starts
        </button>
      )}
      {isTour && (
        <button type="button" className="button small" onClick={endTour}>
          {isTouring ? 'Cancel' : 'Back to one start'}
        </button>
      )}
      {isUsual && isSlow && 10 * setting.learningRate <= max && (
        <button type="button" className="button small" onClick={() => setRate(10 * setting.learningRate)}>
          Try with rate × 10
        </button>
      )}
      {!isUsual && (
        <button type="button" className="button small" onClick={() => setRate(usual.learningRate)}>
          Back to the usual rate
        </button>
      )}
    </div>
  );
}
