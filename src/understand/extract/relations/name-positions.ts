/** What stands in a passage that relations can hold between: names, amounts, dates, and tools and handles by their form. */
import type { EntityType } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import { findAmounts } from '../amounts.ts';
import { findDates } from '../dates.ts';
import type { FoundName } from '../names/found-name.ts';
import type { Named } from './sentence-template.ts';

/** Names surer than this may stand in a relation. */
const SURE_ENOUGH = 0.5;
/** `ShadowPad`, `PlugX`, `APT-C-60`: no ordinary word in any language. */
const TOOL =
  /(?<![\p{L}\p{N}_.@/-])\p{Lu}[\p{Script=Latin}\p{N}]*(?:\p{Ll}\p{Lu}|[\p{Ll}]\d)[\p{Script=Latin}\p{N}]*(?![\p{L}\p{N}_.@/-]\p{L})/gu;
/** Within Chinese or Russian any word in Latin letters with a capital is a name. */
const LATIN =
  /(?<![\p{Script=Latin}\p{N}_.@/-])\p{Lu}[\p{Script=Latin}\p{N}]{2,24}(?:[ ]\p{Lu}[\p{Script=Latin}\p{N}]{1,24}){0,2}(?![\p{Script=Latin}\p{N}_@/-])/gu;
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
    for (const { 0: raw, index } of text.matchAll(pattern)) add(index, index + raw.length, { type, value: raw });
  };
  for (const { start, end, type, confidence, labels = [] } of names) {
    if (confidence < SURE_ENOUGH) continue;
    add(start, end, { type, value: text.slice(start, end).replace(/\s+/g, ' ') }, { confidence, labels });
  }
  for (const { start, end, raw, value, currency } of findAmounts(text)) {
    const money = currency === undefined ? { value } : { value, currency };
    add(start, end, { type: 'amount', value: raw }, { money });
  }
  for (const { start, end, value } of findDates(text, time)) add(start, end, { type: 'date', value });
  form(HANDLE, 'handle');
  form(language === 'en' ? TOOL : LATIN, 'name');
  return found.sort((one, other) => one.start - other.start);
}
