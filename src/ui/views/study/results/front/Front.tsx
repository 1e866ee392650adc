/** The picture of what is traded: two measures as axes, every setup a point, the front and its hypervolume. */

import { type Axes, axesOf, axisText, type Pair } from '../../../../../core/study/axes.ts';
import { boxOf, isBox } from '../../../../../core/study/frontBox.ts';
import { setBox } from '../../../../actions/study.ts';
import { startWarm } from '../../../../actions/walk.ts';
import { Style } from '../../../../Style.tsx';
import type { PictureProps } from '../picture.ts';
import { addWalked, setResultsView, useResultsView } from '../resultsState.ts';
import { useWidth } from '../useWidth.ts';
import { BoxHandle } from './BoxHandle.tsx';
import { FrontDrawing } from './FrontDrawing.tsx';
import { frontFrame, room } from './frame.ts';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './front.css?inline';
import { Leftovers } from './Leftovers.tsx';
import { Legend } from './Legend.tsx';
import { PointPanel } from './PointPanel.tsx';
import { isNear, pointsOf, sumsFrontOf } from './points.ts';
import { Volume } from './Volume.tsx';
import { useWalkedPoints } from './walk/useWalkedPoints.ts';
import { WalkBar } from './walk/WalkBar.tsx';
import { WalkedMarks } from './walk/WalkedMarks.tsx';
import { WalkHandle } from './walk/WalkHandle.tsx';
import { standAt, wayOf } from './walk/way.ts';

export function Front(props: PictureProps) {
  const view = useResultsView(props.study.id);
  const axes = axesOf(props.results, view.axes);
  if (!axes) return <p>The plane of two measures comes with the first runs.</p>;
  return <FrontOf {...props} axes={axes} />;
}

/** Once there are measures: what it is drawn in is there from its first drawing on, and can be measured. */
function FrontOf({ study, plan, results, axes }: PictureProps & { readonly axes: Axes }) {
  const view = useResultsView(study.id);
  const [ref, width] = useWidth<HTMLDivElement>();
  const walked = useWalkedPoints(view.walked, axes);
  const all = pointsOf(results, axes);
  const alone = results.setups.filter((result) => result.alone !== undefined);
  const box = boxOf(study, plan, results, axes);
  const reference: Pair | undefined = box && [box.reference[0] ?? 0, box.reference[1] ?? 0];
  const isShown = (point: Pair) => view.isLog || !box || isNear(point, box, axes);
  const points = all.filter(({ mean }) => isShown(mean));
  const seeds = points.flatMap((point) => point.seeds.filter(isShown));
  const means = points.map(({ mean }) => mean);
  const walks = walked.map(({ at }) => at);
  const extent = [...means, ...seeds, ...walks, ...(reference ? [reference] : [])];
  const plotWidth = Math.max(160, width - room.left - room.right);
  const frame = frontFrame(extent, [plotWidth, Math.min(440, Math.max(250, 0.6 * plotWidth))], view.isLog);

  const way = wayOf(sumsFrontOf(all, axes));
  const place = view.stand === undefined ? undefined : Math.min(view.stand, Math.max(0, way.length - 1));
  const stand = place === undefined ? undefined : standAt(way, place, plan, study);

  async function walk() {
    // On a point there is a run already.
    const runId = stand && !Number.isInteger(place) && (await startWarm(stand.experiment, stand.label, stand.donors));
    if (runId) addWalked(study.id, { runId, label: stand?.label ?? '' });
  }

  function moveReference(to: Pair) {
    if (!box) return;
    const ideal: Pair = [box.ideal[0] ?? 0, box.ideal[1] ?? 0];
    const next = { ideal, reference: to };
    if (isBox(next, axes)) setBox(study.id, { axes: [axes[0].key, axes[1].key], ...next });
  }

  return (
    <section className="front" aria-label="Front">
      <Style>{style}</Style>
      <AxisBar study={study} results={results} axes={axes} isLog={view.isLog} />
      <div className="front-main">
        <div className="front-figure" ref={ref}>
          {width > 0 && points.length > 0 && (
            <FrontDrawing
              frame={frame}
              axes={axes}
              experiment={study.study.experiment}
              points={points}
              box={box}
              alone={alone}
              chosen={view.chosen}
              onChoose={(chosen) => setResultsView(study.id, { chosen })}
            >
              {reference && <BoxHandle reference={reference} axes={axes} frame={frame} onMove={moveReference} />}
              <WalkedMarks walked={walked} frame={frame} />
              {place !== undefined && stand && (
                <WalkHandle
                  way={way}
                  place={place}
                  stand={stand}
                  frame={frame}
                  onMove={(to) => setResultsView(study.id, { stand: to })}
                  onStart={() => void walk()}
                />
              )}
            </FrontDrawing>
          )}
          {points.length === 0 && <p className="front-note">No run has a value on both axes yet.</p>}
          <Legend points={points} />
          {way.length > 1 && (
            <WalkBar studyId={study.id} way={way} place={place} stand={stand} onStart={() => void walk()} />
          )}
        </div>
        {view.chosen === undefined ? (
          <p className="front-panel front-note">
            Choose a point: it shows its values and runs, and can be taken to the desk.
          </p>
        ) : (
          <PointPanel study={study} results={results} place={view.chosen} axes={axes} points={all} />
        )}
      </div>
      <Volume {...{ study, plan, results, axes, box }} />
      <Leftovers all={all} shown={points} axes={axes} results={results} />
    </section>
  );
}

interface AxisBarProps extends Pick<PictureProps, 'study' | 'results'> {
  readonly axes: Axes;
  readonly isLog: boolean;
}

function AxisBar({ study, results: { measures }, axes, isLog }: AxisBarProps) {
  const keys = [axes[0].key, axes[1].key] as const;
  const choose = (i: 0 | 1, key: string) => {
    const other = keys[1 - i] ?? '';
    // Both the same would be a line: they change places.
    const next =
      key === other ? ([keys[1], keys[0]] as const) : i === 0 ? ([key, other] as const) : ([other, key] as const);
    setResultsView(study.id, { axes: next });
  };
  return (
    <div className="front-bar">
      {(['Across', 'Up'] as const).map((name, i) => (
        <label key={name}>
          {name}
          <select className="select" value={keys[i]} onChange={({ target }) => choose(i === 0 ? 0 : 1, target.value)}>
            {measures.map((measure) => (
              <option key={measure.key} value={measure.key}>
                {axisText(measure)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          className="checkbox"
          checked={isLog}
          onChange={({ target }) => setResultsView(study.id, { isLog: target.checked })}
        />
        logarithmic
      </label>
    </div>
  );
}
