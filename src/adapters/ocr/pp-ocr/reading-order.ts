/** Puts the lines of a page into reading order, on tilted pages too. */
import { type Quad, quadSize } from './raster.ts';

/** Indices of the quads in reading order: rows from the top, in a row from the left. */
export function readingOrder(quads: readonly Quad[]): number[] {
  const tilt = tiltOf(quads);
  const cos = Math.cos(-tilt);
  const sin = Math.sin(-tilt);
  const placed = quads.map((quad, index) => {
    const x = quad.reduce((sum, point) => sum + point.x, 0) / 4;
    const y = quad.reduce((sum, point) => sum + point.y, 0) / 4;
    const { width, height } = quadSize(quad);
    const centre = { x: x * cos - y * sin, y: x * sin + y * cos };
    return { index, left: centre.x - width / 2, middle: centre.y, height };
  });
  placed.sort((a, b) => a.middle - b.middle);
  const order: number[] = [];
  let row: typeof placed = [];
  const flush = (): void => {
    row.sort((a, b) => a.left - b.left);
    order.push(...row.map(({ index }) => index));
    row = [];
  };
  for (const line of placed) {
    const first = row[0];
    if (first && line.middle - first.middle > Math.min(line.height, first.height) * 0.5) flush();
    row.push(line);
  }
  flush();
  return order;
}

/** Radians that the lines rise or fall by; the median of the long ones. */
function tiltOf(quads: readonly Quad[]): number {
  const angles = quads
    .filter((quad) => {
      const { width, height } = quadSize(quad);
      return width > height * 4;
    })
    .map(([a, b]) => Math.atan2(b.y - a.y, b.x - a.x))
    .sort((a, b) => a - b);
  return angles[Math.floor(angles.length / 2)] ?? 0;
}
