/** An analyst's own list of names. */
import { expect, test } from 'vitest';
import { readForTest, withWords } from './read-for-test.ts';

test('names with their types, and what they mean', async () => {
  const csv =
    'name,type,means,note\nChen Jianguo,person,,founder\n老陈,person,Chen Jianguo,\nHengshan,company,"Hengshan, Ltd",\n';
  const reading = await readForTest('watch.csv', csv);
  expect(reading?.reader).toBe('gazetteer');
  expect(withWords(reading)).toEqual([
    'name Chen Jianguo alias-of individual Chen Jianguo «Chen Jianguo»',
    'name 老陈 alias-of individual Chen Jianguo «老陈»',
    'name Hengshan alias-of organization Hengshan, Ltd «Hengshan»',
  ]);
});

test.each([
  ['zh.csv', '名称,类型\n青山市公安局,机构\n天幕平台,产品'],
  ['ru.csv', 'Название;Тип\nВектор;компания\nИван Петров;человек'],
  ['en.tsv', 'Type\tName\nactor\tBlue Heron\nmalware\tHeronRAT'],
])('%s', async (file, text) => {
  const reading = await readForTest(file, text);
  expect(reading?.reader).toBe('gazetteer');
  expect(reading?.statements).toHaveLength(2);
});

test('a name without a known type stays as text, with a warning', async () => {
  const rows = Array.from({ length: 9 }, (_, at) => `Firm ${at},company`).join('\n');
  const reading = await readForTest('watch.csv', `name,type\n${rows}\nThing,planet\n`);
  expect(reading?.statements).toHaveLength(9);
  expect(reading?.passages[0]?.text).toContain('Thing');
  expect(reading?.summary.warnings).toEqual(['1 names have no known type; they are kept as text and not looked for.']);
});

test('a table of indicators is none', async () => {
  expect((await readForTest('iocs.csv', 'type,value\ndomain,a.example\nip,192.0.2.1\n'))?.reader).toBe(
    'indicator-table',
  );
  expect((await readForTest('people.csv', 'name,type\nAnn,manager\nBen,clerk\n'))?.reader).not.toBe('gazetteer');
});
