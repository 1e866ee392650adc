/** A small picture from bytes, drawn with hard pixels. */
import { memo, useEffect, useRef } from 'react';

interface Props {
  /** height·width·depth bytes; depth 1 is grey, 3 is RGB. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Said by a screen reader; empty where the words beside it say it. */
  readonly label: string;
  readonly className?: string;
}

/** A canvas of width×height pixels; its size on the page comes from CSS. */
export const PixelImage = memo(function PixelImage({ pixels, width, height, label, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // In memory: for so few pixels a surface on the graphics card costs more than it saves.
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context || width < 1 || height < 1) return;
    context.putImageData(new ImageData(rgba(pixels, width * height), width, height), 0, 0);
  }, [pixels, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={className ?? 'pixels'}
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
});

/** RGBA bytes of grey or RGB ones; what is missing is black. */
function rgba(pixels: Uint8Array, count: number): Uint8ClampedArray<ArrayBuffer> {
  const depth = pixels.length >= 3 * count ? 3 : 1;
  const result = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) result[4 * i + c] = pixels[depth * i + (depth === 3 ? c : 0)] ?? 0;
    result[4 * i + 3] = 255;
  }
  return result;
}
