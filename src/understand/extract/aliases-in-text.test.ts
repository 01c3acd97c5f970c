/** Other names that texts give, and Latin spellings of Chinese names. */
import { beforeAll, expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import { createAliasExtractors } from './aliases-in-text.ts';
import { createNameFinder } from './names/name-finder.ts';
import { passageOf } from './passage-for-test.ts';

let stated: EntityExtractor;
let spelt: EntityExtractor;
beforeAll(async () => {
  const [first, second] = createAliasExtractors(await createNameFinder());
  if (first === undefined || second === undefined) throw new Error('there are two');
  stated = first;
  spelt = second;
});

const passage = (language: string, text: string, more: Partial<StoredPassage> = {}): StoredPassage =>
  passageOf(text, { language, ...more });

async function claims(extractor: EntityExtractor, ...passages: readonly StoredPassage[]): Promise<readonly string[]> {
  const { statements, mentions } = await extractor.extract(passages);
  for (const { passage: at, start, end, raw } of mentions) expect(passages[at]?.text.slice(start, end)).toBe(raw);
  return statements.map(({ subject, predicate, object, evidence }) => {
    expect(evidence.length).toBeGreaterThan(1);
    expect(predicate).toBe('same-as');
    return `${subject.type}:${subject.value} = ${object.type}:${object.value}`;
  });
}

test.each([
  ['zh', '公司由陈建国（网名Night0wl）创立', 'individual:陈建国 = handle:Night0wl'],
  ['zh', '负责人陈建国，又名陈大山，四川人', 'individual:陈建国 = individual:陈大山'],
  ['zh', '陈建国（Chen Jianguo）是法人', 'individual:陈建国 = individual:Chen Jianguo'],
  ['zh', '四川恒山信息技术有限公司（以下简称“恒山”）', 'organization:四川恒山信息技术有限公司 = organization:恒山'],
  ['zh', '四川恒山信息技术有限公司（Hengshan）', 'organization:四川恒山信息技术有限公司 = organization:Hengshan'],
  ['en', 'Chen Jianguo, a.k.a. Night0wl, founded it.', 'individual:Chen Jianguo = handle:Night0wl'],
  ['en', 'It was led by John Carter, also known as "Big Ben".', 'individual:John Carter = individual:Big Ben'],
  ['en', 'The firm of Chen Jianguo (陈建国) won.', 'individual:Chen Jianguo = individual:陈建国'],
  ['en', 'Chen Jianguo is better known as Night0wl.', 'individual:Chen Jianguo = handle:Night0wl'],
  ['ru', 'Иван Петров, он же night_owl, арестован', 'individual:Иван Петров = handle:night_owl'],
  ['ru', 'ООО «Вектор-Плюс» (далее — «Вектор»)', 'organization:ООО «Вектор-Плюс» = organization:Вектор'],
])('%s: %s', async (language, text, expected) => {
  expect(await claims(stated, passage(language, text))).toContain(expected);
});

test.each([
  ['zh', '陈建国（已离职）参加了会议'],
  ['zh', '陈建国（男）'],
  ['en', 'John Carter (left) and Jane Miller (right)'],
  ['en', 'Cisco Talos identified JhoneRAT in January 2020.'],
  ['en', 'Apple ID credentials. were sold'],
  ['en', 'John Carter of Customs Enforcement (ICE) met Bruno Ferro (TD)'],
])('%s: none in %s', async (language, text) => {
  expect(await claims(stated, passage(language, text))).toEqual([]);
});

test('a sender, an author and a Latin name may spell a Chinese one; nothing surer than a suggestion', async () => {
  const passages = [
    passage('zh', '陈建国让我问的'),
    passage('zh', '好的', { ordinal: 1, role: 'message', sender: 'chenjianguo88' }),
    passage('en', 'author: Jianguo Chen', { ordinal: 2, role: 'property' }),
    passage('zh', '收到', { ordinal: 3, role: 'message', sender: 'lihua_mail' }),
  ];
  expect(await claims(spelt, ...passages)).toEqual([
    'individual:陈建国 = individual:Jianguo Chen',
    'individual:陈建国 = handle:chenjianguo88',
  ]);
  const { statements } = await spelt.extract(passages);
  for (const { confidence } of statements) expect(confidence).toBeLessThan(0.5);
});

test('a Russian name and a firm are spelt in Latin letters, too', async () => {
  const passages = [
    passage('ru', 'Спросите у Дмитрия, Евгений Щербаков в отпуске. ООО «Вектор» молчит.'),
    passage('en', 'Yevgeny Scherbakov signed for Vector LLC.', { ordinal: 1 }),
  ];
  expect(await claims(spelt, ...passages)).toEqual([
    'individual:Евгений Щербаков = individual:Yevgeny Scherbakov',
    'organization:ООО «Вектор» = organization:Vector LLC',
  ]);
});

test('the traditional form spells the same', async () => {
  const passages = [passage('zh', '陳建國讓我問的'), passage('en', 'Chen Jianguo said so.', { ordinal: 1 })];
  expect(await claims(spelt, ...passages)).toEqual(['individual:陳建國 = individual:Chen Jianguo']);
});
