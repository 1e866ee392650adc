/** What came out over the values of a number that is varied: a picture a measure, read and chosen together. */
import { useMemo, useState } from 'react';
import { linesOf, uncertaintyText } from '../../../../core/study/curve/curve.ts';
import { variedNumbers } from '../../../../core/study/curve/variedNumber.ts';
import { lossMeasures, mainMeasures } from '../../../../core/study/finding/candidates.ts';
import type { SetupResult } from '../../../../core/study/results.ts';
import { capitalised } from '../../../../core/words.ts';
import { type RunLook, runLooks } from '../../../charts/overlay/runLook.ts';
import { Style } from '../../../Style.tsx';
import { ChosenRuns } from './curve/ChosenRuns.tsx';
import { CrossValidation } from './curve/CrossValidation.tsx';
import { CurvePlot } from './curve/CurvePlot.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './curve/curve.css?inline';
import { pointText } from './curve/pointText.ts';
import type { PictureProps } from './picture.ts';
import { setResultsView, useResultsView } from './resultsState.ts';

export function Curve({ study: kept, plan, results }: PictureProps) {
  const { study } = kept;
  const numbers = useMemo(() => variedNumbers(study, plan), [study, plan]);
  const [along, setAlong] = useState(0);
  const [isByLoss, setByLoss] = useState(false);
  const [readPlace, setRead] = useState<number>();
  const { chosen } = useResultsView(kept.id);
  const varied = numbers[along] ?? numbers[0];
  if (!varied) return null;

  const { setups } = results;
  const main = mainMeasures(results);
  const losses = lossMeasures(results, study);
  const measures = isByLoss || main.length === 0 ? losses : main;
  const drawn = measures.map((measure) => ({ measure, lines: linesOf(setups, varied, measure, study) }));
  const labels = [...new Set(drawn.flatMap(({ lines }) => lines.map(({ label }) => label)))];
  const looks = runLooks(labels.map((_, i) => ({ isShown: i === 0, isBaseline: false })));
  const lookOf = (label: string) => looks[labels.indexOf(label)];
  const [read, shown] = [readPlace, chosen].map((place) => (place === undefined ? undefined : setups[place]));
  const told = read ?? shown;
  const choose = (result: SetupResult) => {
    const place = setups.indexOf(result);
    setResultsView(kept.id, { chosen: place === chosen ? undefined : place });
  };
  return (
    <section className="curves" aria-label={`Over ${varied.name}`}>
      <Style>{style}</Style>
      <div className="curve-bar">
        {numbers.length > 1 && (
          <label>
            Along{' '}
            <select className="chart-choice" value={along} onChange={(event) => setAlong(Number(event.target.value))}>
              {numbers.map(({ name, place }, i) => (
                <option key={place} value={i}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {main.length > 0 && losses.length > 0 && (
          <label>
            Judged by{' '}
            <select
              className="chart-choice"
              value={isByLoss ? 'losses' : 'metrics'}
              onChange={(event) => setByLoss(event.target.value === 'losses')}
            >
              <option value="metrics">metrics</option>
              <option value="losses">validation losses</option>
            </select>
          </label>
        )}
        <span>{capitalised(uncertaintyText(study))}.</span>
        {labels.length > 1 && (
          <ul className="curve-legend">
            {labels.map((label) => (
              <li key={label}>
                <Swatch look={lookOf(label)} /> {label}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="curve-reading">
        {told ? pointText(told, measures, study) : 'Point at a value to read it; a click shows its runs.'}
      </p>
      <div className="curve-plots">
        {drawn.map(({ measure, lines }) => (
          <CurvePlot
            key={measure.key}
            {...{ study, plan, varied, measure, lines, read, onChoose: choose }}
            looks={lines.flatMap(({ label }) => lookOf(label) ?? [])}
            chosen={shown}
            onRead={(result) => setRead(result && setups.indexOf(result))}
          />
        ))}
        {study.folds > 0 && labels.length === 1 && !varied.isDrawn && (
          <CrossValidation study={kept} {...{ plan, results, varied, measures }} />
        )}
      </div>
      {shown && <ChosenRuns studyId={kept.id} study={study} result={shown} measures={measures} />}
    </section>
  );
}

function Swatch({ look }: { readonly look: RunLook | undefined }) {
  return (
    <svg width="26" height="8" aria-hidden="true">
      <path d="M0 4H26" stroke="var(--ink-2)" strokeWidth={look?.width} strokeDasharray={look?.dash} />
    </svg>
  );
}
