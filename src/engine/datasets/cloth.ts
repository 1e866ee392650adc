/** The colours of a garment before light: cloth, print, and the details laid over them. */
import { type ColourId, colours } from '../../core/datasets/wardrobe.ts';
import type { Box, Canvas } from './canvas.ts';
import { DIAGONAL, mix, place, STRIDE } from './field.ts';
import type { Garment } from './garments.ts';
import { clamp, makePrint, printAt } from './print.ts';
import type { Rgb, Scene } from './scene.ts';

/** The second colour of a pattern. Less of it than of the cloth is seen, so that the cloth gives the label. */
const accents = {
  red: [0.97, 0.92, 0.85],
  orange: [0.99, 0.94, 0.84],
  yellow: [0.5, 0.38, 0.16],
  green: [0.93, 0.95, 0.84],
  blue: [0.9, 0.94, 0.98],
  purple: [0.94, 0.9, 0.97],
  white: [0.52, 0.57, 0.64],
  black: [0.68, 0.69, 0.72],
} as const satisfies Record<ColourId, Rgb>;

/** Writes the colours of the pixels in the box that the garment covers into `canvas.dyes`. */
export function dye(canvas: Canvas, scene: Scene, garment: Garment, box: Box): void {
  const { size, middles, distances, dyes } = canvas;
  const { centre, scale } = scene;
  const [cos, sin] = scene.rotation;
  const perX = 1 / scale[0];
  const perY = 1 / scale[1];
  const unitPx = scale[1] * size;
  const reach = 0.5 / unitPx;
  const colour = scene.cloth;
  const accent = accents[colours[scene.colour]!.id];
  const print = makePrint(scene, unitPx);
  const { layers, details } = garment;
  const { planes, values } = details;

  for (let pixelRow = box.top; pixelRow <= box.bottom; pixelRow++) {
    const py = middles[pixelRow]! - centre[1];
    for (let pixelColumn = box.left; pixelColumn <= box.right; pixelColumn++) {
      const pixel = pixelRow * size + pixelColumn;
      if (distances[pixel]! >= reach) continue;
      const px = middles[pixelColumn]! - centre[0];
      const x = (cos * px + sin * py) * perX;
      const y = (cos * py - sin * px) * perY;
      const u = place(x);
      const v = place(y);
      const column = u | 0;
      const row = v | 0;
      const at = (row * STRIDE + column) * planes;
      let amount = printAt(print, x, y);
      let tone = 1;
      let painted = 0;
      let paint: Rgb = accent;
      for (let plane = 0; plane < planes; plane++) {
        // This far from one corner of a cell, a detail covers nothing of the cell.
        if (values[at + plane]! > reach + DIAGONAL) continue;
        const coverage = clamp(0.5 - mix(values, at + plane, planes, u - column, v - row) * unitPx);
        if (coverage === 0) continue;
        const layer = layers[plane]!;
        if (layer.plain) amount *= 1 - coverage;
        if (layer.paint) {
          paint = layer.paint;
          painted = Math.max(painted * (1 - coverage), coverage);
        }
        tone = tone * (1 - coverage) + (layer.paint ? 1 : layer.tone) * coverage;
      }
      for (let channel = 0; channel < 3; channel++) {
        const dyed = colour[channel]! * (1 - amount) + accent[channel]! * amount;
        // A lighter tone mixes towards white: multiplied, a saturated colour would not get lighter.
        const toned = tone > 1 ? dyed + (1 - dyed) * (tone - 1) : dyed * tone;
        dyes[pixel * 3 + channel] = toned * (1 - painted) + paint[channel]! * painted;
      }
    }
  }
}
