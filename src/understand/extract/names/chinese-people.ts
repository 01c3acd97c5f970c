/** People in Chinese text: surname and given name by how names are made and what stands around them, and forms of address. */
import { commonness } from '../../language/english-words.ts';
import { documentedness, isTechnical } from '../library-names/words.ts';
import { type ChineseNameModel, DOUBLE_SURNAMES, SURNAMES, WEAK_SURNAMES } from './chinese-name-model.ts';
import type { Word } from './chinese-words.ts';
import type { FoundName } from './found-name.ts';

const TITLE_AFTER =
  /^\s?(?:先生|女士|小姐|同志|老师|教授|博士|院士|总经理|副总|经理|总监|主任|主管|局长|副局长|处长|科长|厅长|部长|书记|队长|支队长|警官|警员|政委|参谋|司令|将军|上校|中校|少校|董事长|总裁|主席|律师|记者|工程师|院长|校长|副教授|研究员|副研究员|副处长|副主任|民警|同学|学长|学姐|师兄|师姐|代表|出席|列席|主持|汇报|牵头|指出|强调|认为|透露|撰文|您好|你好|[（(][A-Za-z一-鿿]|[:：])/u;
/** Ends with a colon, or with a word that a name follows. */
const TITLE_BEFORE =
  /(?:法人|法定代表人|联系人|负责人|经办人?|承办人?|审核人?|批准人?|申请人|签收人?|收件人|发件人|抄送|姓名|签字|代表|董事长|总裁|总经理|经理|总监|局长|处长|科长|厅长|部长|书记|主任|主席|院长|校长|教授|研究员|发言人|嫌疑人|被告人?|原告|记者|同事|员工|老板|老师|专家|成员|名单|作者|联系|收款人?|付款人|复核|出纳|会计|制单|开票人?|证明人|推荐人|介绍人|上级|上级为|代理人|项目经理|副总|副总经理|主持人?|记录人?|出席|列席|出席人员[有为]?|工程师|副教授|警察|民警|司机|学生|校友|候选人|审批人?|编制|导师|家属|户名|参会人员?|与会人员?|技术支持|销售|研发|人事处?|客服)[:：为是\s“"（(]*$/u;
const LABEL_BEFORE = /(?:人|员|姓名|名单|法人|户名|签字|作者|导师|家属)[:：为是]\s?$|[:：、]\s?$/u;
const CALLED_BEFORE =
  /(?:希望|靠|等着|跟着|带着|除了|包括|比如|例如|像|替|帮|喊|让|找|问|问下|问问|叫|跟|给|由|请|和|与|、|@|转|把|对|向|被|转告|通知|发给|交给|转给|寄给|汇给|通过|委托|安排|派|陪|催|等|约|联系|据|经|是|我是|我叫|听|审理|起诉)$/u;
const ACTS_AFTER =
  /^(?:说|称|表示|负责|离职|入职|毕业|参加|参与|现任|担任|担|在|还|没|已|已经|昨天|今天|明天|要|会|能|可以|跟|和|与|给|把|让|的|于|、|，|,|。|是|问|想|欠|用|改|催|拿|去|来|签字|签|请客|等|接待|介绍|侵犯|被|也|刚|就|这边|那边|那里|下周|上周|本周|一起|同意|承认|否认|赴|任|曾|将|来访|气得|查|收|发|回)/u;
/** 某某学院的, 某公司的: whose somebody is. */
const OF_A_BODY = /(?:公司|学院|大学|中心|集团|单位|部门|厅|局|支队|总队|大队|科技|那边|[处科组部所])的$/u;
/** 这张图, 一段文: what counts things, behind a number or a pointer. */
const COUNTING = /^[张章段支束幅卷项节连]/u;
const COUNTED_BEFORE = /[这那哪几每某两一二三四五六七八九十百千\d多整]\s?$/u;
/** 向董凤汇报: words first, and a surname stands behind them. */
const PREPOSITION = /^[向和与于从对由连同给]/u;
/** Ends a word that the dictionary does not know and that has taken in the end of a name: 李鹏, 程了. */
const PARTICLE_BEHIND = /^[了的吧呢吗嘛啊呀么]/u;
/** Hardly ever in a given name. */
const NOT_GIVEN =
  /[姐哥傅的了不我你他她它这那是在有就都也很太来去要想会能可把被给让从到往吗呢吧啊个们块说看做用啥么得着过和与及为之已吃买卖写哪谁咱您啦哈嗯哦于改催查欠赴总]/u;
const HAN = /^\p{Script=Han}+$/u;

const TITLES =
  '总(?![共之体结算是数量会能觉部局线额计而有统和队包代])|局(?![面域部限势长])|处(?![理在于分罚长])|科(?![技学研长])|队(?![伍员长])|厅(?![长])|哥(?!们)|姐(?!妹)|叔|董(?!事)|院(?![长校])|总监|主任|经理|教授|老师|律师|队长|局长|处长|科长|厅长|院长|校长|书记|警官|博士|师傅|师兄|老板|工(?=[，。！？、：:\\s]|$)';
const ADDRESSED = new RegExp(`(?<surname>欧阳|上官|司马|诸葛|\\p{Script=Han})(?:${TITLES})`, 'gu');
/** 辉哥, 海涛哥, 燕姐: given names are called so, too. */
const GIVEN_ADDRESSED =
  /(?<given>\p{Script=Han}{1,2})(?<title>[哥姐]|总(?![共之体结算是数量会能觉部局线额计而有统和队包代监经裁要得在没]))/gu;
const KIN =
  /[一二两三四五六七八九十大老小表堂亲帅的那这某几各好美靓学师空汇归加共我你他她它们该此位个富款鹦鸽墨西洛多戈]/u;
/** C总, neil哥. */
const LATIN_ADDRESSED =
  /(?<![\p{Script=Latin}\p{N}_.@/-])(?<name>[A-Za-z]|[A-Z]?[a-z]{2,10})\s?(?:总(?![共之体结算是数量会能觉部局线额计而有统队包代监经裁])|哥(?!们)|姐(?!妹)|老师(?!傅)|老板)/gu;
/** 东子, 强子: friends. */
const FRIEND = /(?<given>[东强军涛亮辉明刚伟斌超鹏磊勇凯浩波峰飞杰宇龙虎豪])子(?![公弹女孙])/gu;
/** Surnames that are above all particles. */
const PARTICLE = /^[和那都连哈]$/u;
/** 老周, 小郑, 阿强. */
const FAMILIAR =
  /(?<prefix>[老小阿大])(?<surname>\p{Script=Han})(?<!阿三)(?!\p{Script=Han}{0,1}[时说明家百板师虎鼠婆公区])/gu;
const FOREIGN =
  /(?<![\p{Script=Han}·])\p{Script=Han}{1,8}(?:[·・•]\p{Script=Han}{1,10}){1,3}|\p{Script=Han}{2,8}(?:[·・•]\p{Script=Han}{1,8}){1,3}/gu;
/** What the second part of a foreign name is followed by. */
const BEHIND_FOREIGN =
  /(?<=[·・•].+)(?:博士|教授|先生|女士|将军|部长|总统|总理|首相|大使|上校|警官|来访|表示|指出|认为|宣布|称|说|在|于|与|和|的|等|已|被|及|自).*$/u;
const TRANSLITERATING = new Set(
  '阿艾安奥巴白贝比博布查达戴德迪蒂丁多杜厄恩尔法菲费弗福格古哈海赫亨华霍基吉加杰金卡凯柯科克肯库拉莱兰劳勒雷里力利林隆卢鲁路伦罗洛马麦曼梅米明莫姆穆纳娜南内尼诺欧帕佩皮普奇齐乔切琴丘让热日荣若萨塞森沙什史斯松苏索塔泰坦特提图托瓦威韦维温文沃乌西希夏肖谢辛休雅亚扬耶伊因英尤约扎泽詹珍朱祖买合木江依孜孙玉甫肉热买艾力吾不黎圣保罗贾瑞默罕',
);
/** Two parts of which Tibetan names are made. */
const TIBETAN_PARTS =
  '达瓦|次仁|扎西|尼玛|平措|多吉|卓玛|旺堆|格桑|丹增|洛桑|顿珠|拉姆|央金|白玛|索朗|罗布|巴桑|贡布|强巴|仁青|边巴|普布|米玛|拉巴|德吉|曲珍|旦增|旺姆|桑珠|加措|江村|益西|土登|阿旺|坚赞|朗杰|群培|才仁|才让|卓嘎|吉美|晋美|欧珠|嘎玛|单增|桑吉|南杰|赤列|旺久|旺杰|次旦|次旺|伦珠';
const TIBETAN = new RegExp(`(?:${TIBETAN_PARTS}){2}`, 'gu');

/** People in a text whose words are given, overlapping ones included. */
export function findChinesePeople(text: string, words: readonly Word[], model: ChineseNameModel): FoundName[] {
  const found: FoundName[] = [
    ...fullNames(text, words, model),
    ...givenNames(text, words, model),
    ...addressed(text, words, model),
  ];
  for (const match of text.matchAll(FOREIGN)) {
    const raw = match[0].replace(BEHIND_FOREIGN, '');
    const spelt = [...raw].filter((character) => TRANSLITERATING.has(character)).length;
    if (spelt < (raw.length - 1) * 0.6 || !/[·・•]/u.test(raw)) continue;
    found.push({ start: match.index, end: match.index + raw.length, type: 'individual', confidence: 0.7 });
  }
  for (const match of text.matchAll(TIBETAN)) {
    found.push({ start: match.index, end: match.index + match[0].length, type: 'individual', confidence: 0.7 });
  }
  return found;
}

function fullNames(text: string, words: readonly Word[], model: ChineseNameModel): FoundName[] {
  const found: FoundName[] = [];
  const starts = new Set(words.map(({ start }) => start));
  const ends = new Set(words.map(({ end }) => end));
  for (const [index, word] of words.entries()) {
    if (!HAN.test(word.text)) continue;
    const unknown = isUnknown(word, model);
    // A name begins with a word, or inside one that the dictionary does not know.
    const offsets = unknown ? word.text.length : 1;
    for (let offset = 0; offset < offsets; offset++) {
      const start = word.start + offset;
      const double = DOUBLE_SURNAMES.has(text.slice(start, start + 2));
      const surname = text.slice(start, start + (double ? 2 : 1));
      if (!double && !SURNAMES.has(surname)) continue;
      if (PARTICLE.test(surname) && !LABEL_BEFORE.test(text.slice(Math.max(0, start - 8), start))) continue;
      for (const length of [1, 2]) {
        const end = start + surname.length + length;
        const given = text.slice(start + surname.length, end);
        if (given.length < length || !HAN.test(given) || NOT_GIVEN.test(given)) continue;
        const score = nameScore({ text, start, end, surname, given, words, index, starts, ends, model, offset });
        if (score === undefined) continue;
        const confidence = Math.round(100 / (1 + Math.exp(-score))) / 100;
        if (confidence >= 0.25) found.push({ start, end, type: 'individual', confidence: Math.min(0.92, confidence) });
      }
    }
  }
  return found;
}

/** A word that jieba made up from characters, often a name with what follows it. */
function isUnknown({ text, tag }: Word, model: ChineseNameModel): boolean {
  return tag === 'x' && text.length >= 2 && model.word(text) === 0;
}

/** Log-likelihood ratio of a character that is at home in given names. */
const LIKELY_GIVEN = 0.4;

interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly surname: string;
  readonly given: string;
  readonly words: readonly Word[];
  readonly index: number;
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
  readonly model: ChineseNameModel;
  readonly offset: number;
}

/** Log-odds that the span is a name; undefined where it cannot be one. Weights are set by hand. */
function nameScore(candidate: Candidate): number | undefined {
  const { text, start, end, surname, given, words, index, ends, model, offset } = candidate;
  const parts: Word[] = [];
  for (let at = index; at < words.length && (words[at]?.start ?? end) < end; at++) parts.push(words[at] as Word);
  const last = parts.at(-1);
  const whole = parts.length === 1 && offset === 0 && ends.has(end);
  const raw = text.slice(start, end);
  // A piece of a word that the dictionary knows is no name.
  if (last === undefined || (!ends.has(end) && !isUnknown(last, model))) return undefined;
  if (text[end] === '·' || text[start - 1] === '·') return undefined;
  // 谢谢: a surname does not repeat itself as the only given name.
  if (surname === given) return undefined;
  const frequency = model.word(raw);
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 4);
  if (/^钱[少多款包没给]$/u.test(raw)) return undefined;
  if (COUNTING.test(raw) && COUNTED_BEFORE.test(before)) return undefined;
  if (PREPOSITION.test(raw) && raw.length === 3 && model.surname(raw.charAt(1)) > 1 && !LABEL_BEFORE.test(before))
    return undefined;
  // 600万毛利: what follows a number counts.
  if (/^[万千百双]/u.test(raw) && /[\d几数]\s?$/u.test(before)) return undefined;
  // Quotation marks set off what a thing is called, hardly ever a person.
  if (/[“「『《]$/u.test(before) && /^[”」』》]/u.test(after)) return undefined;
  let score = -2.6 + Math.min(2, model.surname(surname) * 0.5) + Math.max(-3, Math.min(3.2, model.given(given) * 1.1));
  if (given.length === 1 && surname.length === 1) score -= 0.9;
  if (whole && parts[0]?.tag === 'x') score += 1.4;
  if (whole && parts[0]?.tag === 'nr' && frequency === 0) score += raw.length === 3 ? 1.2 : -0.3;
  if (frequency > 0) score -= 2.2 + Math.log10(frequency);
  // 带, 拉, 称 behind a name: what hardly stands in given names ends one.
  if (given.length === 2) score -= Math.max(0, LIKELY_GIVEN - model.given(given.slice(1)));
  const tail = text.slice(end, end + 1);
  const cutsParticle = PARTICLE_BEHIND.test(after);
  if (!ends.has(end)) score -= cutsParticle ? -0.6 : model.given(tail) < 0 ? 0.2 : 0.8;
  const next = words[index + parts.length];
  const isCut =
    given.length === 1 &&
    next?.start === end &&
    isUnknown(next, model) &&
    model.given(tail) > LIKELY_GIVEN &&
    PARTICLE_BEHIND.test(text.slice(end + 1));
  if (isCut) score -= 1.5;
  if (offset > 0) score -= offset === 1 && CALLED_BEFORE.test(before) ? 0.5 : 2;
  for (const part of parts) {
    if (part.text.length < 2 || part.text === raw || part.tag === 'nr' || part.tag === 'x') continue;
    score -= 0.5 + Math.log10(1 + model.word(part.text)) / 2;
  }
  if (whole && parts[0]?.tag === 'ns' && !TITLE_BEFORE.test(before)) return undefined;
  const titled = TITLE_BEFORE.test(before) || TITLE_AFTER.test(after);
  if (WEAK_SURNAMES.has(surname) && !titled && !(whole && raw.length === 3 && parts[0]?.tag === 'nr')) score -= 2;
  if (TITLE_BEFORE.test(before)) score += 2.2;
  else if (OF_A_BODY.test(before)) score += 1.5;
  else if (CALLED_BEFORE.test(before)) score += 0.9;
  else if (/的$/u.test(before) && raw.length === 3) score += 0.6;
  else if (/(?:^|[^\p{Script=Han}])$/u.test(before)) score += 0.7;
  if (TITLE_AFTER.test(after)) score += 2;
  else if (ACTS_AFTER.test(after)) score += 0.8;
  else if (after === '' || /^[^\p{Script=Han}]/u.test(after)) score += 0.7;
  if (text.trim() === raw) score += 0.8;
  return score;
}

