/** How likely a string of Han characters is a person's name, from the names and words of jieba's dictionary. */
import { readFileSync } from 'node:fs';
import { createChineseDictionary, type DictionaryLine } from './chinese-dictionary.ts';

export const SURNAMES = new Set(
  // The hundred family surnames and what is met beside them; those above all words are held down by their likelihood.
  (
    '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公' +
    '母牟丛仝苑楼展揭邸战衣修初亓肇雒鹿隋郇呙佘佴佀代兀凃丘海哈付覃辜阙谌湯仉笪钭郄闾漆晋楚缑亢况郈琴商佘佟' +
    '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦' +
    '邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季岳齐尤倪葛柴殷詹甘祝焦巩靳项祁涂盛柯卓阮辛翁霍游裴鲁俞华' +
    '骆费褚邢聂冉褟麦庞樊兰梅路祖凌滕牛温庄瞿查关包佟吉党池宁欧阳仇匡冼桂冀楚栾简司苗蔺' +
    '晏穆解单屈闵窦艾井阎古席宫鞠柳房舒喻解阳于计邬傅左原鲍车邝' +
    '陳張劉楊趙黃吳孫馬羅鄭謝許鄧韓馮蕭葉魏蘇呂盧鐘譚陸範賈鄒閆龍賀顧龔邵萬錢嚴莊湯賴溫聶龐關單'
  ).split(''),
);
/** Surnames that are above all other words, or begin those of firms and places: they need a title beside them. */
export const WEAK_SURNAMES = new Set(
  '和那连扶都能从双全荣明景东宿云海永国公广文时查空后相红满权阴山通经越有勾别安平常权强终利益风水花车商那沙暴印双党边农从充池要康束温冷干包花'.split(
    '',
  ),
);
export const DOUBLE_SURNAMES = new Set(
  '欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 独孤 宇文 轩辕 呼延 歐陽 諸葛 司馬'.split(' '),
);

export interface ChineseNameModel {
  /** Log-likelihood ratio of a given name's characters against running text, per character, 0 where neither is the likelier. */
  given(characters: string): number;
  /** The same of a surname: 于, 向, 和 are words first. */
  surname(characters: string): number;
  /** Frequency of a dictionary word that is no name, 0 for anything else. */
  word(text: string): number;
  /** 志强, 美玲: what the dictionary has only because people are called so. */
  isGivenName(text: string): boolean;
  /** Names and characters of words that were counted. */
  readonly totals: { readonly names: number; readonly words: number };
}

const SMOOTHING = 0.3;

/** 文明, 毛利, 乔迁: the dictionary takes them for people. */
function readOrdinaryWords(): ReadonlySet<string> {
  const file = readFileSync(new URL('../../../../data/gazetteer/not-people.zh.txt', import.meta.url), 'utf8');
  return new Set(file.split(/\s/u));
}

/** Tells which lines of the dictionary are names of people. */
export function createChineseNameTest(ordinary = readOrdinaryWords()): (line: DictionaryLine) => boolean {
  return ({ word, tag }) =>
    tag === 'nr' && word.length >= 2 && word.length <= 3 && SURNAMES.has(word.charAt(0)) && !ordinary.has(word);
}

type Counts = readonly [given: number, surname: number, words: number];
const NONE: Counts = [0, 0, 0];

/** Of `data/words/chinese-characters.tsv`: characters, and under `total` what all come to. */
function readCounts(): ReadonlyMap<string, Counts> {
  const file = readFileSync(new URL('../../../../data/words/chinese-characters.tsv', import.meta.url), 'utf8');
  const counts = new Map<string, Counts>();
  for (const line of file.split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const [key = '', given, surname, words] = line.split('\t');
    counts.set(key, [Number(given), Number(surname), Number(words)]);
  }
  return counts;
}

export function createChineseNameModel(): ChineseNameModel {
  const counts = readCounts();
  const countsOf = (key: string): Counts => counts.get(key) ?? NONE;
  const [givenTotal, surnameTotal, backgroundTotal] = countsOf('total');
  const dictionary = createChineseDictionary();
  const ordinary = readOrdinaryWords();
  const isName = createChineseNameTest(ordinary);
  const ratio = (own: number, total: number, other: number): number =>
    Math.log((own + SMOOTHING) / (total + 8000)) - Math.log((other + 200) / (backgroundTotal + 1e6));
  const given = (characters: string): number => {
    let sum = 0;
    for (const character of characters) {
      const [own, , words] = countsOf(character);
      sum += ratio(own, givenTotal, words);
    }
    return sum / Math.max(1, characters.length);
  };
  return {
    given,
    totals: { names: surnameTotal, words: backgroundTotal },
    surname(characters) {
      const [, own, words] = countsOf(characters);
      return DOUBLE_SURNAMES.has(characters) ? 3 : ratio(own, surnameTotal, words);
    },
    isGivenName(text) {
      return text.length === 2 && /^nr(?:fg)?$/.test(dictionary.find(text)?.tag ?? '') && !ordinary.has(text);
    },
    word(text) {
      const line = dictionary.find(text);
      return line === undefined || isName(line) ? 0 : line.frequency;
    },
  };
}
