/** People, organisations, agencies and places in Chinese, from jieba's words and from rules on surnames, titles and suffixes. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { isHan } from '../language/scripts.ts';
import type { TermBase } from '../translate/term-base.ts';
import { type FoundName, withoutOverlaps } from './name-mention.ts';

const SURNAMES = new Set(
  (
    '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦' +
    '邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季岳齐尤倪葛柴殷詹甘祝焦巩靳项祁涂盛柯卓阮辛翁霍游裴鲁俞华'
  ).split(''),
);
const DOUBLE_SURNAMES = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '夏侯',
]);

/** Words that end an organisation's name, and how sure that makes it. */
const ORGANISATION_ENDS: readonly (readonly [ending: RegExp, confidence: number])[] = [
  [/(?:有限责任公司|股份有限公司|有限公司|分公司|集团公司)$/u, 0.85],
  [
    /(?:公安局|公安厅|公安分局|国家安全局|国家安全厅|国安局|安全厅|检察院|法院|总队|支队|保密局|管理局|监管局|人民政府|大使馆|领事馆|委员会|办公厅|研究院|研究所|实验室|基金会|协会)$/u,
    0.75,
  ],
  [
    /(?:大学|学院|中学|医院|银行|集团|电信|联通|航空|出版社|报社|电视台|事务所|交易所|外交部|国防部|内政部|财政部|交通部|卫生部|司令部)$/u,
    0.65,
  ],
  [/(?:公司|科技|局|厅|大队|中队)$/u, 0.5],
];
/** Tags of words that may stand inside a name, before its ending. */
const INSIDE = /^(?:n|ns|nr|nrt|nrfg|nz|nt|j|vn|l|i|f|s|b|eng|an|ng|x)$/;
/** Words with such tags that begin a phrase rather than a name. */
const NOT_INSIDE = new Set(
  '公司 集团 我们 你们 他们 这个 那个 客户 对方 老板 领导 项目 情况 问题 时候 现在 目前 今天 昨天 明天 朋友 兄弟 哥 总 前 后 里 上 下 中 外 边 方 大 小 新 老 旧 本 该 某 各 全 家'.split(
    ' ',
  ),
);
const LONGEST_BEFORE = 8;

const TITLE_AFTER =
  /^(?:先生|女士|小姐|同志|老师|教授|博士|院士|总经理|副总|经理|主任|局长|副局长|处长|科长|厅长|部长|书记|队长|支队长|警官|政委|参谋|司令|将军|上校|中校|少校|董事长|总裁|主席|律师|记者|工程师)/u;
const TITLE_BEFORE =
  /(?:法人|法定代表人|联系人|负责人|经办人|姓名|签字|董事长|总经理|经理|局长|处长|主任|教授|嫌疑人|被告人|记者|同事|员工)[:：为是\s]*$/u;
/** Given names hold none of these. */
const NOT_GIVEN =
  /[的了不我你他她它这那是在有就都也很太来去要想会能可把被给让从到往吗呢吧啊个们天块钱总说看做用啥么得着过]/u;
const ADDRESSED =
  /(?<!\p{Script=Han})(?:(?<surname>\p{Script=Han})(?:总(?![共之体结算是数量会能觉部局线额计])|局|处长|队长|哥|姐|老师|工(?=[，。！？\s]|$)))/gu;

export interface ChineseNames {
  /** Names in one text, in order, not overlapping. */
  find(text: string): readonly FoundName[];
}

/** `known` are agencies and contractors of the lexicon. */
export function createChineseNames(known: TermBase): ChineseNames {
  const jieba = Jieba.withDict(dict);

  function find(text: string): readonly FoundName[] {
    const found: FoundName[] = [];
    for (const { start, end } of known.find(text, 'zh')) {
      found.push({ start, end, type: 'organization', confidence: end - start > 2 ? 0.85 : 0.6, labels: ['lexicon'] });
    }
    const words: { word: string; tag: string; start: number }[] = [];
    let at = 0;
    for (const { word, tag } of jieba.tag(text, true)) {
      const start = text.indexOf(word, at);
      if (start < 0) continue;
      words.push({ word, tag, start });
      at = start + word.length;
    }
    for (const [index, { word, tag, start }] of words.entries()) {
      const end = start + word.length;
      if (tag === 'ns' && word.length >= 2) found.push({ start, end, type: 'location', confidence: 0.6 });
      if (tag === 'nt' && word.length >= 3) found.push({ start, end, type: 'organization', confidence: 0.7 });
      const ending = ORGANISATION_ENDS.find(([pattern]) => pattern.test(word) && isHan(word.charCodeAt(0)));
      if (ending !== undefined) {
        const organisation = organisationEndingAt(words, index, ending[1]);
        if (organisation !== undefined) found.push(organisation);
      }
      const person = personAt(text, word, tag, start);
      if (person !== undefined) found.push(person);
    }
    for (const match of text.matchAll(ADDRESSED)) {
      if (!SURNAMES.has(match.groups?.surname ?? '')) continue;
      found.push({
        start: match.index,
        end: match.index + match[0].length,
        type: 'individual',
        confidence: 0.45,
        labels: ['form-of-address'],
      });
    }
    return withoutOverlaps(found);
  }

  return { find };
}

function organisationEndingAt(
  words: readonly { word: string; tag: string; start: number }[],
  index: number,
  confidence: number,
): FoundName | undefined {
  const last = words[index];
  if (last === undefined) return undefined;
  let first = index;
  for (let before = index - 1; before >= 0 && index - before <= LONGEST_BEFORE; before--) {
    const { word, tag, start } = words[before] ?? last;
    const next = words[before + 1] ?? last;
    if (start + word.length !== next.start || !INSIDE.test(tag) || NOT_INSIDE.has(word)) break;
    if (!/^[\p{Script=Han}A-Za-z0-9]+$/u.test(word)) break;
    first = before;
  }
  const begin = words[first] ?? last;
  const end = last.start + last.word.length;
  // An ending alone (公司, 大学) names nothing.
  if (end - begin.start < 4 || (first === index && last.word.length < 4)) return undefined;
  // 科技公司, 落地公司: a common noun before a weak ending describes a company and names none.
  const named = words
    .slice(first, index)
    .some(({ tag, word }) => /^(?:n[rstz]|eng|x)/.test(tag) || /[A-Za-z]/.test(word));
  if (confidence <= 0.5 && !named)
    return { start: begin.start, end, type: 'organization', confidence: 0.25, labels: ['doubtful-name'] };
  return { start: begin.start, end, type: 'organization', confidence };
}

function personAt(text: string, word: string, tag: string, start: number): FoundName | undefined {
  if (!tag.startsWith('nr') || word.length < 2 || word.length > 4 || NOT_GIVEN.test(word)) return undefined;
  const end = start + word.length;
  const double = DOUBLE_SURNAMES.has(word.slice(0, 2));
  const foreign = tag === 'nrt' || tag === 'nrfg';
  if (!double && !foreign && (!SURNAMES.has(word.charAt(0)) || word.length > 3)) return undefined;
  const titled =
    TITLE_AFTER.test(text.slice(end, end + 4)) || TITLE_BEFORE.test(text.slice(Math.max(0, start - 10), start));
  const alone = text.trim() === word;
  const base = word.length === 3 || double ? 0.5 : 0.35;
  return { start, end, type: 'individual', confidence: titled ? 0.8 : alone ? base + 0.1 : base };
}
