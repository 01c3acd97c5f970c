/** Languages of short lines, with the real model. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createLanguageDetector, type LanguageDetector } from './create-language-detector.ts';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await createLanguageDetector();
});

describe('short lines', () => {
  test.each([
    ['zh-Hans', '这个项目'],
    ['zh-Hans', '请发给我看'],
    ['zh-Hans', '钱到账了吗'],
    ['zh-Hant', '請發給我看'],
    ['zh-Hant', '這個專案開始了'],
    ['zh-Hans', 'webshell还在吗'],
    ['zh-Hans', '用Cobalt Strike上线了 报告发你'],
    ['ru', 'да, ок'],
    ['ru', 'деньги пришли?'],
    ['ru', 'скинь файл на https://example.com/a'],
    ['uk', 'гроші надійшли?'],
    ['en', 'hello'],
    ['en', 'send it now'],
    ['en', 'The server is down again.'],
    ['en', 'Pavel Orlov met Wu Haibo in Moscow'],
    ['en', 'Marta Kowalczyk, Head of Procurement'],
    ['de', 'Hans hat Geld'],
    ['it', 'Giulia ha una casa'],
    ['ja', 'ありがとう'],
    ['ja', '東京に行く'],
    ['ko', '안녕하세요'],
    ['ar', 'السلام عليكم'],
    ['fa', 'سلام چطوری؟ پول را گرفتی'],
    ['ug', 'ياخشىمۇسىز، ئەھۋالىڭىز قانداق'],
    ['bo', 'བཀྲ་ཤིས་བདེ་ལེགས།'],
    ['vi', 'xin chào bạn'],
    ['de', 'Vielen Dank für Ihre schnelle Antwort'],
    ['fr', 'Merci beaucoup pour votre aide'],
    ['es', 'Muchas gracias por la información'],
    ['th', 'สวัสดีครับ'],
    ['he', 'שלום לכולם'],
    ['my', 'မင်္ဂလာပါ'],
  ])('%s: %s', (language, text) => {
    expect(detector.detect(text)).toBe(language);
  });
});

describe('too little to tell', () => {
  test.each(['', '123', '?!', '74.120.172.10', 'a', 'd41d8cd98f00b204e9800998ecf8427e', 'wxid_ab12cd34ef', '😀'])(
    '%j is und',
    (text) => expect(detector.detect(text)).toBe('und'),
  );
});

test('Han text that both scripts write alike is zh without a script', () => {
  expect(detector.detect('你好')).toBe('zh');
});

test('addresses in a line do not decide its language', () => {
  expect(
    detector.detect('смотри http://very-long-english-words.example.com/index/page и http://another.example.org'),
  ).toBe('ru');
});
