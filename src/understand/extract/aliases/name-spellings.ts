/** How names of one script are written in another: what two names have in common that are one name in two scripts. */
import type { EntityType } from '../../../model/entity.ts';
import { toSimplified } from '../../language/chinese-script.ts';
import { namePinyin, pinyinOf } from './name-pinyin.ts';

export interface NameSpelling {
  readonly script: 'Han' | 'Cyrillic' | 'Latin';
  /** Two names of different scripts that share a key spell one another. Empty where the name says too little. */
  readonly keys: readonly string[];
}

const HAN_PERSON = /^\p{Script=Han}{2,4}$/u;
const HAN_FIRM = /^\p{Script=Han}{2,30}$/u;
/** Letters below which a spelling fits too many people. */
const [SHORTEST_PINYIN, SHORTEST_CYRILLIC, SHORTEST_FIRM] = [6, 8, 5];

/** What stands around the proper name of a firm: where it is, what it does, its legal form. */
const HAN_PLACE =
  /^(?:中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|成都|深圳|广州|杭州|南京|武汉|西安|苏州|厦门|青岛|大连|宁波|长沙|郑州|合肥|福州|济南|昆明|贵阳|南宁|沈阳|哈尔滨|长春|石家庄|太原|兰州|乌鲁木齐|拉萨|海口|无锡|珠海|东莞|佛山)(?:省|市)?/u;
const HAN_TRADE =
  /(?:信息|网络|科技|技术|数据|软件|电子|通信|智能|安全|系统|集团|股份|有限|责任|公司|发展|实业|投资|咨询|服务|贸易|工程|文化|传媒|控股|国际|商贸|设备|材料|生物|医药|能源|教育|管理|产业|互联|云计算|计算机|自动化)+.*$/u;
