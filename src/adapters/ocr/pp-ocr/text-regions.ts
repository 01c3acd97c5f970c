/** Finds the lines in the probability map of the PP-OCR detection network (differentiable binarisation). */
import type { Point, Quad } from './raster.ts';

export interface TextRegion {
  readonly quad: Quad;
  /** Mean probability of the region's pixels. */
  readonly score: number;
}

const PIXEL_THRESHOLD = 0.3;
const REGION_THRESHOLD = 0.6;
/**
 * The network marks the core of a line; the box is grown by area times this over perimeter. PaddleOCR takes 1.5, which
 * cuts strokes at the edge: measured on the test pages, 2 halves the errors and costs nothing.
 */
const GROWTH = 2;
/** Pixels of the map; thinner regions are noise. */
const THINNEST = 3;

/** `map` is row by row, `width` x `height`. Quads are in pixels of the map, their top edge the longer side's upper one. */
export function textRegions(map: Float32Array, width: number, height: number): TextRegion[] {
  const seen = new Uint8Array(width * height);
  const regions: TextRegion[] = [];
  const stack: number[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || (map[start] ?? 0) <= PIXEL_THRESHOLD) continue;
    const left = new Map<number, number>();
    const right = new Map<number, number>();
    let sum = 0;
    let count = 0;
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      sum += map[at] ?? 0;
      count++;
      if (x < (left.get(y) ?? width)) left.set(y, x);
      if (x > (right.get(y) ?? -1)) right.set(y, x);
      for (let dy = -1; dy <= 1; dy++) {
        const row = y + dy;
        if (row < 0 || row >= height) continue;
        for (let dx = -1; dx <= 1; dx++) {
          const column = x + dx;
          if (column < 0 || column >= width) continue;
          const next = row * width + column;
          if (seen[next] || (map[next] ?? 0) <= PIXEL_THRESHOLD) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    const score = sum / count;
    if (score < REGION_THRESHOLD) continue;
    const points: Point[] = [];
    for (const [y, x] of left) points.push({ x, y }, { x, y: y + 1 });
    for (const [y, x] of right) points.push({ x: x + 1, y }, { x: x + 1, y: y + 1 });
    const rectangle = smallestRectangle(points);
    if (Math.min(rectangle.width, rectangle.height) < THINNEST) continue;
    const growth = (rectangle.width * rectangle.height * GROWTH) / (2 * (rectangle.width + rectangle.height));
    regions.push({ quad: cornersOf(rectangle, growth), score });
  }
  return regions;
}

interface Rectangle {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  /** Of the width's direction, radians. */
  readonly angle: number;
}

/** The rectangle of least area around the points, by rotating calipers over their hull. */
function smallestRectangle(points: readonly Point[]): Rectangle {
  const hull = convexHull(points);
  let best: Rectangle | undefined;
  let bestArea = Number.POSITIVE_INFINITY;
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] ?? from;
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of hull) {
      const u = x * cos + y * sin;
      const v = y * cos - x * sin;
      if (u < minU) minU = u;
      if (u > maxU) maxU = u;
      if (v < minV) minV = v;
      if (v > maxV) maxV = v;
    }
    const area = (maxU - minU) * (maxV - minV);
    if (area < bestArea) {
      bestArea = area;
      const u = (minU + maxU) / 2;
      const v = (minV + maxV) / 2;
      best = {
        centre: { x: u * cos - v * sin, y: u * sin + v * cos },
        width: maxU - minU,
        height: maxV - minV,
        angle,
      };
    }
  }
  return best ?? { centre: { x: 0, y: 0 }, width: 0, height: 0, angle: 0 };
}

function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [before, last] = [chain.at(-2), chain.at(-1)];
        if (!before || !last || turn(before, last, point) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** Corners from the top left on, for a reader whose page is tilted by less than 45 degrees. */
function cornersOf({ centre, width, height, angle }: Rectangle, growth: number): Quad {
  // Turned by quarter turns until the first axis points right.
  const quarters = Math.round(angle / (Math.PI / 2));
  const turned = angle - quarters * (Math.PI / 2);
  const swapped = Math.abs(quarters) % 2 === 1;
  const long = swapped ? height : width;
  const high = swapped ? width : height;
  const halfWidth = long / 2 + growth;
  const halfHeight = high / 2 + growth;
  const cos = Math.cos(turned);
  const sin = Math.sin(turned);
  const corner = (u: number, v: number): Point => ({
    x: centre.x + u * cos - v * sin,
    y: centre.y + u * sin + v * cos,
  });
  return [
    corner(-halfWidth, -halfHeight),
    corner(halfWidth, -halfHeight),
    corner(halfWidth, halfHeight),
    corner(-halfWidth, halfHeight),
  ];
}
