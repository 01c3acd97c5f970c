/** Actors and malware that a text introduces by saying what they are: 名为“X”的黑客组织, «группировка X», a backdoor dubbed X. */
import type { FoundName } from './found-name.ts';

const LATIN =
  '(?:\\p{Lu}[\\p{Script=Latin}\\p{N}]*(?:[ -]\\p{Lu}[\\p{Script=Latin}\\p{N}]*){0,2}|[\\p{Script=Latin}]+\\d[\\p{Script=Latin}\\p{N}-]*)';
const QUOTED = '["“«„\'‘「](?<quoted>[^"”»“\'’」\\n]{2,40})["”»“\'’」]';
const NAME = `(?:${QUOTED}|(?<plain>${LATIN}))`;
const FREE = '(?<![\\p{L}\\p{N}])';

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

/** In no order; each says `introduced`, because nothing but the sentence vouches for it. */
export function introducedNames(text: string): readonly FoundName[] {
  const found: FoundName[] = [];
  for (const [pattern, type] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const { quoted, quotedToo, plain, plainToo } = match.groups ?? {};
      const name = quoted ?? quotedToo ?? plain ?? plainToo ?? '';
      const start = match.index + match[0].lastIndexOf(name);
      const isQuoted = quoted !== undefined || quotedToo !== undefined;
      found.push({ start, end: start + name.length, type, confidence: isQuoted ? 0.7 : 0.62, labels: ['introduced'] });
    }
  }
  return found;
}