const LATIN_TRADE =
  /\b(?:co|ltd|inc|llc|llp|corp|corporation|company|limited|gmbh|ag|plc|group|holdings?|technolog(?:y|ies)|tech|information|info|network|networks|software|electronics?|data|digital|security|systems?|science|communications?|international|industrial|trading|services?|consulting|solutions|labs?|china|beijing|shanghai|sichuan|chengdu|shenzhen|guangdong|guangzhou|hangzhou|nanjing|wuhan|xi'?an|jiangsu|zhejiang|the|of|and)\b/gi;
const RUSSIAN_FORM =
  /(?<!\p{L})(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|АНО|НПО|НИИ|ФГУП|ГК|ТОО|компания|фирма|группа)(?!\p{L})|[«»"“”„]/giu;

export function nameSpelling(value: string, type: EntityType): NameSpelling | undefined {
  const script = scriptOf(value);
  if (script === undefined) return undefined;
  const keys = type === 'organization' ? firmKeys(value, script) : personKeys(value, script);
  return { script, keys: [...new Set(keys)] };
}

function scriptOf(value: string): NameSpelling['script'] | undefined {
  const has = (pattern: RegExp): boolean => pattern.test(value);
  const [han, cyrillic, latin] = [has(/\p{Script=Han}/u), has(/\p{Script=Cyrillic}/u), has(/\p{Script=Latin}/u)];
  if (Number(han) + Number(cyrillic) + Number(latin) !== 1) return undefined;
  return han ? 'Han' : cyrillic ? 'Cyrillic' : 'Latin';
}

function personKeys(value: string, script: NameSpelling['script']): readonly string[] {
  if (script === 'Han') {
    const spelling = HAN_PERSON.test(value) ? namePinyin(toSimplified(value)) : undefined;
    if (spelling === undefined) return [];
    const joined = spelling.replace(' ', '');
    // Passports write u or yu for ü.
    const written = ['v', 'u', 'yu'].flatMap((umlaut) => [
      `two ${spelling.replaceAll('v', umlaut)}`,
      ...(joined.length < SHORTEST_PINYIN ? [] : [`py ${joined.replaceAll('v', umlaut)}`]),
    ]);
    return written;
  }
  if (script === 'Cyrillic') {
    const words = value.split(/[\s.]+/u).filter((word) => word.length > 1 && !PATRONYMIC.test(word));
    if (words.length < 2 || words.length > 3) return [];
    return transliterations(words).flatMap((spelt) => russianKeys(spelt));
  }
  const words = latinWords(value);
  const joined = words.join('');
  const [first = '', second = ''] = words;
  // Two words say more than their letters in a row: `Li Wei`, but not the account `liwei`.
  const both = words.length === 2 && /\s/u.test(value) ? [`two ${first} ${second}`, `two ${second} ${first}`] : [];
  if (joined.length < SHORTEST_PINYIN || words.length > 3) return both;
  return [...both, ...turned(words).map((key) => `py ${key}`), ...russianKeys(words)];
}

const PATRONYMIC = /(?:[оеё]вич|ьич|[оеё]вна|ична|инична)$/iu;

/** Letters of a Latin name or handle, word by word: `Wu_Haibo88` as `wu`, `haibo`. */
function latinWords(value: string): readonly string[] {
  return value
    .replace(/@.*$/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s._-]+/)
    .map((word) => word.replace(/[^a-z]/g, ''))
    .filter((word) => word !== '');
}

/** The words joined, with the first one last and the last one first. */
function turned(words: readonly string[]): readonly string[] {
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  return [words.join(''), [...words.slice(1), first].join(''), [last, ...words.slice(0, -1)].join('')];
}

function russianKeys(words: readonly string[]): readonly string[] {
  return turned(words.map(folded)).flatMap((key) => (key.length < SHORTEST_CYRILLIC ? [] : [`ru ${key}`]));
}

function firmKeys(value: string, script: NameSpelling['script']): readonly string[] {
  if (script === 'Han') {
    if (!HAN_FIRM.test(value)) return [];
    const core = toSimplified(value).replace(HAN_PLACE, '').replace(HAN_TRADE, '');
    const spelling = core.length < 2 || core.length > 6 ? '' : pinyinOf(core).join('');
    return spelling.length < SHORTEST_FIRM ? [] : [`py-firm ${spelling}`];
  }
  if (script === 'Cyrillic') {
    const words = value.replace(RUSSIAN_FORM, ' ').split(/\s+/u).filter(Boolean);
    return transliterations(words)
      .map((spelt) => `ru-firm ${folded(spelt.join(''))}`)
      .filter((key) => key.length >= SHORTEST_FIRM + 8);
  }
  const core = value
    .replace(LATIN_TRADE, ' ')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return core.length < SHORTEST_FIRM ? [] : [`py-firm ${core}`, `ru-firm ${folded(core)}`];
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh' },
  ...{ щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u' },
};

/** ё is e to some and yo to others, ц also c. */
function transliterations(words: readonly string[]): readonly (readonly string[])[] {
  const spelt = (own: Readonly<Record<string, string>>): readonly string[] =>
    words.map((word) => [...word.toLowerCase()].map((letter) => own[letter] ?? LETTERS[letter] ?? '').join(''));
  const all = [spelt({ ё: 'e' })];
  if (words.some((word) => /ё/iu.test(word))) all.push(spelt({ ё: 'yo' }));
  if (words.some((word) => /ц/iu.test(word))) all.push(spelt({ ё: 'e', ц: 'c' }));
  return all;
}

/** What passports, BGN, GOST, ISO 9 and habit write differently, written alike. */
function folded(latin: string): string {
  return latin
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/shch|sch|shh/g, 'sh')
    .replace(/tch/g, 'ch')
    .replace(/kh/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/x/g, 'ks')
    .replace(/tz|cz/g, 'ts')
    .replace(/c(?!h)/g, 'k')
    .replace(/w/g, 'v')
    .replace(/[jy]/g, 'i')
    .replace(/i+(?=[aeou])/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/^aleksander|aleksander(?=$)/, 'aleksandr');
}
