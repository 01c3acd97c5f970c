/**
 * A gloss: Chinese words one by one with their commonest English sense, in the order of the original. It is always
 * there, needs no model, and is no translation.
 *
 * Words come from jieba, senses from the shipped lexicon of the field, then from CC-CEDICT (CC BY-SA 4.0).
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Jieba } from '@node-rs/jieba';
import { pinyin } from 'pinyin-pro';
import { TelltaleError } from '../../../errors.ts';
import type { LexiconEntry } from '../../../model/lexicon.ts';
import type { GlossedWord } from '../../../model/translation.ts';
import type { Translator } from '../../../ports/translator.ts';
import { loadCedict } from './cedict.ts';
import { loadLexicon } from './lexicon.ts';

/** Raise with the dictionary, the lexicon or the way of choosing a sense. */
export const GLOSS_VERSION = 'gloss/2';

/** Runs with Han in them, with the Latin letters and digits that Chinese terms hold (`C段`, `3389端口`). */
const HAN_RUN = /[\p{Script=Han}A-Za-z0-9+#&%]*\p{Script=Han}[\p{Script=Han}A-Za-z0-9+#&%]*/gu;
const HAS_HAN = /\p{Script=Han}/u;

const PUNCTUATION: Readonly<Record<string, string>> = {
  '。': '.',
  '，': ',',
  '、': ',',
  '；': ';',
  '：': ':',
  '？': '?',
  '！': '!',
  '（': '(',
  '）': ')',
  '“': '"',
  '”': '"',
  '《': '"',
  '》': '"',
  '「': '"',
  '」': '"',
  '　': ' ',
};
const PUNCTUATION_PATTERN = /[。，、；：？！（）“”《》「」　]/g;

/** Particles that a reader of English is better off without. */
const SILENT = new Set('的了吗呢吧啊呀哦嘛地得着哈呗啦哇咯喔嗷哟唉诶噢'.split(''));

/** The commonest surnames, by far the most of all bearers. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余杜叶程魏苏吕丁任卢姚钟姜崔谭陆汪范廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤'.split(
    '',
  ),
);
/** Characters that hardly stand in a given name. */
const NOT_IN_NAMES = new Set(
  '的了不我你他她它这那是在有就都也很太怕来去要想会能可把被给让叫从到往为以着过吗呢吧啊个们天块钱总'.split(''),
);

/** Surnames that are hardly words of their own in today's Chinese, and do not stand before a title alone. */
const CLEAR_SURNAMES = new Set(
  '刘陈赵吴徐孙朱郭韩冯曹彭袁潘蔡蒋邓郑魏吕卢姚崔谭廖邱薛闫侯秦尹邹贺龚邵覃俞倪樊'.split(''),
);
const TITLE =
  /^(?:先生|女士|小姐|经理|老师|主任|总监|..?长|教授|医生|律师|师傅|同学|老板|书记|秘书|警官|同志|副总|老总|家.?|氏|姓|某.?)$/u;

/** How colleagues address one another: surname and title, which jieba takes apart (陆总有空 -> 陆, 总有). */
const TITLES: Readonly<Record<string, string>> = {
  总: 'boss',
  哥: 'brother',
  姐: 'sister',
  局: 'bureau chief',
  处: 'division chief',
  队: 'captain',
  工: 'engineer',
};
const ADDRESSED = new RegExp(
  `([${[...SURNAMES].join('')}])(总(?![共之体结算是数量会能想觉部局线额计]|要的)|哥|姐|工(?=[，。！？\\s]|$))`,
  'gu',
);

function looksLikeName(characters: readonly string[]): boolean {
  const [first = ''] = characters;
  return (
    characters.length >= 2 &&
    characters.length <= 3 &&
    SURNAMES.has(first) &&
    !characters.slice(1).some((character) => NOT_IN_NAMES.has(character))
  );
}

export interface Gloss {
  sentence(sentence: string): string;
  /** Chinese words in order, with offsets into the text; what lies between them has none. */
  words(text: string): readonly GlossedWord[];
}

/** Reads the dictionaries (0.5 s). */
export async function createGloss(): Promise<Gloss> {
  const [cedict, entries, common] = await Promise.all([
    loadCedict(),
    loadLexicon('zh.tsv'),
    loadLexicon('zh-common.tsv'),
  ]);
  const senses = new Map<string, string>();
  for (const { term, english } of [...common, ...entries]) senses.set(term, firstAlternative(english));
  // Not as the package's module, which keeps two files of 11 MB in memory, in every process that knows of the gloss.
  const jieba = Jieba.withDict(await readFile(fileURLToPath(import.meta.resolve('@node-rs/jieba/dict.txt'))));
  jieba.loadDict(Buffer.from(jiebaLines(entries)));
  /** Words met so far: a chat repeats itself. */
  const known = new Map<string, string>();

  function senseOf(word: string): string | undefined {
    return senses.get(word) ?? cedict.lookUp(word);
  }

  /** A word that no dictionary has: a name in pinyin, else its longest parts that a dictionary has. */
  function compose(word: string): string {
    const characters = [...word];
    const [first = '', title] = [characters[0], characters.slice(1).join('')];
    if (SURNAMES.has(first) && TITLE.test(title)) return `${inPinyin(first)} ${glossWord(title)}`;
    if (looksLikeName(characters)) return inPinyin(word);
    const parts: string[] = [];
    for (let at = 0; at < characters.length; ) {
      let length = Math.min(characters.length - at, 6);
      let sense: string | undefined;
      for (; length > 0 && sense === undefined; length--) {
        const part = characters.slice(at, at + length).join('');
        sense = SILENT.has(part) ? '' : senseOf(part);
      }
      const taken = sense === undefined ? 1 : length + 1;
      const gloss = sense ?? inPinyin(characters[at] ?? '');
      if (gloss !== '') parts.push(gloss);
      at += taken;
    }
    return parts.join(' ');
  }

  function glossWord(word: string): string {
    let gloss = known.get(word);
    if (gloss === undefined) {
      gloss = SILENT.has(word)
        ? ''
        : !HAS_HAN.test(word)
          ? word
          : CLEAR_SURNAMES.has(word)
            ? inPinyin(word)
            : (senseOf(word) ?? compose(word));
      if (known.size > 200_000) known.clear();
      known.set(word, gloss);
    }
    return gloss;
  }

  /** Words of a run; a surname and what jieba took for a word or two behind it are one name: 吴 海波. */
  function cut(run: string): readonly string[] {
    const words = jieba.cut(run, true);
    const joined: string[] = [];
    for (let at = 0; at < words.length; at++) {
      const [word = '', next = '', third = ''] = words.slice(at, at + 3);
      const given = next.length === 2 ? next : next.length === 1 && third.length === 1 ? next + third : '';
      const isName =
        CLEAR_SURNAMES.has(word) &&
        /^\p{Script=Han}{2}$/u.test(given) &&
        !TITLE.test(given) &&
        !senses.has(given) &&
        looksLikeName([...(word + given)]);
      joined.push(isName ? word + given : word);
      if (isName) at += given === next ? 1 : 2;
    }
    return joined;
  }

  function glossWords(run: string): string {
    let text = '';
    for (const word of cut(run)) {
      const gloss = glossWord(word);
      if (gloss !== '') text += text === '' ? gloss : ` ${gloss}`;
    }
    return text;
  }

  function glossRun(run: string): string {
    let text = '';
    let from = 0;
    for (const match of run.matchAll(ADDRESSED)) {
      if (match.index > from) text = join(text, glossWords(run.slice(from, match.index)));
      text = join(text, `${TITLES[match[2] ?? ''] ?? ''} ${inPinyin(match[1] ?? '')}`);
      from = match.index + match[0].length;
    }
    return join(text, glossWords(run.slice(from)));
  }

  function glossSentence(sentence: string): string {
    let text = '';
    let from = 0;
    for (const match of sentence.matchAll(HAN_RUN)) {
      text = join(
        text,
        sentence.slice(from, match.index).replace(PUNCTUATION_PATTERN, (mark) => PUNCTUATION[mark] ?? mark),
      );
      text = join(text, glossRun(match[0]));
      from = match.index + match[0].length;
    }
    return join(
      text,
      sentence.slice(from).replace(PUNCTUATION_PATTERN, (mark) => PUNCTUATION[mark] ?? mark),
    ).trim();
  }

  function words(text: string): readonly GlossedWord[] {
    const found: GlossedWord[] = [];
    for (const match of text.matchAll(HAN_RUN)) {
      let at = match.index;
      for (const word of cut(match[0])) {
        const [start, end] = [at, at + word.length];
        at = end;
        if (!HAS_HAN.test(word)) continue;
        const reading = pinyin(word, { type: 'array' }).join(' ');
        found.push({
          start,
          end,
          gloss: glossWord(word),
          pinyin: reading,
          source: senses.has(word) ? 'lexicon' : 'dictionary',
        });
      }
    }
    return found;
  }

  return { sentence: glossSentence, words };
}

export async function createGlossTranslator(): Promise<Translator> {
  const gloss = await createGloss();
  return {
    name: GLOSS_VERSION,
    kind: 'gloss',
    remote: false,
    supports: async (from, to) => isChinese(from) && to === 'en',
    async translate({ sentences, from, to }) {
      if (!isChinese(from) || to !== 'en') {
        throw new TelltaleError(
          'translator-unsupported',
          `The gloss reads Chinese into English, not ${from} into ${to}.`,
        );
      }
      return sentences.map(gloss.sentence);
    },
    async close() {},
  };
}

function isChinese(language: string): boolean {
  return language === 'zh' || language.startsWith('zh-');
}

/** `remote access trojan; RAT` -> `remote access trojan`. */
function firstAlternative(english: string): string {
  const end = english.indexOf(';');
  return end < 0 ? english : english.slice(0, end);
}

/** jieba keeps together what has a high enough count. */
function jiebaLines(entries: readonly LexiconEntry[]): string {
  return entries
    .filter(({ term }) => [...term].length > 1 && !/\s/.test(term))
    .map(({ term }) => `${term} 20000 n\n`)
    .join('');
}

function inPinyin(word: string): string {
  const syllables = pinyin(word, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const [first, ...rest] = syllables;
  if (first === undefined) return word;
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return rest.length === 0 ? capital(first) : `${capital(first)} ${capital(rest.join(''))}`;
}

/** A space between words, none around a bracket or before a mark. */
function join(left: string, right: string): string {
  if (left === '' || right === '') return left + right;
  return /[\s([{"'/]$/u.test(left) || /^[\s.,;:?!)\]}"'/…~]/u.test(right) ? left + right : `${left} ${right}`;
}