/** Whoever speaks of somebody: 听说, 因为. */
const SAID_BEFORE =
  /(?:说|听|因为|但是|不过|然后|还有|现在|今天|昨天|明天|上次|之前|以后|如果|所以|那边|刚才|估计|感觉|就|还|都|也)$/u;

/** Given names alone, as colleagues call each other: 让晓东去. */
const GIVEN_ALONE = 1.1;

function givenNames(text: string, words: readonly Word[], model: ChineseNameModel): FoundName[] {
  return words.flatMap((word): readonly FoundName[] => {
    const { start, end, tag } = word;
    if (word.text.length !== 2 || !HAN.test(word.text)) return [];
    if (!isUnknown(word, model) && (!/^nr(?:fg)?$/.test(tag) || SURNAMES.has(word.text.charAt(0)))) return [];
    const likely = model.given(word.text);
    if (NOT_GIVEN.test(word.text) || likely < GIVEN_ALONE) return [];
    if (model.word(word.text) > 0 && !(model.isGivenName(word.text) && likely > 1.2)) return [];
    const before = text.slice(Math.max(0, start - 8), start);
    const called = CALLED_BEFORE.test(before) || /(?:^|[，。！？、,!?\s])$/u.test(before);
    const acts =
      /^(?:$|[^\p{Script=Han}]|你|您|他|她)/u.test(text.slice(end)) || ACTS_AFTER.test(text.slice(end, end + 4));
    if (!called || !(acts || (likely > 2 && CALLED_BEFORE.test(before)))) return [];
    return [{ start, end, type: 'individual', confidence: 0.55, labels: ['given-name'] }];
  });
}

