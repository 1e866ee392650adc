/** What a control is varied over: a range, a list, those of its values that are ticked, or random draws. */
import { type RefObject, useMemo, useState } from 'react';
import type { Experiment } from '../../../core/experiment.ts';
import { studyOf } from '../../../core/study/draft.ts';
import { planFor } from '../../../core/study/keptStudy.ts';
import { placesOf, setsPlace } from '../../../core/study/places.ts';
import { type Offer, offerOf } from '../../../core/study/setup/offer.ts';
import { withVariation } from '../../../core/study/setup/replace.ts';
import { variationText } from '../../../core/study/setup/texts.ts';
import { madeOf, type Wanted, wantedFirst } from '../../../core/study/setup/wanted.ts';
import type { Turned, Variation } from '../../../core/study/study.ts';
import { counted, lowered } from '../../../core/words.ts';
import { showSetup, unvaryPlaces, vary } from '../../actions/vary.ts';
import { Style } from '../../Style.tsx';
import { useStore } from '../../store.ts';
import { Floating } from '../Floating.tsx';
import { ListChoice } from './ListChoice.tsx';
import { RandomChoice } from './RandomChoice.tsx';
import { RangeChoice } from './RangeChoice.tsx';
import style from './vary.css?inline';
import { Ways } from './Ways.tsx';

interface VaryBoxProps {
  readonly turned: Turned;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function VaryBox({ turned, anchor, onClose }: VaryBoxProps) {
  const experiment = useStore((state) => state.experiment);
  const variations = useStore((state) => state.draft.variations);
  const existing = variations.find((one) => turned.at.some((place) => setsPlace(one, place)));
  const offer = offerOf(experiment, turnedIn(existing, turned), existing);
  return (
    <Floating anchor={anchor} onClose={onClose} className="popover vary-box" aria-label={offer && headingOf(offer)}>
      <Style>{style}</Style>
      {offer ? (
        <Choosing {...{ offer, experiment, variations, existing, onClose }} />
      ) : (
        <p>This is no field of the experiment any more.</p>
      )}
    </Floating>
  );
}

/** What the control is varied by already sets more or other places, such as a and 1 − a: that is what is changed. */
function turnedIn(existing: Variation | undefined, turned: Turned): Turned {
  if (!existing) return turned;
  const parts: readonly Turned[] = existing.kind === 'random' ? existing.draws : [existing];
  return parts.find(({ at }) => at.some((place) => turned.at.includes(place))) ?? turned;
}

function headingOf({ join, label }: Offer): string {
  return join === 'each' ? label : `Vary ${lowered(label)}`;
}

interface ChoosingProps {
  readonly offer: Offer;
  readonly experiment: Experiment;
  readonly variations: readonly Variation[];
  readonly existing: Variation | undefined;
  readonly onClose: () => void;
}

function Choosing({ offer, experiment, variations, existing, onClose }: ChoosingProps) {
  const [wanted, setWanted] = useState(() => wantedFirst(offer, variations));
  const change = (more: Partial<Wanted>) => setWanted((before) => ({ ...before, ...more }));
  const made = useMemo(() => madeOf(offer, wanted, variations), [offer, wanted, variations]);
  return (
    <form
      className="vary-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!('variation' in made)) return;
        vary(made.variation);
        onClose();
      }}
    >
      <h3 className="vary-title">{headingOf(offer)}</h3>
      <Ways offer={offer} way={wanted.way} onChange={(way) => change({ way })} />
      {wanted.way === 'range' && <RangeChoice {...{ offer, wanted, change }} />}
      {wanted.way === 'list' && <ListChoice {...{ offer, wanted, change }} />}
      {wanted.way === 'random' && <RandomChoice {...{ offer, wanted, change, variations, experiment }} />}
      <p className="vary-words" role="status">
        {'remark' in made ? made.remark : <Words {...{ experiment, variations }} variation={made.variation} />}
      </p>
      <div className="vary-buttons">
        <button type="submit" className="button small primary" disabled={!('variation' in made)}>
          {existing ? 'Change' : 'Vary'}
        </button>
        {existing && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              unvaryPlaces(offer.at);
              onClose();
            }}
          >
            Stop varying
          </button>
        )}
        <button
          type="button"
          className="plain vary-open"
          onClick={() => {
            showSetup();
            onClose();
          }}
        >
          Open the study
        </button>
      </div>
    </form>
  );
}

/** What is made, and how many runs the study has with it. */
function Words({
  variation,
  variations,
  experiment,
}: Pick<ChoosingProps, 'experiment' | 'variations'> & { variation: Variation }) {
  const draft = useStore((state) => state.draft);
  const { runs, problems } = useMemo(
    () => planFor(studyOf(experiment, { ...draft, variations: withVariation(variations, variation) })),
    [experiment, draft, variations, variation],
  );
  const hasOthers = variations.some((one) => !placesOf(one).some((place) => placesOf(variation).includes(place)));
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  return (
    <>
      {variationText(variation, experiment)}.{' '}
      {problem
        ? `${problem.message} ${problem.remedy}`
        : hasOthers || draft.seeds.length > 1 || draft.folds > 0
          ? `With all else that is varied ${counted(runs.length, 'run')}.`
          : ''}
    </>
  );
}
