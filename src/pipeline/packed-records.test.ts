import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed, unpacked } from './packed-records.ts';

const position = fc.oneof(
  fc.record({ kind: fc.constant('line'), line: fc.nat() }),
  fc.record({
    kind: fc.constant('row'),
    table: fc.constantFrom('one', 'two'),
    row: fc.nat(),
    cells: fc.constantFrom([], [{ start: 0, end: 2, ref: '1', header: 'name' }], [{ start: 0, end: 1, ref: 'B7' }]),
  }),
);
const passage = fc.record(
  {
    ordinal: fc.nat(),
    role: fc.constantFrom('row', 'message'),
    text: fc.string({ unit: 'binary' }),
    position,
    time: fc.constantFrom('2021', '2022'),
    recipients: fc.array(fc.constantFrom('ann', 'bob'), { maxLength: 2 }),
    ocrConfidence: fc.double({ noNaN: true }),
    free: fc.array(fc.record({ start: fc.nat(), end: fc.nat() }), { maxLength: 3 }),
    stated: fc.array(
      fc.record({ type: fc.constantFrom('ipv4', 'url'), value: fc.string(), start: fc.nat(), end: fc.nat() }),
      {
        maxLength: 3,
      },
    ),
  },
  { requiredKeys: ['ordinal', 'role', 'text', 'position'] },
);
const thing = fc.record({ type: fc.constantFrom('ipv4', 'domain', 'report'), value: fc.string() });
const statement = fc.record(
  {
    subject: thing,
    predicate: fc.constantFrom('listed-in', 'indicates'),
    object: thing,
    evidence: fc.array(fc.record({ passage: fc.nat(), start: fc.nat(), end: fc.maxSafeNat() }), { maxLength: 3 }),
    method: fc.constant('stix'),
    confidence: fc.double({ noNaN: true }),
    firstSeen: fc.constantFrom('2021-01-02', '2022-01-02'),
    amount: fc.record({ value: fc.integer(), currency: fc.constant('CNY') }),
    origin: fc.record({ name: fc.constantFrom('one', 'two') }),
  },
  { requiredKeys: ['subject', 'predicate', 'object', 'evidence', 'method', 'confidence'] },
);
const mention = fc.record({ passage: fc.nat(), value: fc.string(), labels: fc.array(fc.constantFrom('a', 'b')) });

test('lists of a payload come through another process as they were', () => {
  const payload = fc.record(
    {
      passages: fc.array(passage, { maxLength: 60 }),
      statements: fc.array(statement, { maxLength: 60 }),
      mentions: fc.array(mention, { maxLength: 60 }),
      rest: fc.record({
        passages: fc.array(passage, { minLength: 8, maxLength: 20 }),
        statements: fc.array(statement, { maxLength: 20 }),
      }),
      depth: fc.constant('full'),
    },
    { requiredKeys: ['passages'] },
  );
  fc.assert(
    fc.property(payload, (given) => {
      expect(unpacked(deserialize(serialize(packed(given))))).toEqual(given);
    }),
  );
});

test('zero and minus zero stay apart where the first record has no such number', () => {
  const numbers = [undefined, 0, -0, 1, 1, 1, 1, 1];
  const passages = numbers.map((ocrConfidence) =>
    ocrConfidence === undefined ? { ordinal: 0 } : { ordinal: 0, ocrConfidence },
  );
  expect(unpacked(deserialize(serialize(packed({ passages }))))).toEqual({ passages });
});

test('what is no payload of lists is left alone', () => {
  for (const each of [undefined, null, 7, 'text', [1, 2], { png: new Uint8Array([1]) }]) {
    expect(packed(each)).toBe(each);
    expect(unpacked(each)).toBe(each);
  }
});
