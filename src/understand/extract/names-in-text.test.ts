/** People, organisations and places in three languages. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import { describeExtractor } from '../../ports/entity-extractor.contract.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import { createNameFinder } from './names/name-finder.ts';
import { createNameExtractor } from './names-in-text.ts';

function passage(language: string, text: string, ordinal = 0): StoredPassage {
  const document = 'doc-0000000000000000';
  const position = { kind: 'line', line: ordinal + 1 } as const;
  return {
    ordinal,
    role: 'paragraph',
    text,
    language,
    position,
    id: `${document}.${ordinal}`,
    document,
    collection: 'col-leak',
  };
}

describeExtractor('names', {
  create: async () => createNameExtractor(await createNameFinder()),
  passages: [
    passage('zh-Hans', '负责人陈建国先生在成都市公安局'),
    passage('ru', 'ООО «Вектор» и Иванов Пётр Сергеевич', 1),
  ],
});

let extractor: EntityExtractor;
beforeAll(async () => {
  extractor = createNameExtractor(await createNameFinder());
});

describe('names', () => {
  test.each([
    ['zh-Hans', '负责人陈建国先生和某某签字', ['individual:陈建国']],
    ['zh-Hans', '四川青石信息技术有限公司中标了', ['organization:四川青石信息技术有限公司']],
    ['zh-Hans', '给公安部三所演示', ['organization:公安部三所']],
    ['zh-Hans', '好的，知道了', []],
    ['zh-Hans', '旧版本的别再发', []],
    ['zh-Hans', '我算下来是毛利的两个点，600万毛利', []],
    ['zh-Hans', '江苏市场得扎紧', ['location:江苏']],
    ['zh-Hans', '青山市公安局河东分局和国安二处', ['organization:青山市公安局河东分局', 'organization:国安二处']],
    ['zh-Hans', '我是湖北警官学院的程子涵', ['organization:湖北警官学院', 'individual:程子涵']],
    [
      'zh-Hans',
      '听说浩哥没来，M总和小T在，娜姐请客',
      ['individual:浩哥', 'individual:M总', 'individual:小T', 'individual:娜姐'],
    ],
    ['zh-Hans', '大哥你看汇总，墨西哥的IT总监，APP总部', ['location:墨西哥']],
    ['zh-Hans', '这张图给客户，一章文档', []],
    ['zh-Hans', '整合后向柳芳汇报，也向伟哥学习', ['individual:柳芳', 'individual:伟哥']],
    ['zh-Hans', '售后靠罗婷婷，让志强去一趟', ['individual:罗婷婷', 'individual:志强']],
    ['zh-Hans', '景德镇的项目卡住，宿迁支队长来过', ['location:景德镇', 'location:宿迁']],
    ['zh-Hans', '湖南湖北都要去，内网监控太多', ['location:湖南', 'location:湖北']],
    ['zh-Hans', '我们和奇安信的竞争，类似阿里云', ['organization:奇安信', 'organization:阿里云']],
    ['zh-Hans', '丽水市局没动，电科22所要', ['organization:丽水市局', 'organization:电科22所']],
    ['zh-Hans', '庆祝两位大佬 乔迁', []],
    [
      'und',
      'amakin@kst.com Aleesha Makin SMTP; Fırat Çelik <f.celik@kst.tr>',
      ['individual:Aleesha Makin', 'individual:Fırat Çelik'],
    ],
    ['vi', 'Nguyễn Văn Hùng <hung.nv@kst.vn>', ['individual:Nguyễn Văn Hùng']],
    ['und', 'Olympic Residence sales@kst.az Unit Seven', []],
    ['und', 'kstlab.sales@kstlab.com Kstlab Sales', []],
    ['zh-Hans', '钱少，来四楼聊聊', []],
    [
      'de',
      'Das BSI nennt Check Point in Deutschland',
      ['organization:BSI', 'organization:Check Point', 'location:Deutschland'],
    ],
    ['en', 'key HKCU\\Software\\Microsoft\\Run, Mozilla/5.0 (Macintosh; Intel Mac OS X)', []],
    [
      'en',
      'Boris Petrenko of Kyiv Polytechnic Institute',
      ['individual:Boris Petrenko', 'organization:Kyiv Polytechnic Institute'],
    ],
    ['en', 'yesterday Grigory said the panel is down', ['individual:Grigory']],
    [
      'en',
      "the FBI's Bryan Vorndran and Judge Amy Totenberg",
      ['organization:FBI', 'individual:Bryan Vorndran', 'individual:Amy Totenberg'],
    ],
    ['en', 'Approved by: T. Nakamura', ['individual:T. Nakamura']],
    ['en', '11740 Katy Fwy Ste 1200 runs ESET Endpoint Security', ['product:ESET Endpoint Security']],
    ['ru', 'Деньги получил Иванов Пётр Сергеевич', ['individual:Иванов Пётр Сергеевич']],
    ['ru', 'Договор с ООО «Вектор Плюс» подписан', ['organization:ООО «Вектор Плюс»']],
    ['ru', 'Петров А.В. в курсе, ФСБ тоже', ['individual:Петров А.В.', 'organization:ФСБ']],
    ['ru', 'ок, завтра скину', []],
    ['ru', 'был в Амстердаме и во Вьетнаме', ['location:Амстердаме', 'location:Вьетнаме']],
    ['ru', 'сообщает FireEye Inc. о письмах Госдепа', ['organization:FireEye Inc.', 'organization:Госдепа']],
    ['ru', 'Росс, Франц и другие: из Франции через Россию', ['location:Франции', 'location:Россию']],
    ['ru', 'ЭТО ЗАЛОГ ТОГО, что будет. Того и ждём в Того', ['location:Того']],
    [
      'en',
      'Mr. John Carter joined Acme Widgets Ltd. in May.',
      ['individual:John Carter', 'organization:Acme Widgets Ltd.'],
    ],
    ['en', 'The Ministry of Foreign Affairs knew.', ['organization:Ministry of Foreign Affairs']],
    ['en', 'send it now please', []],
    [
      'en',
      'A group known as Blue Heron used a backdoor dubbed "HeronDoor".',
      ['intrusion-set:Blue Heron', 'malware:HeronDoor'],
    ],
    ['zh-Hans', '该组织自称“蓝鹭”，使用名为HeronDoor的后门', ['intrusion-set:蓝鹭', 'malware:HeronDoor']],
    ['ru', 'группировка «Синяя цапля» применила троян HeronDoor', ['intrusion-set:Синяя цапля', 'malware:HeronDoor']],
  ])('%s: %s', async (language, text, expected) => {
    const { mentions } = await extractor.extract([passage(language, text)]);
    expect(mentions.map(({ type, raw }) => `${type}:${raw}`)).toEqual(expected);
  });

  test('a form of address leaves open who is meant', async () => {
    const { mentions } = await extractor.extract([passage('zh-Hans', '陆总，在吗')]);
    expect(mentions).toMatchObject([{ raw: '陆总', type: 'individual', labels: ['form-of-address'] }]);
  });

  test('a made-up name that a text introduces once holds all through it', async () => {
    const first = passage('en', 'We have dubbed this loader *HeronDoor*.');
    const second = { ...passage('en', 'Later samples of HeronDoor were packed; herondoor.dll was not.'), ordinal: 1 };
    const { mentions } = await extractor.extract([first, second]);
    expect(mentions.map(({ type, raw, passage: at }) => `${at} ${type}:${raw}`)).toEqual([
      '0 malware:HeronDoor',
      '1 malware:HeronDoor',
    ]);
  });

  test('a handle that takes part in the chat', async () => {
    const message = { ...passage('en', 'ask @rook, not @nobody'), sender: 'dove', recipients: ['rook'] };
    const { mentions } = await extractor.extract([message]);
    expect(mentions).toMatchObject([{ type: 'handle', raw: 'rook', value: 'rook' }]);
  });
});

describe('words with a capital that are nobody', () => {
  test.each([
    'Надо переключить раскладку. Вас предупредили. Над чем работаешь?',
    'Hi Bro, hello. Hi Yeah',
    'user: Marie.Thorne@example.org, cs\\Anna_Palucka',
    '101 Commerce Dr Harrisburg, Pennsylvania 17112',
    'Energy, Utilities and General Energy; Domain Controllers, with Endpoint Detection and Response',
    'Database & File Management Software; Freight & Logistics Services; a Certificate Authority',
  ])('%s', async (text) => {
    const { mentions } = await extractor.extract([passage(/[а-я]/u.test(text) ? 'ru' : 'en', text)]);
    const likely = mentions.filter(({ type, confidence }) => type !== 'location' && confidence >= 0.5);
    expect(likely.map(({ raw }) => raw)).toEqual([]);
  });
});

test.each([
  ['Передай Пете и Насте, что Павла не будет', ['Пете', 'Насте', 'Павла']],
  ['Юрием и Дмитрию отдали', ['Юрием', 'Дмитрию']],
])('Russian first names in any case: %s', async (text, expected) => {
  const { mentions } = await extractor.extract([passage('ru', text)]);
  expect(mentions.map(({ raw }) => raw)).toEqual(expected);
});

describe('groups and malware in other scripts', () => {
  test.each([
    ['zh-Hans', '把海莲花的样本发我', ['intrusion-set:海莲花=OceanLotus']],
    ['zh-Hans', '超市里的白象方便面', []],
    ['zh-Hans', '白象组织投递了钓鱼邮件', ['intrusion-set:白象=Patchwork']],
    ['ru', 'Атаку приписывают Песчаному червю', ['intrusion-set:Песчаному червю=Sandworm']],
    ['ru', 'шифровальщик уровня Локбита', ['malware:Локбита=LockBit']],
  ])('%s: %s', async (language, text, expected) => {
    const { mentions } = await extractor.extract([passage(language, text)]);
    const likely = mentions.filter(({ confidence }) => confidence >= 0.5);
    expect(likely.map(({ type, raw, value }) => `${type}:${raw}=${value}`)).toEqual(expected);
  });
});

describe('people as colleagues speak of them', () => {
  test.each([
    ['zh-Hans', '让糜晓峰去拿，毕业证在牟老师那里', ['糜晓峰', '牟老师']],
    ['zh-Hans', '我和贝贝、子轩一起吃的饭', ['贝贝', '子轩']],
    ['zh-Hans', '尤斯图斯·米勒博士来访', ['尤斯图斯·米勒']],
    ['zh-Hans', '我和郭潘说了，和老板说一声，师姐也去', ['郭潘']],
    ['ru', 'Участники: Цой Виктор, Коваль Ирина', ['Цой Виктор', 'Коваль Ирина']],
    ['ru', 'спроси у Санька или у Димки, Михалычу позвони', ['Санька', 'Димки', 'Михалычу']],
    ['ru', 'Кредов нет, Готова сборка, Сколько оплатил', []],
  ])('%s: %s', async (language, text, expected) => {
    const { mentions } = await extractor.extract([passage(language, text)]);
    expect(mentions.filter(({ confidence }) => confidence >= 0.5).map(({ raw }) => raw)).toEqual(expected);
  });
});
