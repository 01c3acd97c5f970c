/** Sketches estimate what exact shingles say, merge, and group the same whatever the order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  containment,
  mergeSketches,
  nearDuplicateGroups,
  shingles,
  similarity,
  sketchBytes,
  sketchFromBytes,
  sketchOf,
} from './near-duplicate.ts';

const words = (from: number, to: number, salt = ''): string =>
  Array.from({ length: to - from }, (_, at) => `word${salt}${(from + at).toString(36)}`).join(' ');

const jaccard = (one: ReadonlySet<number>, other: ReadonlySet<number>): number =>
  [...one].filter((each) => other.has(each)).length / new Set([...one, ...other]).size;

test('the estimate is near the exact share of common shingles', () => {
  for (const shift of [0, 20, 60, 120, 300, 900]) {
    const one = words(0, 1000);
    const other = words(shift, 1000 + shift);
    const estimate = similarity(sketchOf([one]), sketchOf([other]));
    expect(Math.abs(estimate - jaccard(shingles(one), shingles(other)))).toBeLessThan(0.12);
  }
});

test('case, width, punctuation and layout do not matter; words and their order do', () => {
  const one = 'The contract of 2021: Ｃｈｅｎｇｄｕ bureau pays 300,000 for the platform, twice a year.';
  const same = 'the contract\nof 2021 — chengdu BUREAU pays 300 000 for the platform twice a year';
  expect(containment(shingles(one), shingles(same))).toBe(1);
  expect(containment(shingles('一二三四五六七'), shingles('前面一二三四五六七后面'))).toBe(1);
  expect(containment(shingles('one two three four five'), shingles('five four three two one'))).toBe(0);
  expect(containment(shingles('…'), shingles('one'))).toBe(0);
});

test('a copied section is contained in its report', () => {
  const section = words(0, 80);
  const report = `${words(0, 300, 'x')} ${section} ${words(0, 300, 'y')}`;
  expect(containment(shingles(section), shingles(report))).toBe(1);
  expect(containment(shingles(report), shingles(section))).toBeLessThan(0.2);
});

test('sketches of parts merge into that of the whole, and survive storing', () => {
  fc.assert(
    fc.property(fc.array(fc.lorem({ maxCount: 30 }), { maxLength: 12 }), fc.nat(12), (texts, cut) => {
      const whole = sketchOf(texts);
      expect(mergeSketches(sketchOf(texts.slice(0, cut)), sketchOf(texts.slice(cut)))).toEqual(whole);
      expect(sketchFromBytes(sketchBytes(whole))).toEqual(whole);
    }),
  );
  expect(() => sketchFromBytes(new Uint8Array(3))).toThrow(RangeError);
});

test('groups hold what is nearly the same and nothing else, in any order', () => {
  const base = words(0, 400);
  const documents = [
    { id: 'doc-b', sketch: sketchOf([base]) },
    { id: 'doc-a', sketch: sketchOf([`${base} signed by the director`]) },
    { id: 'doc-c', sketch: sketchOf([words(0, 400, 'other')]) },
    { id: 'doc-d', sketch: sketchOf([base.replace('word5 ', 'changed ')]) },
    { id: 'doc-e', sketch: sketchOf(['hello']) },
    { id: 'doc-f', sketch: sketchOf(['hello']) },
    { id: 'doc-g', sketch: sketchOf([]) },
  ];
  expect(nearDuplicateGroups(documents)).toEqual([['doc-a', 'doc-b', 'doc-d']]);
  expect(nearDuplicateGroups([...documents].reverse())).toEqual([['doc-a', 'doc-b', 'doc-d']]);
});

test('ten thousand copies are grouped in little time', () => {
  const sketch = sketchOf([words(0, 100)]);
  const many = Array.from({ length: 10_000 }, (_, at) => ({ id: `doc-${String(at).padStart(6, '0')}`, sketch }));
  const began = performance.now();
  expect(nearDuplicateGroups(many)[0]).toHaveLength(10_000);
  expect(performance.now() - began).toBeLessThan(5000);
});

test('an ASCII text has the shingles that it has beside a sign of another script', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abXYZ019 .,_-:/'), maxLength: 60 });
  fc.assert(
    fc.property(text, (plain) => {
      expect(shingles(plain)).toEqual(shingles(`${plain}·`));
    }),
  );
});
