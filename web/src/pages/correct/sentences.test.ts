/** What of a passage can be translated anew. */
import { expect, test } from 'vitest';
import { sentencesOf } from './sentences.ts';

const translation = (segments: readonly { start: number; end: number; text: string }[]) => ({
  kind: 'machine' as const,
  engine: 'e/1',
  from: 'zh',
  to: 'en',
  segments: [...segments],
});

test('translated sentences, and what no engine translated', () => {
  const found = sentencesOf({
    text: ' 一。 二。三。 ',
    translation: translation([{ start: 4, end: 6, text: 'Two.' }]),
  });
  expect(found).toEqual([
    { start: 1, end: 3, text: '' },
    { start: 4, end: 6, text: 'Two.' },
    { start: 6, end: 8, text: '' },
  ]);
});

test('a passage without a translation is one sentence', () => {
  expect(sentencesOf({ text: '你好', translation: null })).toEqual([{ start: 0, end: 2, text: '' }]);
  expect(sentencesOf({ text: ' ', translation: null })).toEqual([]);
});
