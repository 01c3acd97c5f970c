/** Actors and malware that a text introduces by saying what they are: 名为“X”的黑客组织, «группировка X», a backdoor dubbed X. */
import { isKnownWord } from '../../language/english-words.ts';
import { isTechnical } from '../library-names/words.ts';
import type { FoundName } from './found-name.ts';

const LATIN =
  '(?:\\p{Lu}[\\p{Script=Latin}\\p{N}]*(?:[ -]\\p{Lu}[\\p{Script=Latin}\\p{N}]*){0,2}|[\\p{Script=Latin}]+\\d[\\p{Script=Latin}\\p{N}-]*)';
const QUOTED = '["“«„\'‘「*](?<quoted>[^"”»“\'’」*\\n]{2,40})["”»“\'’」*]';
const NAME = `(?:${QUOTED}|(?<plain>${LATIN}))`;
const FREE = '(?<![\\p{L}\\p{N}])';

/** What a group does in a report, right behind its name. */
const ACTS =
  '(?=,? (?:has |have |also )?(?:uses|used|deploys|deployed|targets|targeted|attacked|attacks|compromised|is attributed|was attributed|relies|relied|leverages|leveraged)[ ])';

const RULES: readonly (readonly [pattern: RegExp, type: 'intrusion-set' | 'malware'])[] = [
  [
    new RegExp(
      `${FREE}(?:groups?|gang|actors?|crew|collective|adversary)[ ](?:that is |which is |is |was )?(?:called|named|dubbed|known as|tracked as|nicknamed|calling itself)[ ]${NAME}`,
      'gu',
    ),
    'intrusion-set',
  ],
  [
    new RegExp(
      `${FREE}(?:(?:(?:[Tt]hreat|[Hh]acking|[Hh]acker|[Ee]spionage|APT|[Rr]ansomware|[Cc]ybercrime)[ ](?:group|actor|gang)|[Ii]ntrusion set)[ ]${NAME}|[Tt]he (?:group|gang|actor)[ ]${NAME.replaceAll('quoted', 'quotedToo').replaceAll('plain', 'plainToo')}${ACTS})`,
      'gu',
    ),
    'intrusion-set',
  ],
  [
    new RegExp(
      `${FREE}(?:malware|backdoor|trojan|ransomware|loader|implant|stealer|rootkit|wiper|botnet|RAT|worm|spyware)[ ](?:family )?(?:that is |which is |is |was )?(?:called|named|dubbed|known as|tracked as|nicknamed)[ ]${NAME}`,
      'gu',
    ),
    'malware',
  ],
  [
    new RegExp(
      `(?:组织|团伙|团队)(?:自称|名为|代号|被称为|又称|叫做?)[为是：:]?\\s?${NAME}|(?:名为|代号|自称|被称为)\\s?${NAME.replaceAll('quoted', 'quotedToo').replaceAll('plain', 'plainToo')}(?:的)?(?:黑客|攻击|APT|勒索)?(?:组织|团伙)`,
      'gu',
    ),
    'intrusion-set',
  ],
  [
    new RegExp(
      `(?:木马|后门|病毒|恶意软件|勒索软件|远控|蠕虫)(?:名为|代号|被称为|叫做?)[为是：:]?\\s?${NAME}|(?:名为|代号|被称为)\\s?${NAME.replaceAll('quoted', 'quotedToo').replaceAll('plain', 'plainToo')}(?:的)?(?:木马|后门|病毒|恶意软件|勒索软件|远控|蠕虫)`,
      'gu',
    ),
    'malware',
  ],
  [
    new RegExp(
      `${FREE}(?:[Гг]руппировк|[Хх]акерск\\p{Ll}+ групп)\\p{Ll}{0,3}[ ](?:под названием[ ]|известн\\p{Ll}+ как[ ])?${NAME}`,
      'gu',
    ),
    'intrusion-set',
  ],
  [
    new RegExp(
      `${FREE}(?:[Тт]роян|[Вв]ирус|[Бб]экдор|[Шш]ифровальщик|[Бб]отнет|[Зз]агрузчик|[Сс]тилер|[Вв]редонос)\\p{Ll}{0,5}[ ](?:под названием[ ]|известн\\p{Ll}+ как[ ])?${NAME}`,
      'gu',
    ),
    'malware',
  ],
];

/** By the schemes of those who count groups: so sure a form needs no introduction. */
const COUNTED = new RegExp(
  `${FREE}(?:UNC\\d{4}|UAC-\\d{4}|Storm-\\d{4}|APT-C-\\d{2}|APT-?\\d{2})(?![\\p{L}\\p{N}_/\\\\-])`,
  'gu',
);

/** A word of no language, in any sentence that says that something is called so; the kind stands near. */
const MADE_UP = '\\p{Lu}?\\p{Ll}[\\p{Script=Latin}\\p{N}]*\\p{Lu}[\\p{Script=Latin}\\p{N}]*|\\p{Lu}[\\p{Ll}]{2,20}';
const CALLED = new RegExp(
  `${FREE}(?:dubbed|named|nicknamed|codenamed|call(?:s|ing) itself|(?:is |are |been )?(?:known|tracked)(?: in the \\w+)? as)(?: (?:the|this|that|a|an|it)(?: \\w+){0,2})?[ ](?:["“‘*]{1,3}(?<quoted>[^"”’*\\n,.]{2,30})[,.]?["”’*]|(?<plain>${MADE_UP})(?![\\p{L}\\p{N}_./-]))`,
  'gu',
);
const KIND_NEAR: readonly (readonly [kind: RegExp, type: 'intrusion-set' | 'malware'])[] = [
  [
    /\b(?:threat groups?|APT groups?|(?:threat |hacking |APT )?(?:actors?|groups?|gang)|campaign|operation)\b/giu,
    'intrusion-set',
  ],
  [
    /\b(?:malware|backdoor|trojan|ransomware|loader|downloader|dropper|implant|stealer|rootkit|wiper|botnet|RAT|worm|spyware|packer|crypter|miner|keylogger|webshell|exploit kit|(?:document|payload) builder|variant|famil(?:y|ies))\b/giu,
    'malware',
  ],
];
const NEAR = 90;

