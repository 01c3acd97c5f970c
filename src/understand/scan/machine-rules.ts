/** Word rules for what stands on a machine: registry keys, mutexes, user agents. */
import { quotedRest, SEGMENT } from './machine.ts';
import type { WordRule } from './word-rules.ts';

const REGISTRY = new RegExp(
  String.raw`(?<![A-Za-z0-9_])(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|USERS|CLASSES_ROOT|CURRENT_CONFIG)|HKLM|HKCU|HKCR|HKCC|HKU)(?::)?(?:\\(?:${SEGMENT.replaceAll('/', '')}))+`,
  'uy',
);
const BROWSER =
  /(?<![A-Za-z])Mozilla\/\d\.\d \([^()\n]{2,300}(?:\([^()\n]*\)[^()\n]*)*\)(?: (?:[A-Z][A-Za-z]+(?:\/[\w.+-]+)|\((?:KHTML|[^()\n]{1,80})[^()\n]*\)|Mobile|like|Gecko|Safari))*/y;
const CLIENT =
  /(?<![A-Za-z])(?:curl|Wget|python-requests|python-urllib|Go-http-client|okhttp|Java|libwww-perl|Apache-HttpClient|WinHTTP|Opera|Dalvik)\/\d[\w.]*(?: \([^()\n]{2,120}\))?/iy;

const MUTEX =
  /(?:(?:create|open)?mutex(?:es)?|mutant|互斥[体量锁]?|мьютекс[а-я]*)(?:\s*(?:named|called|name|is|为|名为|名称|是|с именем)?\s*[:：=]?\s*)(?:["'“`]([^"'”`\n]{3,120})["'”`]|((?:Global|Local)\\[^\s"'，。]{3,120}|[A-Za-z0-9_{][\w{}.!@#$%-]*[_\d{}-][\w{}.!@#$%-]*))/iuy;
const GLOBAL = /(?<![A-Za-z0-9\\])(?:Global|Local)\\(?:\{[0-9A-Fa-f-]{36}\}|[\w-]{2,80}(?:[.!][\w-]{1,40}){0,4})/y;

export const MACHINE_RULES: readonly WordRule[] = [
  { type: 'useragent', starts: 'moz', pattern: BROWSER, confidence: 0.97, takes: true },
  {
    type: 'useragent',
    starts: 'cur wge pyt go- okh jav lib apa win ope dal',
    pattern: CLIENT,
    confidence: 0.8,
    takes: true,
  },
  {
    type: 'regkey',
    starts: 'hkl hkc hke hku',
    pattern: REGISTRY,
    confidence: 0.97,
    takes: true,
    read: (match, { text }) => {
      const value = quotedRest(text, match.index, match[0]);
      return { value, start: match.index, end: match.index + value.length };
    },
  },
  {
    type: 'mutex',
    starts: 'mut cre ope 互斥 мь Мь МЬ',
    pattern: MUTEX,
    confidence: 0.85,
    takes: true,
  },
  { type: 'mutex', starts: 'glo loc', pattern: GLOBAL, confidence: 0.8, yields: true },
];
