/** Strings in noise: what is written is found where it stands, and noise makes none. */
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { stringsIn } from './find-strings.ts';

/** Bytes that look random, the same ones each time. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const WRITTEN = ['password-file', '服务器地址设置', 'пароль от сервера', 'Müller & Söhne'];
const BOUNDARY = Buffer.alloc(4);

test.each([
  ['utf-8', WRITTEN],
  ['utf-16le', WRITTEN],
  ['gb18030', WRITTEN.slice(0, 2)],
])('%s', (charset, written) => {
  for (const text of written) {
    const bytes = Buffer.concat([noise(64, 7), BOUNDARY, iconv.encode(text, charset), BOUNDARY, noise(64, 9)]);
    const found = [...stringsIn(bytes, 1000)];
    expect(found).toContainEqual({ text, offset: 1068 });
  }
});

test('noise makes hardly any string', () => {
  const found = [...stringsIn(noise(1 << 20, 3), 0)];
  // Six printable bytes in a row come about by chance.
  expect(found.filter(({ text }) => !/^[\t -~]+$/.test(text)).length).toBeLessThan(400);
  expect(found.length).toBeLessThan(2500);
});
