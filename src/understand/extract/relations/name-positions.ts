/** What stands in a passage that relations can hold between: names, amounts, dates, and tools and handles by their form. */
import type { EntityType } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import { commonness, isKnownWord } from '../../language/english-words.ts';
import { findAmounts } from '../amounts.ts';
import { findDates } from '../dates.ts';
import { isTechnical } from '../library-names/words.ts';
import type { FoundName } from '../names/found-name.ts';
import type { Named } from './sentence-template.ts';

/** Names surer than this may stand in a relation. */
const SURE_ENOUGH = 0.5;
/** Before which others stand, and no party. */
const COURT = /^(?:法院|检察院|суд\p{L}{0,2})$/u;
/** `ShadowPad`, `PlugX`, `APT-C-60`: no ordinary word in any language. */
const TOOL =
  /(?<![\p{L}\p{N}_.@/-])\p{Lu}[\p{Script=Latin}\p{N}]*(?:\p{Ll}\p{Lu}|[\p{Ll}]\d)[\p{Script=Latin}\p{N}]*(?![\p{L}\p{N}_.@/-]\p{L})/gu;
/** What changes hands without a word for money: 40k, 八万. */
const SUM =
  /(?<![\p{L}\p{N}.,])\d{1,4}(?:[.,]\d{1,2})?\s?[kк](?![\p{L}\p{N}])|(?<=[收付转打汇给拿欠塞退借分]了?\P{N}{0,16})[一二两三四五六七八九十百\d.]{1,6}[万千](?:块|元|多)?/giu;
/** Looks like a product and is a kind of attack. */
const ATTACK = /^R?DDoS$/i;
/** Within Chinese or Russian any word in Latin letters with a capital is a name. */
const LATIN =
  /(?<![\p{Script=Latin}\p{N}_.@/-])\p{Lu}[\p{Script=Latin}\p{N}]{2,24}(?:[ ]\p{Lu}[\p{Script=Latin}\p{N}]{1,24}){0,2}(?![\p{Script=Latin}\p{N}_@/-])/gu;
/** What breaks in or is used to: a name with a capital that stands where such things are told. */
const ACTOR_BEFORE =
  /(?<![\p{L}\p{N}_.@/-])\p{Lu}[\p{L}\p{N}-]{1,24}(?:[ ]\p{Lu}[\p{L}\p{N}-]{1,24}){0,2}(?=(?:[ ](?:hackers?|operators?|actors?|affiliates?|gang|malware|group))?(?:,[^,.]{0,60},)?[ ](?:(?:has|have|had|also|then|repeatedly|did not|never) ){0,2}(?:(?:been )?(?:observed|seen) (?:using|deploying|targeting)|hit|struck|penetrated|gained access to|spied on|went after|is targeting|used|uses|deployed|relied on|leveraged|targeted|targets|attacked|compromised|breached|breach|hacked|infiltrated|works? for|operates? on behalf of|(?:is|are|was|were|been) (?:\p{Ll}+ )?(?:attributed|linked|tied) to|(?:is|was) (?:operated|run|directed|controlled|sponsored|tasked) by)[ ])/gu;
const ACTOR_AFTER =
  /(?<=(?:fell (?:victim|prey) to|(?:targeted|attacked|compromised|breached|hacked|hit|written|developed|built) by|used|uses|using|deployed|via|with|called|built|wrote|coded|sells?|sold|resells?|offers|markets)[ ](?:the |a |an |its )?)\p{Lu}[\p{L}\p{N}-]{2,24}(?:[ ]\p{Lu}[\p{L}\p{N}-]{1,24}){0,2}(?![\p{L}\p{N}_@/-])/gu;
/** 遭暗影蝎组织入侵. */
const HAN_ACTOR =
  /(?<=遭到?|被|受到?|名为|系|沦为|成为)(?!到)\p{Script=Han}{2,5}(?=(?:黑客|APT|攻击)?(?:组织|团伙))|(?<=^|[。，；、：\s])\p{Script=Han}{2,5}(?=(?:黑客|APT|攻击)?组织(?:长期|借助|利用|使用|通过|曾|近期|攻击|针对|入侵|对|以|自))|(?<=[将把])\p{Script=Han}{2,5}?(?=(?:组织|团伙)?(?:与|和|同|归因))/gu;
