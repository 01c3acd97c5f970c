/** Regions in made-up probability maps. */
import { expect, test } from 'vitest';
import { type Point, type Quad, quadSize } from './raster.ts';
import { readingOrder } from './reading-order.ts';
import { textRegions } from './text-regions.ts';

function map(width: number, height: number, inside: (x: number, y: number) => boolean, value = 0.9): Float32Array {
  return Float32Array.from({ length: width * height }, (_, at) =>
    inside(at % width, Math.floor(at / width)) ? value : 0,
  );
}

test('a bar becomes one region around it, grown on all sides', () => {
  const regions = textRegions(
    map(200, 60, (x, y) => x >= 40 && x < 140 && y >= 20 && y < 30),
    200,
    60,
  );
  expect(regions).toHaveLength(1);
  const [a, , c] = regions[0]?.quad ?? [];
  expect(a?.x).toBeLessThan(40);
  expect(a?.y).toBeLessThan(20);
  expect(c?.x).toBeGreaterThan(140);
  expect(c?.y).toBeGreaterThan(30);
  expect(regions[0]?.score).toBeCloseTo(0.9);
});

test('faint and thin regions are noise', () => {
  expect(
    textRegions(
      map(100, 50, (x, y) => x > 10 && x < 80 && y > 20 && y < 30, 0.4),
      100,
      50,
    ),
  ).toEqual([]);
  expect(
    textRegions(
      map(100, 50, (x, y) => x > 10 && x < 80 && y === 20),
      100,
      50,
    ),
  ).toEqual([]);
});

test('a tilted bar keeps its length and its slope', () => {
  const slope = Math.tan((10 * Math.PI) / 180);
  const [region] = textRegions(
    map(300, 120, (x, y) => x > 20 && x < 280 && Math.abs(y - 30 - x * slope) < 6),
    300,
    120,
  );
  const [a, b] = region?.quad ?? [];
  expect(Math.atan2((b?.y ?? 0) - (a?.y ?? 0), (b?.x ?? 0) - (a?.x ?? 0))).toBeCloseTo((10 * Math.PI) / 180, 1);
  expect(region && quadSize(region.quad).width).toBeGreaterThan(255);
});

test('rows of a tilted page are read from the left, each before the next', () => {
  const angle = 0.1;
  const quads: Quad[] = [];
  for (const row of [0, 1, 2])
    for (const column of [0, 1]) {
      const at = (u: number, v: number): Point => ({
        x: u * Math.cos(angle) - v * Math.sin(angle),
        y: u * Math.sin(angle) + v * Math.cos(angle),
      });
      const [u, v] = [column * 400, row * 40];
      quads.push([at(u, v), at(u + 300, v), at(u + 300, v + 30), at(u, v + 30)]);
    }
  const shuffled = [3, 0, 5, 1, 4, 2];
  const order = readingOrder(shuffled.map((index) => quads[index] ?? quads[0]).filter((quad) => quad !== undefined));
  expect(order.map((at) => shuffled[at])).toEqual([0, 1, 2, 3, 4, 5]);
});
