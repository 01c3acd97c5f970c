/** People, organisations, agencies, places and products in Chinese, from jieba's words, rules, and lists of what is known. */
import { toSimplified } from '../../language/chinese-script.ts';
import { findActorNames } from './actor-names.ts';
import { type ChineseNameModel, createChineseNameModel } from './chinese-name-model.ts';
import { findChineseOrganisations } from './chinese-organisations.ts';
import { findChinesePeople } from './chinese-people.ts';
import { createChineseWords, type Word } from './chinese-words.ts';
import { type FoundName, withoutOverlaps, withoutPieces } from './found-name.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LexiconNames } from './lexicon-names.ts';

const PROVINCE =
  /^(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)|[省市州盟]$|自治[区州]$/u;
/** Provinces and what has their rank lie in no other. */
const TOP =
  /^(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古?|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|自治区)?$/u;
/** 人民南路四段, 中山大道: what a street ends in. */
const STREET =
  /^(?:\p{Script=Han}{2,3}?[区县](?![域间分别长委政管局公人财教])(?:\p{Script=Han}{1,6}?(?:大道|路|街|巷|镇|乡|村))?|\p{Script=Han}{1,6}?(?:大道|路|街|巷|镇|乡|村|园区|高新区|开发区|新区)(?:[东南西北中一二三四五六七八九十]{1,2}段)?(?:\d{1,5}号)?)/u;
const NO_PARK = /^[只从到去在回往这那哪各你我他她的了是有没不就也都]|[报到去在的了]$/u;
const PARK = /^(?:软件园|科技园|产业园|工业园|大厦|广场|机场)$/u;

export interface ChineseNames {
  /** Names in one text, in order, not overlapping. */
  find(text: string): readonly FoundName[];
}

/** `known` are agencies and contractors of the lexicon. */
export function createChineseNames(known: LexiconNames, gazetteer: Gazetteer): ChineseNames {
  const words = createChineseWords({
    places: gazetteer.places,
    names: [
      ...gazetteer.organisations,
      ...gazetteer.products,
      ...known.names.filter((name) => !known.agencies.has(name)),
    ],
  });
  const model = createChineseNameModel();
  const isPlace = ({ text, tag }: Word): boolean =>
    gazetteer.places.has(text) ||
    (tag === 'ns' &&
      text.length >= 2 &&
      !gazetteer.notPlaces.has(text) &&
      !/^(?:欧阳|.[哥姐总]|.{0,2}楼)$/u.test(text));

  function find(original: string): readonly FoundName[] {
    // Lists and models are in Simplified characters.
    const simplified = toSimplified(original);
    const text = simplified.length === original.length ? simplified : original;
    const parts = words(text);
    const found: FoundName[] = [
      ...placesIn(text, parts, isPlace),
      ...productsIn(text, parts, gazetteer),
      ...findChineseOrganisations(text, parts, { isPlace }),
      ...findChinesePeople(text, parts, model),
      ...findActorNames(text),
    ];
    const cutsWords = createCutTest(parts, model, gazetteer);
    for (const { start, end } of known.terms.find(text, 'zh')) {
      if (/\p{Script=Han}/u.test(text.charAt(start - 1)) && cutsWords(start, end)) continue;
      const labels = known.agencies.has(text.slice(start, end)) ? ['lexicon', 'agency'] : ['lexicon'];
      found.push({ start, end, type: 'organization', confidence: end - start > 2 ? 0.65 : 0.6, labels });
    }
    return withoutOverlaps(withoutPieces(withoutKnown(found)));
  }

  return { find };
}

/**
 * 内网监控 holds no 网监: a term of two characters neither begins nor ends inside a word that the dictionary has, unless it
 * holds all of that word.
 */
function createCutTest(
  words: readonly Word[],
  model: ChineseNameModel,
  { places }: Gazetteer,
): (start: number, end: number) => boolean {
  const wordAt = new Map<number, Word>();
  for (const word of words) for (let at = word.start; at < word.end; at++) wordAt.set(at, word);
  return (start, end) => {
    if (end - start > 2) return false;
    const [first, last] = [wordAt.get(start), wordAt.get(end - 1)];
    // 江苏网安: the dictionary has 江苏网.
    const isBegun = first !== undefined && first.start < start && !places.has(first.text.slice(0, start - first.start));
    if (isBegun && model.word(first.text) > 0) return true;
    return last !== undefined && last.start >= start && last.end > end && model.word(last.text) > 0;
  };
}

/** 安恒, 安洵云: nobody is called like a firm or a product that a list has, nor like it with another character. */
function withoutKnown(names: readonly FoundName[]): readonly FoundName[] {
  const listed = new Set(
    names.flatMap(({ type, start, end, labels }) =>
      type === 'product' || labels?.includes('lexicon') || (type === 'location' && end - start > 2) ? start : [],
    ),
  );
  return names.filter(({ type, start, end }) => type !== 'individual' || end - start > 3 || !listed.has(start));
}

/** Neighbouring places of which the first holds the next are one: 广东省湛江市, 成都市武侯区人民南路四段. */
function placesIn(text: string, words: readonly Word[], isPlace: (word: Word) => boolean): readonly FoundName[] {
  const found: FoundName[] = [];
  for (let index = 0; index < words.length; index++) {
    const first = words[index];
    if (first === undefined || !isPlace(first)) continue;
    let last = first;
    for (let next = words[index + 1]; next !== undefined; next = words[index + 1]) {
      if (next.start !== last.end || !isPlace(next) || !PROVINCE.test(last.text)) break;
      // 湖南湖北 are two.
      if (TOP.test(next.text)) break;
      last = next;
      index++;
    }
    // 江苏市场 is a market.
    const next = words[index + 1];
    const isWord = next?.start === last.end && next.text.length > 1 && next.tag !== 'x';
    const suffix = isWord ? 0 : (/^[省市县区州]/u.exec(text.slice(last.end))?.[0].length ?? 0);
    const inside = last.end + suffix;
    const street =
      PROVINCE.test(text.slice(last.start, inside)) || /[区县]$/u.test(last.text)
        ? STREET.exec(text.slice(inside, inside + 20))
        : null;
    const known = first.tag === 'ns' || first.text.length > 2;
    found.push({
      start: first.start,
      end: inside + (street?.[0].length ?? 0),
      type: 'location',
      confidence: known ? 0.6 : 0.55,
    });
  }
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (!PARK.test(word.text) || before?.end !== word.start || !/^(?:n|ns|nz|nr|x|eng)$/.test(before.tag)) continue;
    if (before.tag === 'x' && NO_PARK.test(before.text)) continue;
    found.push({ start: before.start, end: word.end, type: 'location', confidence: 0.5 });
  }
  return found;
}

/** Known products and organisations as whole words, and what quotation marks or 《》 set off before or after the kind of thing it is. */
function productsIn(
  text: string,
  words: readonly Word[],
  { products, organisations }: Gazetteer,
): readonly FoundName[] {
  const found: FoundName[] = [];
  for (const word of words) {
    const type = products.has(word.text) ? 'product' : organisations.has(word.text) ? 'organization' : undefined;
    if (type !== undefined)
      found.push({ start: word.start, end: word.end, type, confidence: 0.65, labels: ['lexicon'] });
  }
  for (const match of text.matchAll(
    /[“"「《]([\p{L}\p{N}·-]{2,20})[”"」》](?=\p{Script=Han}{0,10}(?:系统|平台|软件|产品|设备|工具))/gu,
  )) {
    const start = match.index + 1;
    found.push({ start, end: start + (match[1]?.length ?? 0), type: 'product', confidence: 0.65 });
  }
  return found;
}