const RUSSIAN_VICTIM =
  /(?<=(?<!\p{L})(?:атаковал|атаку|взломал|взламыва|скомпрометировал|положил|хакнул|ломанул|вскрыл|зашифровал)\p{L}{0,4}[ ])[А-ЯЁ][\p{L}-]{2,30}/gu;
const HANDLE =
  /(?<=(?:微信号?|QQ号?|账号|网名|昵称|ID|телеграм\p{L}*|жабер|ник(?:нейм)?|логин|handle|nickname|username|account|Telegram|Jabber|WeChat|Skype)\p{L}{0,3}\s?(?:是|为|叫|is|was|[:：—-])?\s?@?)[A-Za-z][A-Za-z0-9_.-]{2,31}(?![\p{L}\p{N}])/gu;

/** In text order, not overlapping. Names come first, then amounts and dates, then what only has the form of a name. */
export function namedIn(passage: StoredPassage, names: readonly FoundName[]): readonly Named[] {
  const { text, language, time } = passage;
  const found: Named[] = [];
  const covered = new Uint8Array(text.length);
  const add = (start: number, end: number, entity: Named['entity'], more: Partial<Named> = {}): void => {
    if (covered.subarray(start, end).includes(1)) return;
    covered.fill(1, start, end);
    found.push({ start, end, entity, confidence: 0.5, labels: [], ...more });
  };
  const form = (pattern: RegExp, type: EntityType): void => {
    for (const { 0: raw, index } of text.matchAll(pattern)) {
      if (!ATTACK.test(raw)) add(index, index + raw.length, { type, value: raw });
    }
  };
  for (const { start, end, type, confidence, labels = [] } of names) {
    if (confidence < SURE_ENOUGH || COURT.test(text.slice(start, end))) continue;
    add(start, end, { type, value: text.slice(start, end).replace(/\s+/g, ' ') }, { confidence, labels });
  }
  for (const { start, end, raw, value, currency } of findAmounts(text)) {
    const money = currency === undefined ? { value } : { value, currency };
    add(start, end, { type: 'amount', value: raw }, { money });
  }
  for (const { 0: raw, index } of text.matchAll(SUM)) {
    const [sum] = findAmounts(raw, { column: true });
    if (sum !== undefined)
      add(index, index + raw.length, { type: 'amount', value: raw }, { money: { value: sum.value } });
  }
  for (const { start, end, value } of findDates(text, time)) add(start, end, { type: 'date', value });
  form(HANDLE, 'handle');
  if (language === 'en') {
    form(TOOL, 'name');
    for (const pattern of [ACTOR_BEFORE, ACTOR_AFTER]) {
      for (const { 0: raw, index } of text.matchAll(pattern)) {
        if (!isPlainWord(raw, index) && !ATTACK.test(raw))
          add(index, index + raw.length, { type: 'name', value: raw }, { confidence: 0.55 });
      }
    }
  } else form(LATIN, 'name');
  if (language?.startsWith('zh')) form(HAN_ACTOR, 'name');
  if (language === 'ru') form(RUSSIAN_VICTIM, 'name');
  return found.sort((one, other) => one.start - other.start);
}

/** `Attackers used`, `Police hacked`: an ordinary word that has its capital from its place, or names a kind. */
function isPlainWord(raw: string, index: number): boolean {
  const words = raw.split(' ');
  if (words.length > 1) return /^(?:The|A|An|In|This|These|Some|Many|All|Our|Their)$/.test(words[0] ?? '');
  if (/\d/.test(raw)) return false;
  return index === 0 ? isKnownWord(raw) || /(?:ers|ors|ists)$/.test(raw) : commonness(raw) > 1 || isTechnical(raw);
}