/** The kind that stands nearest to a name: before it, else behind. */
function kindNear(text: string, start: number, end: number): 'intrusion-set' | 'malware' | undefined {
  const before = text.slice(Math.max(0, start - NEAR), start).replace(/^.*[.!?]\s/su, '');
  const after = text.slice(end, end + NEAR / 2).replace(/[.!?]\s.*$/su, '');
  let nearest: { type: 'intrusion-set' | 'malware'; distance: number } | undefined;
  for (const [kind, type] of KIND_NEAR) {
    for (const { index } of before.matchAll(kind)) {
      const distance = before.length - index;
      if (nearest === undefined || distance < nearest.distance) nearest = { type, distance };
    }
    const behind = after.search(kind);
    if (behind >= 0 && (nearest === undefined || behind + NEAR / 3 < nearest.distance))
      nearest = { type, distance: behind + NEAR / 3 };
  }
  return nearest?.type;
}

/** `Amber Gecko`: words that together are a name, whatever each is. */
const SEVERAL = /^\p{Lu}[\p{Script=Latin}\p{N}]+(?:[ -]\p{Lu}[\p{Script=Latin}\p{N}]+){1,2}$/u;

/** Names that a document introduces once hold all through it, where they are no words of a language. */
export function introducedThroughout(
  texts: readonly string[],
  found: readonly (readonly FoundName[])[],
): readonly (readonly FoundName[])[] {
  const introduced = new Map<string, FoundName>();
  for (const [at, names] of found.entries()) {
    for (const name of names) {
      if (!name.labels?.includes('introduced')) continue;
      const raw = texts[at]?.slice(name.start, name.end) ?? '';
      const isOne = /^[\p{Script=Latin}\p{N}-]{4,}$/u.test(raw) && !isKnownWord(raw) && !isTechnical(raw);
      if ((isOne || SEVERAL.test(raw)) && !introduced.has(raw)) introduced.set(raw, name);
    }
  }
  if (introduced.size === 0) return found;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_@/\\\\.-])(?:${[...introduced.keys()].sort((one, other) => other.length - one.length).join('|')})(?![\\p{L}\\p{N}_@/\\\\-]|\\.\\p{L})`,
    'gu',
  );
  return found.map((names, at) => {
    const more = [...(texts[at] ?? '').matchAll(pattern)].flatMap(({ 0: raw, index }) => {
      const name = introduced.get(raw);
      const isFree = !names.some(
        ({ start, end, confidence, type }) =>
          start < index + raw.length &&
          index < end &&
          confidence >= 0.5 &&
          // Two words with capitals look like a person, unless the text says that they are a group.
          !(type === 'individual' && start === index && end === index + raw.length),
      );
      return name === undefined || !isFree ? [] : [{ ...name, start: index, end: index + raw.length, confidence: 0.6 }];
    });
    if (more.length === 0) return names;
    const kept = names.filter(({ start, end }) => !more.some((name) => start < name.end && name.start < end));
    return [...kept, ...more].sort((one, other) => one.start - other.start);
  });
}

/** A word of every rule, new ones too: most texts have none, and eight patterns need not be tried on them. */
const HINT =
  /named|dubbed|call(?:ed|ing|s)|known|tracked|group|actor|gang|ntrusion set|自称|名为|代号|称为|又称|叫|руппировк|акерск|роян|ирус|экдор|ифровальщик|отнет|агрузчик|тилер|редонос/;

/** In no order; each says `introduced`, because nothing but the sentence vouches for it. */
export function introducedNames(text: string): readonly FoundName[] {
  const found: FoundName[] = [];
  for (const { 0: raw, index } of text.matchAll(COUNTED))
    found.push({
      start: index,
      end: index + raw.length,
      type: 'intrusion-set',
      confidence: 0.65,
      labels: ['introduced'],
    });
  if (!HINT.test(text)) return found;
  for (const [pattern, type] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const { quoted, quotedToo, plain, plainToo } = match.groups ?? {};
      const name = quoted ?? quotedToo ?? plain ?? plainToo ?? '';
      const start = match.index + match[0].lastIndexOf(name);
      const isQuoted = quoted !== undefined || quotedToo !== undefined;
      // «threat actor *per se*» stresses words and names nobody.
      if (isQuoted && /^\p{Ll}+(?: \p{Ll}+)*$/u.test(name) && name.split(' ').some(isKnownWord)) continue;
      found.push({ start, end: start + name.length, type, confidence: isQuoted ? 0.7 : 0.62, labels: ['introduced'] });
    }
  }
  for (const match of text.matchAll(CALLED)) {
    const { quoted, plain } = match.groups ?? {};
    const name = quoted ?? plain ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    const type = kindNear(text, start, start + name.length);
    const isName = quoted === undefined ? !isKnownWord(name) && !isTechnical(name) : /^\p{Lu}|\d/u.test(name);
    if (type === undefined || !isName) continue;
    found.push({ start, end: start + name.length, type, confidence: 0.6, labels: ['introduced'] });
  }
  return found;
}
