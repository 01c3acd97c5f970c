import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('a short text is worked out once, and many texts are forgotten again', () => {
  let made = 0;
  const length = remembered((text) => {
    made += 1;
    return text.length;
  });
  expect([length('abc'), length('abc'), made]).toEqual([3, 3, 1]);
  const long = 'x'.repeat(201);
  expect([length(long), length(long), made]).toEqual([201, 201, 3]);
  for (let at = 0; at < 5_000; at += 1) expect(length(`text ${at}`)).toBe(`text ${at}`.length);
  made = 0;
  expect([length('abc'), made]).toEqual([3, 1]);
});
