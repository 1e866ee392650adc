/** The textbook's a and 1 − a: with two linked losses, one slider from the one to the other. */
import { Slider } from 'radix-ui';
import { lossName } from '../../core/losses/names.ts';
import { useGesture } from '../forms/useGesture.ts';
import { Vary } from '../forms/vary/Vary.tsx';
import { lossLook } from '../lossLook.ts';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { linkable } from './linkedFaders.ts';

/** The slider; nothing is drawn unless exactly two losses can be linked. */
export function TradeSlider({ onFader }: { readonly onFader: (lossId: string, fader: number) => void }) {
  const begin = useGesture();
  const experiment = useStore((state) => state.experiment);
  const [first, second, third] = linkable(experiment.losses);
  if (!first || !second || third) return null;
  const looks = [lossLook(experiment, first.id), lossLook(experiment, second.id)] as const;
  const names = [lossName(experiment, first.id), lossName(experiment, second.id)] as const;
  return (
    <div className="trade">
      <span className="trade-end" style={{ color: looks[1].text }}>
        1 − a = {second.fader.toFixed(2)}
      </span>
      <Slider.Root
        className="trade-root"
        min={0}
        max={1}
        step={0.01}
        value={[first.fader]}
        onPointerDown={() => begin('pointer')}
        onKeyDown={() => begin('key')}
        onValueChange={([a]) => a !== undefined && onFader(first.id, a)}
      >
        <Slider.Track className="trade-track" style={{ background: looks[1].color }}>
          <Slider.Range className="trade-range" style={{ background: looks[0].color }} />
        </Slider.Track>
        <Slider.Thumb className="trade-thumb" aria-label={`a, the fader of ${names[0]}; ${names[1]} has the rest`} />
      </Slider.Root>
      <span className="trade-end" style={{ color: looks[0].text }}>
        <Term id="trade-slider">a</Term> = {first.fader.toFixed(2)}
      </span>
      <Vary at={[first, second].map(({ id }) => `losses.${id}.fader`)} join="shares" name="a" />
    </div>
  );
}
