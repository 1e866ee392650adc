/** The hypervolume of all points and of the sums, its box in numbers, and in more measures than can be drawn. */
import { useId } from 'react';
import { type Measure, measureName } from '../../../../../core/compare/measures.ts';
import type { FieldMeta } from '../../../../../core/fields.ts';
import type { Axes, Pair } from '../../../../../core/study/axes.ts';
import { boxOf, isBox, type MeasuredBox, shareOf } from '../../../../../core/study/frontBox.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import { isWeightedSum } from '../../../../../core/study/sums.ts';
import { counted } from '../../../../../core/words.ts';
import { setBox } from '../../../../actions/study.ts';
import { NumberInput } from '../../../../forms/NumberInput.tsx';
import { TermText } from '../../../../TermText.tsx';
import type { PictureProps } from '../picture.ts';
import { setResultsView, useResultsView } from '../resultsState.ts';

interface VolumeProps extends PictureProps {
  readonly axes: Axes;
  readonly box: MeasuredBox | undefined;
}

export function Volume({ study, plan, results, axes, box }: VolumeProps) {
  const { more } = useResultsView(study.id);
  const added = results.measures.filter(({ key }) => more.includes(key) && axes.every((axis) => axis.key !== key));
  const all = [...axes, ...added];
  const allBox = added.length > 0 ? boxOf(study, plan, results, all) : undefined;
  return (
    <div className="front-volumes">
      <p role="status">
        <TermText text={box ? volumeText(results.setups, box, axes) : 'The hypervolume comes with the first runs.'} />
      </p>
      <details>
        <summary>Box and measures of the hypervolume</summary>
        <p className="front-note">
          In units of the box from the ideal to the reference point: 1 is the most there can be. The usual box goes from
          the best values of the first run of every weighted sum (of every method where there are no sums) to a tenth
          beyond the worst; hypervolumes of one box can be compared.
        </p>
        {box && (
          <div className="front-box">
            {(['ideal', 'reference'] as const).map((end) =>
              axes.map((measure, i) => (
                <BoxNumber
                  key={`${end} ${measure.key}`}
                  label={`${end === 'ideal' ? 'Ideal' : 'Reference'}, ${measureName(measure)}`}
                  value={box[end][i] ?? 0}
                  onChange={(value) => moveBox(study.id, axes, box, end, i, value)}
                />
              )),
            )}
          </div>
        )}
        <fieldset className="front-more">
          <legend>Counted beside the two axes, as a number only</legend>
          {results.measures
            .filter(({ key }) => axes.every((axis) => axis.key !== key))
            .map((measure) => (
              <label key={measure.key}>
                <input
                  type="checkbox"
                  className="checkbox"
                  checked={more.includes(measure.key)}
                  onChange={({ target }) =>
                    setResultsView(study.id, {
                      more: target.checked ? [...more, measure.key] : more.filter((one) => one !== measure.key),
                    })
                  }
                />
                {measureName(measure)}
              </label>
            ))}
        </fieldset>
        {added.length > 0 && (
          <p role="status">
            {allBox
              ? `In ${all.length} measures: ${volumeText(results.setups, allBox, all)}`
              : 'There is no box in these measures: one of them is the same everywhere.'}
          </p>
        )}
      </details>
    </div>
  );
}

/** Moves one number of the box; one that would make it empty is not taken. */
function moveBox(
  studyId: string,
  axes: Axes,
  box: MeasuredBox,
  end: 'ideal' | 'reference',
  i: number,
  value: number,
): void {
  const pair = (point: readonly number[]): Pair => [point[0] ?? 0, point[1] ?? 0];
  const set = (point: Pair): Pair => (i === 0 ? [value, point[1]] : [point[0], value]);
  const moved = { ideal: pair(box.ideal), reference: pair(box.reference) };
  const next = { ...moved, [end]: set(moved[end]) };
  if (isBox(next, axes)) setBox(studyId, { axes: [axes[0].key, axes[1].key], ...next });
}

/** "Hypervolume 0.71 of the box, 0.70 by the weighted sums alone." */
function volumeText(setups: readonly SetupResult[], box: MeasuredBox, measures: readonly Measure[]): string {
  const pointsOf = (some: readonly SetupResult[]) =>
    some.flatMap(({ final, alone }) => {
      const point = measures.map(({ key }) => final.get(key)?.mean ?? Number.NaN);
      return alone === undefined && point.every(Number.isFinite) ? [point] : [];
    });
  const points = pointsOf(setups);
  const sums = setups.filter(isWeightedSum);
  const { share, beyond } = shareOf(points, box, measures);
  const bySums = sums.length > 1 && sums.length < setups.length;
  return [
    `Hypervolume ${share.toFixed(3)} of the box`,
    bySums ? `, ${shareOf(pointsOf(sums), box, measures).share.toFixed(3)} by the weighted sums alone` : '',
    '.',
    beyond.length > 0
      ? ` ${counted(beyond.length, 'point')} beyond the reference ${beyond.length === 1 ? 'adds' : 'add'} nothing.`
      : '',
    box.isFixed ? '' : ' The box still moves: not every combination has a run.',
  ].join('');
}

const boxHelp =
  'A corner of the box in which the hypervolume is counted: the ideal is the best of it, the reference the worst.';

interface BoxNumberProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function BoxNumber({ label, value, onChange }: BoxNumberProps) {
  const id = useId();
  const shown = Number(value.toPrecision(4));
  const meta: FieldMeta = { control: 'number', label, help: boxHelp, default: shown, min: -1e9, max: 1e9 };
  return (
    <span>
      <label htmlFor={id}>{label}</label>
      <NumberInput id={id} meta={meta} value={shown} onChange={onChange} />
    </span>
  );
}
