/**
 * What a document says of each of its unusual words with a capital: how often it is called malware, a tool or a group,
 * and what speaks for a firm, a program's own word or a person. The judge of discovered names goes by these.
 */
import { commonness, isKnownWord } from '../../language/english-words.ts';
import { documentedness, isIdentifier, isTechnical } from '../library-names/words.ts';
import { isProperWord } from './english-lexicon.ts';

export const WORD_FEATURES = [
  'bias',
  'count',
  'once',
  'inner-capital',
  'upper',
  'digit',
  'length-3',
  'length-4',
  'long',
  'known',
  'common',
  'documented',
  'technical',
  'proper',
  'identifier',
  'kind-in-word',
  'number-name',
  'lower-share',
  'malware-behind',
  'malware-behind-share',
  'part-behind',
  'part-behind-share',
  'group-behind',
  'group-behind-share',
  'malware-before',
  'malware-before-share',
  'group-before',
  'named',
  'named-known',
  'is-a-kind',
  'used',
  'used-share',
  'introduced',
  'quoted',
  'listed',
  'listed-share',
  'heading',
  'capital-before-share',
  'capital-behind-share',
  'firm',
  'firm-share',
  'program',
  'program-share',
  'acts',
  'threat-density',
  'malware-behind-unknown',
  'malware-before-unknown',
  'inner-capital-threat',
] as const;

export type DiscoveredKind = 'malware' | 'intrusion-set' | 'tool';

export interface DocumentWord {
  readonly word: string;
  /** By text, where it stands. */
  readonly places: readonly { readonly text: number; readonly start: number }[];
  readonly vector: Float64Array;
  readonly kind: DiscoveredKind;
  /** Some sentence says what kind of thing it is. */
  readonly isIntroduced: boolean;
}

