/** Whom the properties of files name, and what software fills in. */
import { expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import { describeExtractor } from '../../ports/entity-extractor.contract.ts';
import { createDocumentPropertyExtractor } from './document-properties.ts';
import { passageOf } from './passage-for-test.ts';

const property = (text: string, ordinal = 0): StoredPassage => ({
  ...passageOf(text, { ordinal }),
  role: 'property',
  position: { kind: 'part', part: 'property' },
});
const about = { sha256: 'ab'.repeat(32) };

describeExtractor('document properties', {
  create: async () => createDocumentPropertyExtractor(),
  passages: [property('author: Ivan Petrov'), property('company: Anxun', 1)],
});

test('people and accounts wrote or edited the file, companies are named', async () => {
  const passages = ['author: 吴海波', 'lastEditor: shen_yue', 'author: Ivan Petrov; Li Wei', 'company: Anxun'];
  const found = await createDocumentPropertyExtractor().extract(passages.map(property), about);
  expect(found.statements.map(({ subject, predicate, object }) => [subject.value, predicate, object])).toEqual([
    [about.sha256, 'written-by', { type: 'individual', value: '吴海波' }],
    [about.sha256, 'edited-by', { type: 'handle', value: 'shen_yue' }],
    [about.sha256, 'written-by', { type: 'individual', value: 'Ivan Petrov' }],
    [about.sha256, 'written-by', { type: 'individual', value: 'Li Wei' }],
  ]);
  expect(found.mentions.at(-1)).toMatchObject({ type: 'organization', value: 'Anxun', labels: ['property:company'] });
});

test.each([
  'author: Administrator',
  'author: 微软用户',
  'lastEditor: Пользователь Windows',
  'author: User',
  'author: Labs',
  'author: Crystal Decisions',
  'company: Microsoft',
  'author: DESKTOP-4K2J1',
  'creator: Microsoft® Word 2016',
  'creator: pdfTeX-1.40.21',
  'author: Windows 用户',
  'title: Ivan Petrov',
])('nobody in %s', async (text) => {
  expect(await createDocumentPropertyExtractor().extract([property(text)], about)).toEqual({
    mentions: [],
    statements: [],
  });
});
