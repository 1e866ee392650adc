/** The image that goes into the network: a real one of the run's dataset, a drawn shirt before there is one. */

import { describeData } from '../../core/datasets/describe.ts';
import { PixelImage } from '../charts/PixelImage.tsx';
import { shownRun, useStore } from '../store.ts';

export function SampleImage() {
  const pixels = useStore((state) => shownRun(state)?.dataset?.gallery[0]?.pixels);
  const experiment = useStore((state) => shownRun(state)?.experiment);
  if (pixels && experiment) {
    const { width, height } = describeData(experiment);
    return <PixelImage pixels={pixels} width={width} height={height} label="" className="net-sample" />;
  }
  return (
    <svg className="net-sample" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M11 6 L4 10 L7 16 L10 14 L10 27 L22 27 L22 14 L25 16 L28 10 L21 6 Q16 10 11 6 Z" />
    </svg>
  );
}
