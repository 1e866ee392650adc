/** One unit of the step, written out: its sum, and for one of its weights the gradients, their combination and the update. */
import { describeData } from '../../../core/datasets/describe.ts';
import { activations } from '../../../core/layers/params.ts';
import type { Arithmetic } from '../../../core/run/dissection.ts';
import { titlesOf } from '../../../core/titles.ts';
import { select } from '../../actions/look.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import { useStore } from '../../store.ts';
import { Block, Line } from './Block.tsx';
import type { StageProps } from './stageTexts.ts';
import { exactText, factorsOf } from './unitTexts.ts';
import { summingLayers, useUnit } from './useUnit.ts';
import { WeightLines } from './WeightLines.tsx';

/** Terms of the sum that are written out; the rest is summed up. */
const writtenOut = 6;

export function UnitPanel({ stage, told }: StageProps) {
  const { experiment, dissection } = told;
  const { unit, arithmetic, choose } = useUnit(experiment, stage.pass);
  const isLayerSelected = useStore((state) => state.selection.some((one) => one.kind === 'layer'));
  if (!unit || dissection.passes.length === 0) return null;
  const titles = titlesOf(experiment);
  const { width, height } = describeData(experiment);
  const [rows = 1, columns = 1] = arithmetic?.shape.length === 3 ? arithmetic.shape : [];
  const shown = arithmetic?.unit ?? unit;
  const isForward = stage.kind === 'batch' || stage.kind === 'forward' || stage.kind === 'loss';
  return (
    <section className="step-unit" aria-label="One unit">
      <div className="step-unit-head">
        <b>One unit</b>
        <select
          className="chart-choice"
          aria-label="Layer of the unit"
          value={unit.layer}
          onChange={({ target }) => {
            if (isLayerSelected) select({ kind: 'layer', id: target.value });
            choose({ layer: target.value });
          }}
        >
          {summingLayers(experiment).map((id) => (
            <option key={id} value={id}>
              {titles.get(id)}
            </option>
          ))}
        </select>
        <Place
          label="output"
          value={shown.channel ?? 0}
          count={arithmetic?.shape.at(-1) ?? 1}
          onChange={(channel) => choose({ channel })}
        />
        {rows * columns > 1 && (
          <>
            <Place label="row" value={shown.row ?? 0} count={rows} onChange={(row) => choose({ row })} />
            <Place label="column" value={shown.column ?? 0} count={columns} onChange={(column) => choose({ column })} />
          </>
        )}
        <fieldset className="step-unit-images">
          <legend className="visually-hidden">Image of the batch</legend>
          {dissection.batch.images.map(({ pixels }, i) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the images of a batch keep their order
              key={i}
              type="button"
              aria-pressed={i === shown.image}
              aria-label={`Image ${i + 1}`}
              onClick={() => choose({ image: i })}
            >
              <PixelImage pixels={pixels} width={width} height={height} label="" />
            </button>
          ))}
        </fieldset>
      </div>
      {arithmetic ? (
        <>
          <Block title="Forward" isNow={stage.kind === 'forward'}>
            {isForward ? (
              <Sum arithmetic={arithmetic} onChoose={(weight) => choose({ weight })} />
            ) : (
              <Line of={`output a of image ${shown.image + 1}`} is={exactText(arithmetic.value)} />
            )}
          </Block>
          {!isForward && <WeightLines arithmetic={arithmetic} stage={stage} told={told} />}
        </>
      ) : (
        <p className="chart-note">The arithmetic of a unit comes with the next step.</p>
      )}
    </section>
  );
}

interface PlaceProps {
  readonly label: string;
  readonly value: number;
  readonly count: number;
  readonly onChange: (value: number) => void;
}

/** A place from 1 to `count`. */
function Place({ label, value, count, onChange }: PlaceProps) {
  return (
    <label className="step-place">
      {label}{' '}
      <input
        type="number"
        min={1}
        max={count}
        value={value + 1}
        onChange={({ target }) => {
          const typed = target.valueAsNumber;
          if (Number.isInteger(typed)) onChange(Math.max(0, Math.min(count - 1, typed - 1)));
        }}
      />
    </label>
  );
}

/** Σ input · weight + bias, the largest terms one by one. */
function Sum({
  arithmetic,
  onChoose,
}: {
  readonly arithmetic: Arithmetic;
  readonly onChoose: (weight: number) => void;
}) {
  const { bias, sum, value, activation, unit } = arithmetic;
  const factors = factorsOf(arithmetic);
  const written = factors.filter(({ index }, at) => at < writtenOut || index === unit.weight);
  const rest = factors.filter((one) => !written.includes(one)).reduce((total, { product }) => total + product, 0);
  const count = factors.length - written.length;
  const name = activations.find((one) => one.value === activation)?.label ?? activation;
  return (
    <>
      {written.map(({ index, input, weight, product, where }) => (
        <button
          key={index}
          type="button"
          className="step-factor"
          aria-pressed={index === unit.weight}
          title={`Input ${where}: look at its weight`}
          onClick={() => onChoose(index)}
        >
          <span>
            {exactText(input)} × {exactText(weight)}
          </span>
          <span>{exactText(product)}</span>
        </button>
      ))}
      {count > 0 && <Line of={`${count} smaller ${count === 1 ? 'product' : 'products'}`} is={exactText(rest)} />}
      <Line of="bias" is={exactText(bias)} />
      <Line of="sum z" is={exactText(sum)} isSum />
      <Line of={activation === 'linear' ? 'output a = z' : `output a = ${name}(z)`} is={exactText(value)} isSum />
    </>
  );
}
