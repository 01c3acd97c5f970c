/** Terms in sentences, and term bases as files. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Term } from '../../model/term.ts';
import { createTermBase } from './term-base.ts';
import { formatTbx, formatTermCsv, parseTbx, parseTermCsv } from './term-base-files.ts';

const TERMS: readonly Term[] = [
  { term: '安洵', rendering: 'i-SOON', language: 'zh', to: 'en' },
  {
    term: '公安部',
    rendering: 'Ministry of Public Security (MPS)',
    language: 'zh',
    to: 'en',
    note: 'agency, "central"',
  },
  { term: '公安', rendering: 'Public Security', language: 'zh', to: 'en' },
  { term: '国安', rendering: 'State Security', language: 'zh', to: 'en' },
  { term: 'локер', rendering: 'ransomware', language: 'ru', to: 'en' },
];

describe('finding', () => {
  const base = createTermBase(TERMS);
  test.each([
    ['安洵给公安部的', 'zh-Hans', ['i-SOON', 'Ministry of Public Security (MPS)']],
    ['公安的人', 'zh', ['Public Security']],
    ['給安洵的，國安', 'zh-Hant', ['i-SOON', 'State Security']],
    ['где локер?', 'ru', ['ransomware']],
    ['Локер готов', 'ru', ['ransomware']],
    ['блокеры', 'ru', []],
    ['安洵', 'ru', []],
  ])('%s (%s)', (sentence, language, renderings) => {
    expect(base.find(sentence, language).map(({ rendering }) => rendering)).toEqual(renderings);
  });

  test('the later of two counts', () => {
    const changed = createTermBase([...TERMS, { term: '安洵', rendering: 'Anxun', language: 'zh', to: 'en' }]);
    expect(changed.find('安洵', 'zh')).toEqual([{ start: 0, end: 2, rendering: 'Anxun' }]);
  });
});

const word = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'ab公安,";<&> '.split('')) })
  .filter((text) => text.trim() === text && text !== 'term');
const terms = fc.array(
  fc.record({ term: word, rendering: word, language: fc.constantFrom('zh', 'ru', 'zh-Hant'), to: fc.constant('en') }),
  {
    maxLength: 5,
  },
);

describe('files', () => {
  test('property: CSV and TBX give back what was written', () => {
    fc.assert(
      fc.property(terms, (some) => {
        expect(parseTermCsv(formatTermCsv(some))).toEqual(some);
        expect(parseTbx(formatTbx(some))).toEqual(some);
      }),
      { numRuns: 150 },
    );
  });

  test('notes are kept', () => {
    expect(parseTermCsv(formatTermCsv(TERMS))).toEqual(TERMS);
    expect(parseTbx(formatTbx(TERMS))).toEqual(TERMS);
  });

  test('TBX of 2008', () => {
    const old =
      '<martif><text><body><termEntry><langSet xml:lang="zh-CN"><tig><term>肉鸡</term></tig></langSet><langSet xml:lang="en-US"><tig><term>bot</term></tig></langSet></termEntry></body></text></martif>';
    expect(parseTbx(old)).toEqual([{ term: '肉鸡', rendering: 'bot', language: 'zh-CN', to: 'en' }]);
  });

  test('columns in any order under a header, and languages that the file leaves out', () => {
    const text = 'Target;Source;Comment\nransomware;локер;slang\n';
    expect(parseTermCsv(text, { from: 'ru', to: 'en' })).toEqual([
      { term: 'локер', rendering: 'ransomware', language: 'ru', to: 'en', note: 'slang' },
    ]);
    expect(() => parseTermCsv(text)).toThrow('Row 2 of the term base has no language');
  });

  test.each(['only one column', 'a,,zh'])('broken CSV: %s', (text) => {
    expect(() => parseTermCsv(text)).toThrow(expect.objectContaining({ code: 'broken-bundle' }));
  });

  test('broken XML', () => {
    expect(() => parseTbx('<tbx><a></tbx>')).toThrow(expect.objectContaining({ code: 'broken-bundle' }));
  });
});
