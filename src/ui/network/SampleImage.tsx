/** The image that goes into the network: a real one of the run's dataset, a drawn shirt before there is one. */
import { useEffect, useRef } from 'react';
import { activeRun, useStore } from '../store.ts';

export function SampleImage() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useStore((state) => activeRun(state)?.dataset?.gallery[0]?.pixels);
  const size = pixels ? Math.round(Math.sqrt(pixels.length / 3)) : 0;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !pixels) return;
    const picture = context.createImageData(size, size);
    for (let i = 0; i < size * size; i++) {
      picture.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
      picture.data[4 * i + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
  }, [pixels, size]);
  if (pixels) return <canvas ref={canvas} className="net-sample" width={size} height={size} />;
  return (
    <svg className="net-sample" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M11 6 L4 10 L7 16 L10 14 L10 27 L22 27 L22 14 L25 16 L28 10 L21 6 Q16 10 11 6 Z" />
    </svg>
  );
}
