/** Names that name nothing: «the first institute», «XX company», «the provincial department». */
import { type ListedTerm, termIn } from '../../../model/term-list.ts';
import type { Store } from '../../../ports/store.ts';

/** Kinds of body, as a name's end; the longer first. */
const HAN_BODY =
  /(?:(?:信息|网络|安全|技术|科技)*(?:股份)?有限(?:责任)?公司|(?:子|分|总|母|集团)?公司|企业|集团|厂商|厂家|机构|单位|部门|学院|大学|学校|医院|银行|研究[所院]|实验室|办公室|项目部|派出所|分局|[总支大中]队|中心|总部|基地|[所院处局厅队办委组站科室]|政府|法院|检察院)$/u;
/** What stands before it without naming it: a number, a place holder, whose it is, how large it is. */
const HAN_BEFORE =
  /^(?:第?[一二三四五六七八九十两几各\d]+(?:个|家)?|[XxＸｘ×*某]+|[本我你您他她它贵该这那哪此]们?(?:个|家)?|自己|对方|人家|别的|其[他它]|另外?|有关|相关|上级|下级|总|分|子|母|大|小|新|老|省|市|区|县|州|地级?|国家|地方|当地|外|内)+/u;
const HAN = /\p{Script=Han}/u;
/** Of these a bare word of the trade names no one body; a ministry or an army is one. */
const MANY_BODIES: ReadonlySet<string> = new Set(['public security', 'state security', 'education and research']);

const LATIN =
  /^(?:(?:the|an?|this|that|these|our|their|his|her|your|my|its|some|any|all|each|another|other|first|second|third|fourth|\d+(?:st|nd|rd|th)?|x+|local|new|old|main|head|big|small|city|state|provincial|municipal|regional|national|central)[\s-]+)*(?:compan(?:y|ies)|firms?|corporations?|institutes?|bureaus?|offices?|departments?|ministr(?:y|ies)|universit(?:y|ies)|colleges?|academy|banks?|police|agenc(?:y|ies)|courts?|government|customs|units?|carriers?|vendors?|suppliers?|partners?|clients?|customers?)$/iu;
const CYRILLIC =
  /^(?:(?:эт\p{L}+|т[оае]\p{L}*|наш\p{L}*|ваш\p{L}*|их|его|её|перв\p{L}+|втор\p{L}+|трет\p{L}+|друг\p{L}+|нов\p{L}+|стар\p{L}+|местн\p{L}+|городск\p{L}+|областн\p{L}+|главн\p{L}+)\s+)*(?:компани[яиюей]+|фирм[аыуе]|институт\p{L}*|управлени[еяю]|отдел\p{L}*|банк\p{L}*|министерств\p{L}+|полици[яию]|суд|университет\p{L}*|контор[аыуе]|офис\p{L}*)$/iu;

/** Whether the name only says what kind of body it is. Names that begin with a place need `isPlace`. */
export function isGenericName(
  name: string,
  kinds: readonly ListedTerm[],
  isPlace: (text: string) => boolean = () => false,
): boolean {
  const folded = name.normalize('NFKC').trim();
  if (!HAN.test(folded)) return LATIN.test(folded) || CYRILLIC.test(folded);
  const kind = termIn(kinds, folded);
  if (kind && MANY_BODIES.has(kind.group) && folded === kind.term) return true;
  const [body] = HAN_BODY.exec(folded) ?? [];
  if (body === undefined) return false;
  const stem = folded.slice(0, -body.length);
  const rest = stem.replace(HAN_BEFORE, '');
  if (rest === '') return true;
  // «The Sichuan company» is whichever company one has there; a department of Sichuan is one.
  if (/公司|企业|厂/u.test(body)) return isPlace(stem) || isPlace(rest);
  if (body === '集团') return false;
  const trade = termIn(kinds, rest);
  return trade !== undefined && trade.term === rest && MANY_BODIES.has(trade.group);
}

/** A test of names for one case: places are those that it knows. */
export async function genericNames(
  store: Pick<Store, 'graph'>,
  names: readonly string[],
  kinds: readonly ListedTerm[],
): Promise<(name: string) => boolean> {
  const stems = [
    ...new Set(
      names.flatMap((name) => {
        const folded = name.normalize('NFKC').trim();
        const [body] = HAN_BODY.exec(folded) ?? [];
        return body !== undefined && body.length < folded.length ? [folded.slice(0, -body.length)] : [];
      }),
    ),
  ];
  const known = await store.graph.find(stems.map((value) => ({ type: 'location', value })));
  const places = new Set(known.flatMap((entity) => entity?.value ?? []));
  return (name) => isGenericName(name, kinds, (text) => places.has(text));
}
