/** What is masked comes back as it was, whatever the sentence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWords, maskSentence, unmask } from './mask.ts';
import { splitSentences } from './split-sentences.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '⟦0⟧',
    '⟦',
    '⟧',
    '[捂脸]',
    'hxxp://a[.]example.com/x?y=1',
    '74.120.172[.]10',
    '地址',
    'user@example.org',
    '136.8万',
    '`rm -rf`',
    'C:\\Users\\x',
    '/etc/passwd',
    '😂👍🏽',
    'd41d8cd98f00b204e9800998ecf8427e',
    ' and ',
    '。',
    '你好',
    'привет',
  ),
);
const sentence = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

test('property: an engine that changes nothing gives the sentence back', () => {
  fc.assert(
    fc.property(sentence, (text) => {
      const { text: masked, values } = maskSentence(text);
      expect(unmask(masked, values)).toBe(text);
    }),
    { numRuns: 400 },
  );
});

test('property: whatever an engine does to the words, every masked value is there once', () => {
  fc.assert(
    fc.property(sentence, fc.boolean(), (text, keeps) => {
      const { text: masked, values } = maskSentence(text);
      const placeholders = masked.match(/⟦\d+⟧/g) ?? [];
      const restored = unmask(keeps ? placeholders.reverse().join(' words ') : 'words', values);
      expect(restored.length).toBeGreaterThanOrEqual(values.join('').length);
      for (const value of values) expect(restored).toContain(value);
    }),
    { numRuns: 200 },
  );
});

test('property: sentences cover all but white space, in order', () => {
  fc.assert(
    fc.property(sentence, fc.constantFrom('zh-Hans', 'ru', 'en'), (text, language) => {
      let at = 0;
      for (const { start, end } of splitSentences(text, language)) {
        expect(text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
    { numRuns: 400 },
  );
});

describe('what is masked', () => {
  test.each([
    ['地址74.120.172[.]10的服务器', ['74.120.172[.]10']],
    ['看 hxxps://mailnotes[.]online/a 这个', ['hxxps://mailnotes[.]online/a']],
    ['他说[捂脸]不行', ['[捂脸]']],
    ['合同136.8万', ['136.8']],
    ['CVE-2021-44228漏洞', ['CVE-2021-44228']],
    ['联系 ivan@example.ru пожалуйста', ['ivan@example.ru']],
  ])('%s', (text, values) => {
    expect(maskSentence(text).values).toEqual(values);
  });

  test('a term of the term base wins', () => {
    const { text, values } = maskSentence('安洵的服务器1.2.3.4', [{ start: 0, end: 2, rendering: 'i-SOON' }]);
    expect(text).toBe('⟦0⟧的服务器⟦1⟧');
    expect(values).toEqual(['i-SOON', '1.2.3.4']);
  });

  test('nothing is left to translate in an emoticon', () => {
    expect(hasWords(maskSentence('[捂脸][捂脸] 123').text)).toBe(false);
    expect(hasWords(maskSentence('好[捂脸]').text)).toBe(true);
  });
});

describe('sentences', () => {
  test.each([
    ['zh-Hans', '你好。钱到了吗？[旺柴]明天说！', ['你好。', '钱到了吗？', '[旺柴]明天说！']],
    ['ru', 'Деньги пришли. Т.е. почти все. Ок?', ['Деньги пришли.', 'Т.е. почти все.', 'Ок?']],
    ['ru', 'Сервер на ул. Ленина. Адрес 10.0.0.1 не меняли.', ['Сервер на ул. Ленина.', 'Адрес 10.0.0.1 не меняли.']],
    ['en', 'See example.com. Then call Mr. Smith.\nOk', ['See example.com.', 'Then call Mr. Smith.', 'Ok']],
  ])('%s: %s', (language, text, expected) => {
    expect(splitSentences(text, language).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});
