/** Finds out how a page was turned when it was scanned or photographed, and turns its pixels back. */
import type { Box } from '../../../model/passage.ts';
import type { Picture } from '../../../ports/ocr-engine.ts';
import { type Quad, quadSize } from './raster.ts';
import type { TextRegion } from './text-regions.ts';

/** Quarter turns clockwise that were applied to the picture. */
export type Turns = 0 | 1 | 2 | 3;

/** A line is upright when it is this much longer than high, and lies on its side when it is this much higher. */
const CLEARLY = 1.8;

/** Whether most of the text, by area, stands in tall narrow regions. */
export function liesOnItsSide(regions: readonly TextRegion[]): boolean {
  let tall = 0;
  let wide = 0;
  for (const { quad } of regions) {
    const { width, height } = quadSize(quad);
    if (height > width * CLEARLY) tall += width * height;
    else if (width > height * CLEARLY) wide += width * height;
  }
  return tall > wide * 1.5;
}

export function turned(picture: Picture, turns: Turns): Picture {
  if (turns === 0) return picture;
  const { width, height } = picture;
  // Pixels that came from another process may start anywhere in their buffer.
  const aligned = picture.pixels.byteOffset % 4 === 0 ? picture.pixels : picture.pixels.slice();
  const from = new Uint32Array(aligned.buffer, aligned.byteOffset, width * height);
  const size = turns === 2 ? { width, height } : { width: height, height: width };
  const to = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const target =
        turns === 1
          ? x * size.width + (height - 1 - y)
          : turns === 2
            ? (height - 1 - y) * width + (width - 1 - x)
            : (width - 1 - x) * size.width + y;
      to[target] = from[at] ?? 0;
    }
  }
  return { ...size, pixels: new Uint8Array(to.buffer) };
}

/** The box around a quad of the turned picture, in the pixels of the picture as it was (`width` x `height`). */
export function boxBefore(quad: Quad, turns: Turns, size: { readonly width: number; readonly height: number }): Box {
  const points = quad.map(({ x, y }) => {
    if (turns === 1) return { x: y, y: size.height - x };
    if (turns === 2) return { x: size.width - x, y: size.height - y };
    if (turns === 3) return { x: size.width - y, y: x };
    return { x, y };
  });
  const clamp = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)) * 10) / 10;
  const left = clamp(Math.min(...points.map(({ x }) => x)), size.width);
  const top = clamp(Math.min(...points.map(({ y }) => y)), size.height);
  const right = clamp(Math.max(...points.map(({ x }) => x)), size.width);
  const bottom = clamp(Math.max(...points.map(({ y }) => y)), size.height);
  return [left, top, right - left, bottom - top];
}
