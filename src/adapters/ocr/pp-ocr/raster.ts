/** Pixels to tensors: scales pictures and cuts out tilted lines, as the PP-OCR networks want them. */
import type { Picture } from '../../../ports/ocr-engine.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** Corners of a line as it is read: start of the top edge, end of the top edge, then the bottom edge back. */
export type Quad = readonly [Point, Point, Point, Point];

export interface Normalisation {
  /** Of blue, green, red, 0 to 1: the networks were trained in that order. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Halves a picture by averaging, again and again, until it is less than twice `width` wide. */
export function shrunkTo(picture: Picture, width: number): Picture {
  let current = picture;
  while (current.width >= width * 2 && current.height >= 2) current = halved(current);
  return current;
}

function halved(picture: Picture): Picture {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const from = picture.pixels;
  const pixels = new Uint8Array(width * height * 4);
  const stride = picture.width * 4;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, at = y * 2 * stride; x < width; x++, at += 8, to += 4) {
      for (let channel = 0; channel < 4; channel++) {
        const one = at + channel;
        pixels[to + channel] =
          ((from[one] ?? 0) + (from[one + 4] ?? 0) + (from[one + stride] ?? 0) + (from[one + stride + 4] ?? 0) + 2) >>
          2;
      }
    }
  }
  return { width, height, pixels };
}

/** Writes the part of `picture` under `quad`, scaled to `width` x `height`, as planes of blue, green and red. */
export function quadToPlanes(
  picture: Picture,
  quad: Quad,
  size: { readonly width: number; readonly height: number },
  { mean, deviation }: Normalisation,
  target: { readonly data: Float32Array; readonly offset: number; readonly stride: number },
): void {
  const { pixels, width: sourceWidth, height: sourceHeight } = picture;
  const [a, b, c, d] = quad;
  const { data, offset, stride } = target;
  const plane = stride * size.height;
  const scale = [0, 1, 2].map((channel) => 1 / (255 * (deviation[channel] ?? 1)));
  const shift = [0, 1, 2].map((channel) => (mean[channel] ?? 0) / (deviation[channel] ?? 1));
  const [scaleB = 1, scaleG = 1, scaleR = 1] = scale;
  const [shiftB = 0, shiftG = 0, shiftR = 0] = shift;
  const maxX = sourceWidth - 1;
  const maxY = sourceHeight - 1;
  for (let row = 0; row < size.height; row++) {
    const v = (row + 0.5) / size.height;
    const leftX = a.x + (d.x - a.x) * v;
    const leftY = a.y + (d.y - a.y) * v;
    const rightX = b.x + (c.x - b.x) * v;
    const rightY = b.y + (c.y - b.y) * v;
    let to = offset + row * stride;
    for (let column = 0; column < size.width; column++, to++) {
      const u = (column + 0.5) / size.width;
      const x = Math.min(maxX, Math.max(0, leftX + (rightX - leftX) * u - 0.5));
      const y = Math.min(maxY, Math.max(0, leftY + (rightY - leftY) * u - 0.5));
      const x0 = x | 0;
      const y0 = y | 0;
      const fx = x - x0;
      const fy = y - y0;
      const at = (y0 * sourceWidth + x0) * 4;
      const right = x0 < maxX ? 4 : 0;
      const below = y0 < maxY ? sourceWidth * 4 : 0;
      const w00 = (1 - fx) * (1 - fy);
      const w10 = fx * (1 - fy);
      const w01 = (1 - fx) * fy;
      const w11 = fx * fy;
      const red =
        (pixels[at] ?? 0) * w00 +
        (pixels[at + right] ?? 0) * w10 +
        (pixels[at + below] ?? 0) * w01 +
        (pixels[at + right + below] ?? 0) * w11;
      const green =
        (pixels[at + 1] ?? 0) * w00 +
        (pixels[at + right + 1] ?? 0) * w10 +
        (pixels[at + below + 1] ?? 0) * w01 +
        (pixels[at + right + below + 1] ?? 0) * w11;
      const blue =
        (pixels[at + 2] ?? 0) * w00 +
        (pixels[at + right + 2] ?? 0) * w10 +
        (pixels[at + below + 2] ?? 0) * w01 +
        (pixels[at + right + below + 2] ?? 0) * w11;
      data[to] = blue * scaleB - shiftB;
      data[to + plane] = green * scaleG - shiftG;
      data[to + plane * 2] = red * scaleR - shiftR;
    }
  }
}

/** The whole picture as a quad. */
export function wholeQuad({ width, height }: { readonly width: number; readonly height: number }): Quad {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Length and height of a line, in the picture's pixels. */
export function quadSize([a, b, c, d]: Quad): { width: number; height: number } {
  return { width: Math.max(distance(a, b), distance(d, c)), height: Math.max(distance(a, d), distance(b, c)) };
}
