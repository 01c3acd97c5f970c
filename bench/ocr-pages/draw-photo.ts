/** What a page on a screen looks like when it is photographed by hand: askew, unevenly lit, a little soft, with moiré. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** A photograph of `source` with a dark border; corners lie up to 4 % off their place. */
export function photographed(source: Canvas, random: () => number): Canvas {
  const border = Math.round(source.width * 0.06);
  const width = source.width + border * 2;
  const height = source.height + border * 2;
  const off = (length: number): number => (random() - 0.5) * 0.08 * length;
  const corner = (x: number, y: number) => ({ x: x + off(source.width), y: y + off(source.width) });
  const corners = [
    corner(border, border),
    corner(width - border, border),
    corner(width - border, height - border),
    corner(border, height - border),
  ] as const;
  const toSource = squareFrom(corners);
  const from = source.getContext('2d').getImageData(0, 0, source.width, source.height).data;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const [lightX, lightY] = [random() * width, random() * height];
  const [waveX, waveY] = [0.9 + random() * 0.8, 0.7 + random() * 0.9];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const { u, v } = toSource(x, y);
      const inside = u >= 0 && u < 1 && v >= 0 && v < 1;
      const light = 0.72 + 0.28 * Math.exp(-((x - lightX) ** 2 + (y - lightY) ** 2) / (width * width * 0.5));
      const moire = 1 + 0.025 * Math.sin(x * waveX) * Math.sin(y * waveY);
      const grain = (random() - 0.5) * 14;
      for (let channel = 0; channel < 3; channel++) {
        const value = inside ? softly(from, source.width, source.height, u, v, channel) : 38;
        image.data[at + channel] = value * light * (inside ? moire : 1) + grain;
      }
      image.data[at + 3] = 255;
    }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** The mean of the pixels around a place between 0 and 1, as a lens that is slightly out of focus sees it. */
function softly(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  u: number,
  v: number,
  channel: number,
): number {
  const x = u * width - 0.5;
  const y = v * height - 0.5;
  let sum = 0;
  for (const [dx, dy] of [
    [-0.6, -0.6],
    [0.6, -0.6],
    [-0.6, 0.6],
    [0.6, 0.6],
  ] as const) {
    const column = Math.min(width - 1, Math.max(0, Math.round(x + dx)));
    const row = Math.min(height - 1, Math.max(0, Math.round(y + dy)));
    sum += pixels[(row * width + column) * 4 + channel] ?? 0;
  }
  return sum / 4;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The projection that takes a quadrilateral (from its top left, clockwise) to the unit square. */
function squareFrom([a, b, c, d]: readonly [Point, Point, Point, Point]): (
  x: number,
  y: number,
) => { u: number; v: number } {
  // Square to quadrilateral (Heckbert 1989), then inverted by its adjugate.
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const dx1 = b.x - c.x;
  const dx2 = d.x - c.x;
  const dy1 = b.y - c.y;
  const dy2 = d.y - c.y;
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / whole;
  const h = (dx1 * sy - sx * dy1) / whole;
  const [m00, m01, m02] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x];
  const [m10, m11, m12] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y];
  return (x, y) => {
    const u = (m11 - m12 * h) * x + (m02 * h - m01) * y + (m01 * m12 - m02 * m11);
    const v = (m12 * g - m10) * x + (m00 - m02 * g) * y + (m02 * m10 - m00 * m12);
    const w = (m10 * h - m11 * g) * x + (m01 * g - m00 * h) * y + (m00 * m11 - m01 * m10);
    return { u: u / w, v: v / w };
  };
}