function isCalledThere(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 4)];
  return CALLED_BEFORE.test(before) && (/^(?:$|[，。！？、,!?\s])/u.test(after) || ACTS_AFTER.test(after));
}

/** 陆总, 彭教授, 老周: who is meant is left open, and labelled so. */
function addressed(text: string, words: readonly Word[], model: ChineseNameModel): FoundName[] {
  const found: FoundName[] = [];
  const inner = new Map(
    words.flatMap((word) => [...word.text].map((_, offset) => [word.start + offset, word] as const)),
  );
  const add = (start: number, end: number, confidence: number, isCalled = false): void => {
    const [first, last] = [inner.get(start), inner.get(end - 1)];
    const raw = text.slice(start, end);
    if (first === undefined || last === undefined) return;
    // 何处, 高科, 小方: words of their own, unless they are names there too.
    const known = model.word(raw);
    if (known > 0 && !['nr', 'ns'].includes(first.tag) && !isCalled) return;
    if (first.start < start && !isUnknown(first, model)) return;
    if (last.end > end && !isUnknown(last, model)) return;
    const lowered = Math.max(0.3, confidence - (known > 20 ? 0.25 : 0));
    found.push({ start, end, type: 'individual', confidence: lowered, labels: ['form-of-address'] });
  };
  for (const match of text.matchAll(ADDRESSED)) {
    const surname = match.groups?.['surname'] ?? '';
    if ((!SURNAMES.has(surname) && !DOUBLE_SURNAMES.has(surname)) || PARTICLE.test(surname) || surname === '师')
      continue;
    const [start, end] = [match.index, match.index + match[0].length];
    const long = match[0].length - surname.length > 1;
    const before = text.slice(Math.max(0, start - 8), start);
    const placed =
      (CALLED_BEFORE.test(before) || /(?:^|[^\p{Script=Han}]|的)$/u.test(before)) &&
      (ACTS_AFTER.test(text.slice(end, end + 4)) || !/^\p{Script=Han}/u.test(text.slice(end)));
    const common = model.surname(surname) > 1.6;
    add(start, end, long ? 0.7 : common ? 0.6 : placed && model.surname(surname) > 0 ? 0.5 : 0.4);
  }
  for (const match of text.matchAll(LATIN_ADDRESSED)) {
    const name = match.groups?.['name'] ?? '';
    if (name.length > 1 && (isTechnical(name) || documentedness(name) > 0.6 || commonness(name) > 2)) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    found.push({ start, end, type: 'individual', confidence: 0.6, labels: ['form-of-address'] });
  }
  for (const match of text.matchAll(GIVEN_ADDRESSED)) {
    const { given = '', title = '' } = match.groups ?? {};
    for (const name of given.length === 2 ? [given, given.charAt(1)] : [given]) {
      const start = match.index + given.length - name.length;
      const end = match.index + match[0].length;
      if (KIN.test(name) || NOT_GIVEN.test(name) || (name.length === 1 && SURNAMES.has(name))) continue;
      const before = text.slice(Math.max(0, start - 8), start);
      const after = text.slice(end, end + 4);
      const starts =
        /(?:^|[^\p{Script=Han}]|的)$/u.test(before) || CALLED_BEFORE.test(before) || SAID_BEFORE.test(before);
      const ends = after === '' || /^[^\p{Script=Han}]/u.test(after) || ACTS_AFTER.test(after);
      const likely = model.given(name);
      // 向伟哥学习, 陪王总坐坐: the first belongs to what stands before.
      const first = name.charAt(0);
      const isLed =
        name.length === 2 &&
        (CALLED_BEFORE.test(first) || PREPOSITION.test(first) || model.surname(name.charAt(1)) > 1.6);
      if (isLed || (name.length === 2 && (!starts || likely < GIVEN_ALONE || model.word(name) > 0))) continue;
      if (likely < (title === '总' ? 1 : 0.4) || !(starts || (ends && title !== '总'))) continue;
      const prefix = name.length === 1 && /[小阿]$/u.test(before) ? 1 : 0;
      add(start - prefix, end, starts && ends ? 0.6 : 0.5, true);
      break;
    }
  }
  for (const match of text.matchAll(/[小老](?![BC])[A-Z](?![\p{Script=Latin}\p{N}_])/gu)) {
    add(match.index, match.index + 2, 0.5, true);
  }
  for (const match of text.matchAll(FRIEND)) {
    const [start, end] = [match.index, match.index + 2];
    const before = text.slice(Math.max(0, start - 8), start);
    const starts = CALLED_BEFORE.test(before) || SAID_BEFORE.test(before) || before === '';
    const after = text.slice(end, end + 6).trimStart();
    const acts = /^(?:$|[，。！？、,!?])/u.test(after) || ACTS_AFTER.test(after);
    if (model.word(match[0].slice(0, 2)) < 20 && starts && acts) add(start, end, 0.5, true);
  }
  for (const match of text.matchAll(FAMILIAR)) {
    const surname = match.groups?.['surname'] ?? '';
    const [start, end] = [match.index, match.index + 2];
    const isWhole = inner.get(start)?.tag === 'x' && inner.get(start)?.text === match[0];
    const isName =
      match.groups?.['prefix'] === '阿' ? isWhole || model.given(surname) > 1.5 : model.surname(surname) > 1.6;
    if (!SURNAMES.has(surname) && match.groups?.['prefix'] !== '阿') continue;
    if (isName && (match.groups?.['prefix'] !== '大' || model.surname(surname) > 2.4))
      // 小马 is a foal, unless it is called and does something.
      add(start, end, 0.55, isCalledThere(text, start, end));
  }
  return found;
}
