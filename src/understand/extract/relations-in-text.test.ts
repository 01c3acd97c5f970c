/** Relations that sentences state in three languages, with the words that they cite. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import { createNameFinder } from './names/name-finder.ts';
import { createRelationExtractors } from './relations-in-text.ts';

let words: EntityExtractor;
let nearness: EntityExtractor;
beforeAll(async () => {
  const [first, second] = createRelationExtractors(await createNameFinder());
  if (first === undefined || second === undefined) throw new Error('there are two');
  words = first;
  nearness = second;
});

function passage(language: string, text: string, more: Partial<StoredPassage> = {}): StoredPassage {
  const document = 'doc-0000000000000000';
  const ordinal = more.ordinal ?? 0;
  return {
    ordinal,
    role: 'paragraph',
    text,
    language,
    position: { kind: 'line', line: 1 },
    id: `${document}.${ordinal}`,
    document,
    collection: 'c',
    ...more,
  };
}

async function stated(extractor: EntityExtractor, ...passages: readonly StoredPassage[]): Promise<readonly string[]> {
  const { statements } = await extractor.extract(passages);
  for (const { evidence, method } of statements) {
    expect(method).toBe(extractor.name);
    for (const { start, end } of evidence) expect(end).toBeGreaterThan(start);
  }
  return statements.map(({ subject, predicate, object }) => `${subject.value} ${predicate} ${object.value}`);
}

describe('by words', () => {
  test.each([
    ['zh', '青山市公安局是四川恒山信息技术有限公司的老客户', '青山市公安局 client-of 四川恒山信息技术有限公司'],
    ['zh', '甲方：成都市公安局；乙方：北京远望科技有限公司。', '成都市公安局 client-of 北京远望科技有限公司'],
    ['zh', '绵阳市公安局从北京远望科技有限公司采购了一批设备', '绵阳市公安局 client-of 北京远望科技有限公司'],
    ['zh', '陈建国在四川恒山信息技术有限公司任职', '四川恒山信息技术有限公司 employs 陈建国'],
    ['zh', '昆明市公安局局长李国强出席会议', '昆明市公安局 employs 李国强'],
    [
      'zh',
      '上海远望软件有限公司是北京远望科技有限公司的全资子公司',
      '上海远望软件有限公司 subsidiary-of 北京远望科技有限公司',
    ],
    ['zh', '成都恒山科技有限公司和杭州远望科技有限公司抢单', '成都恒山科技有限公司 competitor-of 杭州远望科技有限公司'],
    ['zh', '北京远望科技有限公司自主研发了天幕平台', '北京远望科技有限公司 develops 天幕平台'],
    ['zh', '张伟用ShadowPad做的', '张伟 uses ShadowPad'],
    [
      'zh',
      '北京远望科技有限公司起诉了成都恒山科技有限公司',
      '北京远望科技有限公司 litigates-with 成都恒山科技有限公司',
    ],
    ['zh', '李国强的微信号是：lgq_1980', '李国强 owns lgq_1980'],
    ['zh', '林涛2019年从四川恒山信息技术有限公司离职', '四川恒山信息技术有限公司 employs 林涛'],
    ['zh', '赤狐组织长期潜伏在尼泊尔电信的内网', '赤狐 targets 尼泊尔电信'],
    ['zh', '研究人员把赤狐与广州岭安信息有限公司联系起来', '赤狐 attributed-to 广州岭安信息有限公司'],
    [
      'en',
      'The Royal Thai Police tender went to Northwind Systems Ltd.',
      'Royal Thai Police client-of Northwind Systems Ltd.',
    ],
    ['en', 'Acme Labs GmbH is part of Northwind Systems Ltd.', 'Acme Labs GmbH subsidiary-of Northwind Systems Ltd.'],
    ['en', 'The Ministry of Defence fell prey to Iron Wren in May', 'Iron Wren targets Ministry of Defence'],
    ['ru', 'Пётр Ганин ушёл из ООО «Дельта» в АО «Омега»', 'АО «Омега» employs Пётр Ганин'],
    ['ru', 'Жертвами IronWren стали Минфин Чили и ООО «Дельта»', 'IronWren targets Минфин Чили'],
    [
      'en',
      'Northwind Systems Ltd. sold the platform to the Royal Thai Police.',
      'Royal Thai Police client-of Northwind Systems Ltd.',
    ],
    [
      'en',
      'The Ministry of Defence bought licences from Northwind Systems Ltd. in May.',
      'Ministry of Defence client-of Northwind Systems Ltd.',
    ],
    ['en', 'John Carter works for Acme Widgets Ltd.', 'Acme Widgets Ltd. employs John Carter'],
    [
      'en',
      'Acme Labs GmbH is a subsidiary of Northwind Systems Ltd.',
      'Acme Labs GmbH subsidiary-of Northwind Systems Ltd.',
    ],
    [
      'en',
      'Northwind Systems Ltd. sued Acme Widgets Ltd. in 2020',
      'Northwind Systems Ltd. litigates-with Acme Widgets Ltd.',
    ],
    ['en', 'Acme Widgets Ltd. developed PathTracer for its clients', 'Acme Widgets Ltd. develops PathTracer'],
    ['ru', 'Заказчик: МВД России, исполнитель: ООО «Вектор-Плюс»', 'МВД России client-of ООО «Вектор-Плюс»'],
    ['ru', 'Иван Петров работает в ООО «Вектор-Плюс»', 'ООО «Вектор-Плюс» employs Иван Петров'],
    [
      'ru',
      'ООО «Вектор-Плюс» конкурирует с АО «Гранит-Система»',
      'ООО «Вектор-Плюс» competitor-of АО «Гранит-Система»',
    ],
    ['ru', 'ООО «Вектор-Плюс» разработало CrystalNet', 'ООО «Вектор-Плюс» develops CrystalNet'],
  ])('%s: %s', async (language, text, expected) => {
    expect(await stated(words, passage(language, text))).toContain(expected);
  });

  test.each([
    ['zh', '成都市公安局和北京远望科技有限公司都来了'],
    ['zh', '北京远望科技有限公司的时候工资是7500，在四川恒山信息技术有限公司'],
    ['en', 'John Carter met Acme Widgets Ltd. in May.'],
    ['ru', 'Иван Петров приехал. ООО «Вектор-Плюс» закрыто.'],
    ['zh', '湖南湘盾科技有限公司向法院起诉'],
    ['en', 'Iron Wren and Lazarus are not related.'],
    ['en', "John Carter used LockBit's chats in his work."],
  ])('%s: nothing in %s', async (language, text) => {
    expect(await stated(words, passage(language, text))).toEqual([]);
  });

  test.each([
    [
      'zh',
      '四川恒山信息技术有限公司总部设在成都，2016年收购绵阳远望科技有限公司',
      '绵阳远望科技有限公司 subsidiary-of 四川恒山信息技术有限公司',
    ],
    [
      'en',
      'Turla, which has been active since 2004, targeted the Royal Thai Police',
      'Turla targets Royal Thai Police',
    ],
    [
      'ru',
      'Мария Зайцева владеет ООО «Вектор-Плюс» и заплатила Петру Васнецову 2 млн рублей',
      'Мария Зайцева paid Петру Васнецову',
    ],
  ])('%s: a clause goes on about the subject of the one before: %s', async (language, text, expected) => {
    const found = await stated(words, passage(language, text));
    expect(found).toContain(expected);
    expect(found).not.toContain('ООО «Вектор-Плюс» paid Петру Васнецову');
  });

  test.each([
    ['zh', '要是成都市公安局从北京远望科技有限公司采购，我们就完了'],
    ['zh', '听说成都市公安局从北京远望科技有限公司采购了一批设备'],
    ['zh', '成都市公安局从北京远望科技有限公司采购了设备吗？'],
    ['zh', '没有证据表明APT41攻击了成都市公安局'],
    ['en', 'If the Royal Thai Police buys from Northwind Systems Ltd. we lose'],
    ['en', 'There is no evidence that Turla targeted the Royal Thai Police'],
    ['en', 'I heard a rumour that John Carter works for Acme Widgets Ltd.'],
    ['ru', 'Если ООО «Вектор-Плюс» продаёт CrystalNet, договор расторгается'],
    ['ru', 'Эксперты не подтвердили, что Sandworm атаковала АО «Гранит-Система»'],
  ])('%s: what is supposed, asked, passed on or denied is doubted: %s', async (language, text) => {
    const { statements } = await words.extract([passage(language, text)]);
    expect(statements.length).toBeGreaterThan(0);
    for (const { confidence } of statements) expect(confidence).toBeLessThan(0.5);
  });

  test('a description is no product that a big vendor sells', async () => {
    expect(await stated(words, passage('zh', '我们的平台比微软提供的云平台便宜，微软的云平台又挂了'))).toEqual([]);
  });

  test('what was paid has its value, its date and a quote', async () => {
    const text = '2021年3月5日青山市公安局支付给北京远望科技有限公司136.8万元';
    const { statements } = await words.extract([passage('zh', text)]);
    const paid = statements.find(({ predicate }) => predicate === 'paid');
    expect(paid).toMatchObject({ amount: { value: 1_368_000, currency: 'CNY' }, firstSeen: '2021-03-05' });
    expect(paid?.occurrence).toMatch(/^[0-9a-f]{16}$/);
    const [quote] = paid?.evidence ?? [];
    expect(text.slice(quote?.start, quote?.end)).toBe('青山市公安局支付给北京远望科技有限公司136.8万元');
  });

  test('what is denied is kept and doubted', async () => {
    const said = async (text: string) => (await words.extract([passage('zh', text)])).statements[0]?.confidence ?? 0;
    const sure = await said('青山市公安局是四川恒山信息技术有限公司的客户');
    const denied = await said('青山市公安局不是四川恒山信息技术有限公司的客户');
    expect(denied).toBeGreaterThan(0);
    expect(denied).toBeLessThan(sure / 2);
  });
});

describe('by nearness', () => {
  test('two names in one sentence that no words tie', async () => {
    const near = passage('zh', '成都市公安局和北京远望科技有限公司都来了');
    expect(await stated(nearness, near)).toEqual(['成都市公安局 related-to 北京远望科技有限公司']);
    expect(await stated(nearness, passage('zh', '成都市公安局是北京远望科技有限公司的客户'))).toEqual([]);
  });

  test('a message and its answer within minutes, not later and not to others', async () => {
    const chat = (ordinal: number, text: string, sender: string, time: string): StoredPassage =>
      passage('zh', text, { ordinal, role: 'message', sender, recipients: [sender === 'a' ? 'b' : 'a'], time });
    const ask = chat(0, '成都市公安局要什么', 'a', '2020-01-01 10:00:00');
    const answer = chat(1, '要天幕平台', 'b', '2020-01-01 10:01:00');
    expect(await stated(nearness, ask, answer)).toEqual(['成都市公安局 related-to 天幕平台']);
    expect(await stated(nearness, ask, { ...answer, time: '2020-01-01 12:00:00' })).toEqual([]);
    expect(await stated(nearness, ask, { ...answer, recipients: ['c'] })).toEqual([]);
  });
});

test('many names in a row cost their length', async () => {
  const text = '成都市公安局'.repeat(5000);
  const began = process.cpuUsage();
  await words.extract([passage('zh', text)]);
  await words.extract([passage('en', 'Acme Widgets Ltd. sold '.repeat(2500))]);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000);
});