/** Unusual or capitalised words; not a piece of a host, a path, an address or an identifier. */
const WORD =
  /(?<![\p{L}\p{N}_@/\\.$%&#=<’'-])(?:(?:APT-C|UAC|UAT|TAG|TGR-STA|CL-STA|DEV|Storm)-\p{N}{1,5}|\p{Lu}[\p{Script=Latin}\p{N}]{2,23}|\p{Ll}{2,8}\p{Lu}[\p{Script=Latin}\p{N}]{2,16})(?![\p{L}\p{N}_@\\/=(]|[.:-][\p{L}\p{N}_])/gu;

const MALWARE =
  'malware|backdoors?|ransomware|trojans?|rats?|stealers?|info-?stealers?|loaders?|droppers?|downloaders?|implants?|rootkits?|bootkits?|wipers?|worms?|virus|spyware|botnets?|bots?|miners?|keyloggers?|loggers?|crypters?|packers?|exploit kits?|web ?shells?|banking trojans?|remote access trojans?|(?:malware|ransomware|trojan) (?:famil(?:y|ies)|variants?)|ransomware-as-a-service';
const GROUP =
  '(?:APT |threat |hacking |ransomware |cybercrime |cybercriminal |espionage |hacker )?(?:groups?|gangs?|actors?|crew|collective|cartel|syndicate|adversar(?:y|ies)|intrusion sets?)|APT';
const PART =
  'samples?|payloads?|variants?|famil(?:y|ies)|infections?|campaigns?|attacks?|operators?|affiliates?|c2|c&c|c2 servers?|beacons?|binar(?:y|ies)|executables?|dlls?|builder|panel|modules?|plugins?|command-and-control|authors?|developers?|maldocs?|implants?|infrastructure|traffic|operations?|victims?|activity|code|components?|commands?|configuration';
const GAP = '[\\s"”’\'»)\\]*]{0,4}[-–]?\\s?';
const MALWARE_BEHIND = new RegExp(`${GAP}(?:${MALWARE})(?![\\p{L}\\p{N}])`, 'iuy');
const GROUP_BEHIND = new RegExp(`${GAP}(?:${GROUP})(?![\\p{L}\\p{N}])`, 'iuy');
const PART_BEHIND = new RegExp(`${GAP}(?:${PART})(?![\\p{L}\\p{N}])`, 'iuy');
const BEFORE_GAP =
  '(?:\\s(?:family|variant|strain|tool|framework))?(?: (?:such as|like|including|e\\.g\\.,?))?[\\s:,"“”‘\'«(*\\[]{1,4}';
const MALWARE_BEFORE = new RegExp(`(?<=(?<![\\p{L}\\p{N}])(?:${MALWARE})${BEFORE_GAP})`, 'iuy');
const GROUP_BEFORE = new RegExp(`(?<=(?<![\\p{L}\\p{N}])(?:${GROUP})${BEFORE_GAP})`, 'iuy');
const NAMED =
  /(?<=(?<![\p{L}])(?:called|named|dubbed|(?:also |previously |formerly |publicly |collectively )?known(?: in the \w+)? as|tracked as|track(?:s|ed|ing)? (?:it|this|them)?(?: \w+){0,3}as|refer(?:red|s|ring)?(?: to)?(?: \w+){0,4}as|a\.?k\.?a\.?|alias(?:es)?|nicknamed|codenamed|identified as|attributed to|attribut(?:es|ed|ing)(?: \w+){1,4} to)[\s:"“‘'«(*[]{1,4})/iuy;
const IS_A_KIND = new RegExp(
  `["”’'*\\])]{0,3},?\\s(?:is|was|are|\\(?an?|,? ?which is|–|-|:)\\s(?:a |an |the |one of |also )?(?:[\\p{L}-]+\\s){0,5}(?:${MALWARE}|${GROUP})(?![\\p{L}\\p{N}])`,
  'iuy',
);
const USED =
  /(?<=(?<![\p{L}])(?:deploy(?:s|ed|ing|ment of)?|drop(?:s|ped|ping)?|deliver(?:s|ed|ing|y of)?|distribut(?:es?|ed|ing|ion of)|install(?:s|ed|ing|ation of)?|spread(?:s|ing)?|infected with|download(?:s|ed|ing)?|load(?:s|ed|ing)?|version of|variants? of|samples? of|operators (?:of|behind)|authors? of|affiliates of|developers? of|actors? behind|use of|associated with|linked to|infections? of|execut(?:es?|ed|ing))\s(?:the\s|a\s|an\s)?["“‘'(*[]{0,3})/iuy;
const QUOTED_BEFORE = /(?<=["“‘«*])/uy;
const QUOTED_BEHIND = /["”’»*]/uy;
const FIRM_BEHIND =
  /(?:['’]s)?,?\s(?:inc|ltd|llc|gmbh|corp|labs?|researchers?|research|analysts?|customers?|products?|team|blog|report(?:s|ed)?|detect(?:s|ed|ion)|observed|assess(?:es|ed)|discovered|said|says|has (?:observed|seen|identified|been tracking)|identified|believes?|intelligence|security|sandbox|cloud|threat(?:labz?| research| intelligence)|users?|accounts?|company|firm|employees?|website|store|platform|documents?|files?|services?|servers?)(?![\p{L}])/iuy;
const FIRM_BEFORE =
  /(?<=(?<![\p{L}])(?:according to|researchers? (?:at|from|with)|reported by|published by|report from|discovered by|firm|company|vendor|companies|customers of|(?:posing|masquerad\p{Ll}+|disguis\p{Ll}+) as|impersonat\p{Ll}+|spoof\p{Ll}+|in|at|on)[\s"“(*[]{1,3})/iuy;
const PROGRAM_BEHIND =
  /["”’'*`\])]{0,3}\s?(?:\(\)|functions?|apis?|class(?:es)?|methods?|registry|keys?|values?|fields?|headers?|parameters?|strings?|exports?|events?|objects?|director(?:y|ies)|folders?|process(?:es)?|algorithm|encod\p{Ll}+|encrypt\p{Ll}+|cipher|protocol|format|requests?|librar(?:y|ies)|scripts?|macros?|links?|page|browser|browsers)(?![\p{L}])/iuy;
const PROGRAM_BEFORE =
  /(?<=(?<![\p{L}])(?:function|api|class|method|registry|key|value|field|header|parameter|string|export|object|director(?:y|ies)|folder|process|algorithm|protocol|library|script|calls?|calling|language|written in)[\s:"“‘'`(*[]{1,3})/iuy;
const ACTS =
  /(?:['’]s)?,?\s(?:uses?|used|using|collects?|encrypts?|exfiltrat\p{Ll}+|communicat\p{Ll}+|supports?|downloads?|drops?|steals?|targets?|targeted|infects?|attempts?|spreads?|deploys?|deployed|executes?|contains?|checks?|creates?|leverag\p{Ll}+|relies|conducted|has been (?:used|active|distributed|observed)|was (?:first|used|distributed)|is (?:capable|distributed|delivered|sold|used|being))(?![\p{L}])/iuy;
const LIST_BEFORE = /(?<=(?:[\p{L}\p{N}]{3},|[\p{L}\p{N}]{3},? (?:and|or)|^[*•-])\s)/uy;
const LIST_BEHIND = /(?:, \p{Lu}|,? (?:and|or) \p{Lu})/uy;
const KIND_IN_WORD =
  /(?:rat|loader|stealer|locker|bot|crypt(?:or|er)?|ransom|miner|door|logger|spy|shell|dropper|worm|packer?|kit|wiper|lock|clipper|strike|hunter|snake|bear|cat|kitten|panda|spider)$/iu;
/** `TA574`, `UNC2452`, `Storm-0558`: by the schemes of those who count groups. */
const NUMBER_NAME =
  /^(?:(?:APT|TA|UNC|FIN|ITG|CTG|UTA|REF)\p{N}{1,5}|(?:APT-C|UAC|UAT|TAG|TGR-STA|CL-STA|DEV|Storm)-\p{N}{2,5})$/u;
const KINDS = new RegExp(`(?<![\\p{L}])(?:${MALWARE}|threat actors?|malicious|C2|phishing)(?![\\p{L}])`, 'giu');
const HEADING = /^\s{0,3}#{1,6}\s|^\*\*[^*]{2,60}\*\*$/u;
const CAPITAL_BEFORE = /(?<=(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]{0,24}\s)/uy;
const CAPITAL_BEHIND = /\s\p{Lu}\p{Ll}/uy;
const TOOL_NEAR = /(?:tool|framework|toolkit|utility|builder|scanner)/iu;

/** Ways of doing business: `RaaS`. */
const AS_A_SERVICE = /^\p{Lu}aaS$/u;
/** Log10 of one more than a word's occurrences in a million: so common a word is no name that its document gives. */
const ORDINARY = 2;

/** Distinct words of a document with what it says of them, in the order of their first places. */
export function wordsOf(texts: readonly string[]): readonly DocumentWord[] {
  const places = new Map<string, { text: number; start: number }[]>();
  let [length, kinds] = [0, 0];
  for (const [text, content] of texts.entries()) {
    length += content.length;
    kinds += content.match(KINDS)?.length ?? 0;
    for (const { 0: word, index } of content.matchAll(WORD)) {
      if (commonness(word) > ORDINARY || AS_A_SERVICE.test(word)) continue;
      const known = places.get(word);
      if (known === undefined) places.set(word, [{ text, start: index }]);
      else known.push({ text, start: index });
    }
  }
  if (kinds === 0) return [];
  const density = Math.min(1, (1000 * kinds) / (length + 500) / 4);
  const lowers = new Set(texts.flatMap((text) => text.match(/(?<![\p{L}\p{N}])\p{Ll}{3,}(?![\p{L}\p{N}])/gu) ?? []));
  return [...places].map(([word, its]) => describe(word, its, texts, lowers, density));
}

/** What a word's first places say, the others repeat. */
const PLACES_SEEN = 60;

/** Whether a sticky pattern holds right behind, or by looking back right before, a place. */
function stands(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

type Tally = Record<
  | 'malwareBehind'
  | 'partBehind'
  | 'groupBehind'
  | 'malwareBefore'
  | 'groupBefore'
  | 'named'
  | 'isKind'
  | 'used'
  | 'quoted'
  | 'listed'
  | 'heading'
  | 'capitalBefore'
  | 'capitalBehind'
  | 'firm'
  | 'program'
  | 'acts'
  | 'tool',
  number
>;

function tally(word: string, places: readonly { text: number; start: number }[], texts: readonly string[]): Tally {
  const all: Tally = {
    malwareBehind: 0,
    partBehind: 0,
    groupBehind: 0,
    malwareBefore: 0,
    groupBefore: 0,
    named: 0,
    isKind: 0,
    used: 0,
    quoted: 0,
    listed: 0,
    heading: 0,
    capitalBefore: 0,
    capitalBehind: 0,
    firm: 0,
    program: 0,
    acts: 0,
    tool: 0,
  };
  for (const { text: at, start } of places.slice(0, PLACES_SEEN)) {
    const text = texts[at] ?? '';
    const end = start + word.length;
    const malware = stands(MALWARE_BEHIND, text, end);
    const group = stands(GROUP_BEHIND, text, end);
    all.malwareBehind += Number(malware);
    all.partBehind += Number(!malware && stands(PART_BEHIND, text, end));
    all.groupBehind += Number(group);
    all.malwareBefore += Number(stands(MALWARE_BEFORE, text, start));
    all.groupBefore += Number(stands(GROUP_BEFORE, text, start));
    all.named += Number(stands(NAMED, text, start));
    all.isKind += Number(stands(IS_A_KIND, text, end));
    all.used += Number(stands(USED, text, start));
    all.quoted += Number(stands(QUOTED_BEFORE, text, start) && stands(QUOTED_BEHIND, text, end));
    all.listed += Number(stands(LIST_BEFORE, text, start) || stands(LIST_BEHIND, text, end));
    all.heading += Number((at === 0 && text.length < 160) || HEADING.test(text));
    all.capitalBefore += Number(stands(CAPITAL_BEFORE, text, start));
    all.capitalBehind += Number(!malware && !group && stands(CAPITAL_BEHIND, text, end));
    all.firm += Number(stands(FIRM_BEHIND, text, end) || stands(FIRM_BEFORE, text, start));
    all.program += Number(stands(PROGRAM_BEHIND, text, end) || stands(PROGRAM_BEFORE, text, start));
    all.acts += Number(stands(ACTS, text, end));
    all.tool += Number(TOOL_NEAR.test(text.slice(Math.max(0, start - 24), end + 24)));
  }
  return all;
}

function describe(
  word: string,
  places: readonly { text: number; start: number }[],
  texts: readonly string[],
  lowers: ReadonlySet<string>,
  density: number,
): DocumentWord {
  const count = Math.min(places.length, PLACES_SEEN);
  const all = tally(word, places, texts);
  const known = isKnownWord(word);
  const inner = /\p{Ll}\p{N}*\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word);
  const technical = isTechnical(word);
  const proper = isProperWord(word);
  const some = (times: number): number => Math.min(1, times);
  const share = (times: number): number => times / count;
  const malware = all.malwareBehind + all.malwareBefore;
  const values: Record<(typeof WORD_FEATURES)[number], number | boolean> = {
    bias: 1,
    count: Math.min(1, Math.log2(count) / 5),
    once: count === 1,
    'inner-capital': inner,
    upper: word === word.toUpperCase(),
    digit: /\d/.test(word),
    'length-3': word.length === 3,
    'length-4': word.length === 4,
    long: Math.min(word.length, 16) / 8,
    known,
    common: commonness(word),
    documented: documentedness(word),
    technical,
    proper,
    identifier: isIdentifier(word),
    'kind-in-word': KIND_IN_WORD.test(word) && !known,
    'number-name': NUMBER_NAME.test(word),
    'lower-share': lowers.has(word.toLowerCase()),
    'malware-behind': some(all.malwareBehind),
    'malware-behind-share': share(all.malwareBehind),
    'part-behind': some(all.partBehind),
    'part-behind-share': share(all.partBehind),
    'group-behind': some(all.groupBehind),
    'group-behind-share': share(all.groupBehind),
    'malware-before': some(all.malwareBefore),
    'malware-before-share': share(all.malwareBefore),
    'group-before': some(all.groupBefore),
    named: some(all.named),
    'named-known': all.named > 0 && known,
    'is-a-kind': some(all.isKind),
    used: some(all.used),
    'used-share': share(all.used),
    introduced: malware > 0 && (all.named > 0 || all.isKind > 0),
    quoted: some(all.quoted),
    listed: some(all.listed),
    'listed-share': share(all.listed),
    heading: some(all.heading),
    'capital-before-share': share(all.capitalBefore),
    'capital-behind-share': share(all.capitalBehind),
    firm: some(all.firm),
    'firm-share': share(all.firm),
    program: some(all.program),
    'program-share': share(all.program),
    acts: some(all.acts),
    'threat-density': density,
    'malware-behind-unknown': all.malwareBehind > 0 && !known && !technical && !proper,
    'malware-before-unknown': all.malwareBefore > 0 && !known && !technical && !proper,
    'inner-capital-threat': inner ? density : 0,
  };
  const group = all.groupBehind + all.groupBefore;
  return {
    word,
    places,
    vector: Float64Array.from(WORD_FEATURES, (feature) => Number(values[feature])),
    kind: group > malware || NUMBER_NAME.test(word) ? 'intrusion-set' : all.tool > malware ? 'tool' : 'malware',
    isIntroduced: malware + group + all.named + all.isKind + all.used + all.partBehind > 0 || NUMBER_NAME.test(word),
  };
}
