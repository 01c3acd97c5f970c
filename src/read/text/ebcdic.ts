/** Text of mainframes (EBCDIC): told by its blanks and letters, and decoded; iconv-lite does not know it. */

/** Latin-1 by the bytes of IBM037; both of its line ends are one. */
const IBM037 = Buffer.from(
  [
    'AAECA5wJhn+XjY4LDA0ODxAREhOdCgiHGBmSjxwdHh+AgYKDhAoXG4iJiouMBQYHkJEWk5SVlgSYmZqbFBWeGiCg4uTg4ePl5/Gi',
    'LjwoK3wm6err6O3u7+zfISQqKTusLS/CxMDBw8XH0aYsJV8+P/jJysvIzc7PzGA6I0AnPSLYYWJjZGVmZ2hpq7vw/f6xsGprbG1u',
    'b3Bxcqq65rjGpLV+c3R1dnd4eXqhv9Dd3q5eo6W3qae2vL2+W12vqLTXe0FCQ0RFRkdISa309vLz9X1KS0xNTk9QUVK5+/z5+v9c',
    '91NUVVZXWFlastTW0tPVMDEyMzQ1Njc4ObPb3Nnanw==',
  ].join(''),
  'base64',
);

const changed = (pairs: readonly (readonly [byte: number, character: number])[]): Buffer => {
  const table = Buffer.from(IBM037);
  for (const [byte, character] of pairs) table[byte] = character;
  return table;
};

/** The pages differ in brackets and a few signs. */
const PAGES: Readonly<Record<string, Buffer>> = {
  ibm037: IBM037,
  ibm500: changed([
    [0x4a, 0x5b],
    [0x4f, 0x21],
    [0x5a, 0x5d],
    [0x5f, 0x5e],
    [0xb0, 0xa2],
    [0xba, 0xac],
    [0xbb, 0x7c],
  ]),
  ibm1047: changed([
    [0xad, 0x5b],
    [0xba, 0xdd],
    [0xbd, 0x5d],
    [0xbb, 0xa8],
    [0x5f, 0x5e],
    [0xb0, 0xac],
  ]),
};

export const isEbcdic = (charset: string): boolean => charset in PAGES;

export function decodeEbcdic(bytes: Uint8Array, charset: string): string {
  const table = PAGES[charset] ?? IBM037;
  const latin = Buffer.from(bytes);
  for (let at = 0; at < latin.length; at += 1) latin[at] = table[latin[at] ?? 0] ?? 0;
  return latin.toString('latin1');
}

/** Fewer bytes prove nothing. */
const LEAST = 40;
/** Bytes that are looked at. */
const SAMPLE = 64 * 1024;

const BLANK = 0x40;
const CONTROLS = [0x05, 0x0d, 0x15, 0x25];
/** Full stop, brackets, plus, ampersand, dollar, star, semicolon, hyphen, slash, comma, percent, underscore, colon, quotes, … */
const SIGNS = [
  0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x60, 0x61, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f,
  0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0xad, 0xba, 0xbb, 0xbd,
];

const isLetter = (byte: number): boolean => {
  const row = byte >> 4;
  const column = byte & 15;
  return row === 8 || row === 9 || row === 12 || row === 13
    ? column >= 1 && column <= 9
    : (row === 10 || row === 14) && column >= 2 && column <= 9;
};

/** `ibm037`, `ibm500`, `ibm1047`, or undefined when the bytes are no such text. */
export function ebcdicOf(head: Uint8Array): string | undefined {
  const length = Math.min(head.length, SAMPLE);
  if (length < LEAST) return undefined;
  const counts = new Uint32Array(256);
  for (let at = 0; at < length; at += 1) counts[head[at] ?? 0] = (counts[head[at] ?? 0] ?? 0) + 1;
  const sum = (wanted: (byte: number) => boolean): number =>
    counts.reduce((total, count, byte) => total + (wanted(byte) ? count : 0), 0) / length;
  const of = (byte: number): number => counts[byte] ?? 0;
  const letters = sum(isLetter);
  const digits = sum((byte) => byte >= 0xf0 && byte <= 0xf9);
  const blanks = of(BLANK) / length;
  const others = sum((byte) => CONTROLS.includes(byte) || SIGNS.includes(byte));
  // In every other charset of texts 0x20 is the blank.
  const isText = of(0x20) < length * 0.005 && blanks >= 0.04 && letters >= 0.2 && letters + digits >= 0.4;
  if (!isText || letters + digits + blanks + others < 0.95) return undefined;
  if (of(0xad) > 0 && of(0xbd) > 0) return 'ibm1047';
  return of(0x4a) > 0 && of(0x5a) > 0 ? 'ibm500' : 'ibm037';
}
