/** The gloss, with the real dictionaries. */
import { beforeAll, describe, expect, test } from 'vitest';
import { describeTranslator } from '../../../ports/translator.contract.ts';
import type { Translator } from '../../../ports/translator.ts';
import { createGlossTranslator } from './gloss-translator.ts';
import { loadLexicon } from './lexicon.ts';

describeTranslator('gloss', {
  create: createGlossTranslator,
  supported: { from: 'zh-Hans', to: 'en', sentences: ['钱到账了', '服务器⟦0⟧在吗，还有⟦1⟧'] },
  unsupported: { from: 'ru', to: 'en' },
});

let gloss: Translator;
beforeAll(async () => {
  gloss = await createGlossTranslator();
});
const read = async (sentence: string): Promise<string> =>
  (await gloss.translate({ sentences: [sentence], from: 'zh-Hans', to: 'en' }))[0] ?? '';

describe('word by word', () => {
  test.each([
    ['我看看', 'I take a look'],
    ['远控木马上线了', 'remote access trojan (RAT) check in (of an implant)'],
    ['公安部的服务器', 'Ministry of Public Security (MPS) server'],
    ['云南拒绝了', 'Yunnan refuse'],
    ['陆总有空吗', /^boss Lu have/],
    ['這個專案', /^this/],
    ['地址⟦0⟧，快点', /address ⟦0⟧, /],
    ['hello world', 'hello world'],
  ])('%s', async (chinese, english) => {
    const read_ = await read(chinese);
    if (typeof english === 'string') expect(read_).toBe(english);
    else expect(read_).toMatch(english);
  });

  test('a name that no dictionary has is in pinyin', async () => {
    expect(await read('龚晓昀')).toBe('Gong Xiaoyun');
  });

  test.each([
    ['吴海波定的会议', /^Wu Haibo /],
    ['找陈飞虎要', / Chen Feihu/],
    ['吴先生没来', /^Wu Mr /],
    ['刘经理已经知道了', /^Liu manager /],
    ['赵今天到', /^Zhao today/],
    ['陈旧的设备', /^old-fashioned/],
    ['住双流', /Shuangliu county$/],
    ['双流机场', /airport$/],
  ])('surnames and places that jieba takes for words: %s', async (chinese, english) => {
    expect(await read(chinese)).toMatch(english);
  });
});

describe('the lexicon', () => {
  test.each([
    ['zh.tsv', 600],
    ['ru.tsv', 300],
  ])('%s has terms enough, each once, each with a source', async (file, least) => {
    const entries = await loadLexicon(file);
    expect(entries.length).toBeGreaterThanOrEqual(least);
    expect(new Set(entries.map(({ term }) => term)).size).toBe(entries.length);
  });

  test('everyday words do not repeat', async () => {
    const entries = await loadLexicon('zh-common.tsv');
    expect(new Set(entries.map(({ term }) => term)).size).toBe(entries.length);
  });
});
