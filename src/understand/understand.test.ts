/** All of understanding at once, with its real parts. */
import { beforeAll, expect, test } from 'vitest';
import type { StoredPassage } from '../model/passage.ts';
import { createUnderstander, type Understander } from './understand.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander();
});

function message(ordinal: number, text: string): StoredPassage {
  const document = 'doc-0000000000000000';
  const position = { kind: 'message', index: ordinal } as const;
  return { ordinal, role: 'message', text, position, id: `${document}.${ordinal}`, document, collection: 'col-leak' };
}

test('languages, indicators and names, each mention the exact slice of its passage', async () => {
  const passages = [
    message(0, '给公安部三所演示，地址74.120.172[.]10'),
    message(1, 'Деньги получил Иванов Пётр Сергеевич'),
    message(2, 'ok'),
  ];
  const { languages, mentions } = await understander.understand(passages);
  expect(languages.map(({ language }) => language)).toEqual(['zh-Hans', 'ru', expect.stringMatching(/^(?:en|und)$/)]);
  expect(mentions.map(({ passage, type, value }) => `${passage} ${type} ${value}`)).toEqual([
    '0 organization 公安部三所',
    '0 ipv4 74.120.172.10',
    '1 individual Иванов Пётр Сергеевич',
  ]);
  for (const { passage, start, end, raw } of mentions) expect(passages[passage]?.text.slice(start, end)).toBe(raw);
});

test('Han text that both scripts write alike takes the script around it', async () => {
  const traditional = await understander.understand([message(0, '請發給我看'), message(1, '你好')]);
  expect(traditional.languages.map(({ language }) => language)).toEqual(['zh-Hant', 'zh-Hant']);
  const alone = await understander.understand([message(0, '你好')]);
  expect(alone.languages).toEqual([{ ordinal: 0, language: 'zh-Hans' }]);
});

test('indicators alone leave names out', async () => {
  const { mentions } = await understander.understand(
    [message(0, '给公安部三所演示，地址74.120.172[.]10')],
    'indicators',
  );
  expect(mentions.map(({ type }) => type)).toEqual(['ipv4']);
});

test('a name in a cell is one mention, with what the header says of it', async () => {
  const text = '陈建国\t成都市公安局';
  const cells = [
    { start: 0, end: 3, ref: '1', header: '姓名' },
    { start: 4, end: 10, ref: '2', header: '客户' },
  ];
  const row: StoredPassage = {
    ...message(0, text),
    role: 'row',
    position: { kind: 'row', table: 't', row: 2, cells },
  };
  const { mentions } = await understander.understand([row]);
  expect(mentions.map(({ type, value, labels }) => [type, value, labels])).toEqual([
    ['individual', '陈建国', ['role:person']],
    ['organization', '成都市公安局', ['role:client', 'agency']],
  ]);
});
