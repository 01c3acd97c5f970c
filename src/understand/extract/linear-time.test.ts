/** Hostile passages cost their length: every rule on 60,000 repeated characters, each within a second. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import { maskSentence } from '../translate/mask.ts';
import { splitSentences } from '../translate/split-sentences.ts';
import { createAliasExtractors } from './aliases-in-text.ts';
import { findAmounts } from './amounts.ts';
import { findDates } from './dates.ts';
import { createNameMatcher } from './library-names.ts';
import { createNameFinder } from './names/name-finder.ts';
import { createNameExtractor } from './names-in-text.ts';
import { createRelationExtractors } from './relations-in-text.ts';

const LENGTH = 60_000;
const UNITS = [
  'a',
  'A',
  'Aa',
  'Aa ',
  'A.',
  '. ',
  '1',
  '1 ',
  '1,',
  '1 000 ',
  '2021年',
  '5 марта 2021 ',
  '一',
  'А.',
  'ООО ',
  'Иванов ',
  '@',
  'a@',
  'a.',
  '[a',
  '⟦',
  '`',
  '/a',
  'a_',
  'a-',
  '三',
  '总',
  '公司',
  'Mr. Aa ',
  'malware Foobarx is ',
  'Foobarx malware, ',
  'known as ',
  'Bank of ',
  'Mr. Chen Kai (',
  '陈建国（',
  '市公安局',
  'ООО «',
  'Министерство обороны ',
  '又名',
  '听说浩哥',
  'C总和小G',
  '东子说',
  '网安大理市局',
  '肆拾万',
  'Aa Bb a.bb@c.de ',
  'Mozilla/5.0 (',
  'C:\\a',
  '3w ',
  '1 Mio. ',
  '۱ ',
  '1 de ',
];

let names: EntityExtractor;
let aliases: EntityExtractor;
let relations: EntityExtractor;
let library: EntityExtractor;
beforeAll(async () => {
  const finder = await createNameFinder();
  names = createNameExtractor(finder);
  [aliases, relations] = [createAliasExtractors(finder)[0] ?? names, createRelationExtractors(finder)[0] ?? names];
  library = createNameMatcher([{ name: 'Aa Aa', entity: { type: 'malware', value: 'Aa' }, collection: 'c' }]);
});

function passage(text: string, language: string): StoredPassage {
  const document = 'doc-0000000000000000';
  return {
    ordinal: 0,
    role: 'paragraph',
    text,
    language,
    position: { kind: 'line', line: 1 },
    id: `${document}.0`,
    document,
    collection: 'c',
  };
}

describe('within a second each', () => {
  test.each(UNITS)('%j', async (unit) => {
    const text = unit.repeat(Math.ceil(LENGTH / unit.length));
    const tasks: Record<string, () => unknown> = {
      mask: () => maskSentence(text),
      sentences: () => [splitSentences(text, 'zh'), splitSentences(text, 'ru')],
      amounts: () => findAmounts(text),
      aliases: () => aliases.extract([passage(text, 'zh-Hans')]),
      relations: () => relations.extract([passage(text, 'ru')]),
      dates: () => findDates(text, '2021-01-01'),
      zh: () => names.extract([passage(text, 'zh-Hans')]),
      ru: () => names.extract([passage(text, 'ru')]),
      en: () => names.extract([passage(text, 'en')]),
      library: () => library.extract([passage(text, 'en')]),
    };
    for (const [task, run] of Object.entries(tasks)) {
      // Of this process alone: the machine may be busy with other tests.
      const began = process.cpuUsage();
      await run();
      expect(process.cpuUsage(began).user / 1000, task).toBeLessThan(1000);
    }
  });
});
