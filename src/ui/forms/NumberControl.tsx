/** A number by slider, where its range makes one useful, and by its digits. Keys and screen readers use the digits. */
import { Slider } from 'radix-ui';
import { NumberInput, type NumberInputProps } from './NumberInput.tsx';
import { fromSlider, hasSlider, toSlider } from './scale.ts';
import { useGesture } from './useGesture.ts';

export function NumberControl(props: NumberInputProps) {
  const { meta, value, onChange } = props;
  const begin = useGesture();
  return (
    <div className="field-number">
      {hasSlider(meta) && (
        <Slider.Root
          className="slider"
          min={0}
          max={1}
          step={0.001}
          value={[toSlider(meta, value)]}
          onPointerDown={() => begin('pointer')}
          onValueChange={([place]) => {
            const next = fromSlider(meta, place ?? 0);
            if (next !== value) onChange(next);
          }}
        >
          <Slider.Track className="slider-track">
            <Slider.Range className="slider-range" />
          </Slider.Track>
          <Slider.Thumb className="slider-thumb" tabIndex={-1} aria-hidden="true" />
        </Slider.Root>
      )}
      <NumberInput {...props} />
    </div>
  );
}
