/** Word rules for what stands on a machine: registry keys, mutexes, user agents. */
import { before, type ScanContext } from './found.ts';
import { quotedRest, SEGMENT, singleBackslashes } from './machine.ts';
import type { Reading, WordRule } from './word-rules.ts';

const REGISTRY = new RegExp(
  String.raw`(?<![A-Za-z0-9_])(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|USERS|CLASSES_ROOT|CURRENT_CONFIG)|HKLM|HKCU|HKCR|HKCC|HKU)(?::)?(?:\\{1,2}(?:${SEGMENT.replaceAll('/', '')}))+`,
  'uy',
);
const BROWSER =
  /(?<![A-Za-z])Mozilla\/\d\.\d \([^()\n]{2,300}(?:\([^()\n]*\)[^()\n]*)*\)(?: (?:[A-Z][A-Za-z]+(?:\/[\w.+-]+)|\((?:KHTML|[^()\n]{1,80})[^()\n]*\)|Mobile|like|Gecko|Safari))*/y;
const CLIENT =
  /(?<![A-Za-z])(?:curl|Wget|python-requests|python-urllib|Go-http-client|okhttp|Java|libwww-perl|Apache-HttpClient|WinHTTP|Opera|Dalvik)\/\d[\w.]*(?: \([^()\n]{2,120}\))?/iy;

const MUTEX =
  /(?<![A-Za-z0-9_])(?:(?:create|open)?mutex(?:es)?|mutant|互斥[体量锁]?|мьютекс[а-я]*)(?:\s*(?:named|called|name|is|为|名为|名称|是|с именем)?\s*[:：=]?\s*)(?:["'“`]([^"'”`\n]{3,120})["'”`]|((?:Global|Local)\\[^\s"'，。]{3,120}|[A-Za-z0-9_{][\w{}.!@#$%-]*[_\d{}-][\w{}.!@#$%-]*))/iuy;
/** The call that makes one, with its name among the arguments. */
const MUTEX_CALL = /(?<![A-Za-z0-9_])(?:create|open)mutex(?:ex)?[aw]?\s?\([^"'\n]{0,60}["']([^"'\n]{3,120})["']/iy;
/** The type of an object in JSON, and its name behind or before it. */
const MUTEX_OBJECT =
  /(?<=")mutex"(?:\s*,\s*"[\w-]{1,40}"\s*:\s*(?:"[^"\n]{0,120}"|\w{1,20})){0,6}?\s*,\s*"(?:name|value)"\s*:\s*"([^"\n]{3,120})"/iy;
const MUTEX_TYPE = /(?<="type"\s{0,2}:\s{0,2}")mutex"/y;
const NAME_AHEAD = /"(?:name|value)"\s*:\s*"([^"\n]{3,120})"[^{}\n]*$/;
const MUTEX_PATTERN = /(?<![A-Za-z0-9_])mutex:name\s*(?:=|LIKE|MATCHES)\s*'([^'\n]{3,120})'/y;

function readNamedBefore(match: RegExpExecArray, { text }: ScanContext): Reading | undefined {
  const ahead = before(text, match.index, 300);
  const object = ahead.slice(ahead.lastIndexOf('{'));
  const name = NAME_AHEAD.exec(object);
  if (!name?.[1]) return undefined;
  const start = match.index - object.length + name.index + name[0].indexOf(name[1], name[0].indexOf(':'));
  return { value: name[1], start, end: start + name[1].length };
}
const GLOBAL = /(?<![A-Za-z0-9\\])(?:Global|Local)\\(?:\{[0-9A-Fa-f-]{36}\}|[\w-]{2,80}(?:[.!][\w-]{1,40}){0,4})/y;

/** An export's `[HKEY_…\Run]`, `[-HKEY_…]`. */
function withoutBracket(text: string, start: number, key: string): string {
  const isOpened = text[start - 1] === '[' || (text[start - 1] === '-' && text[start - 2] === '[');
  return isOpened && key.endsWith(']') && !key.includes('[') ? key.slice(0, -1) : key;
}

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
      const quoted = quotedRest(text, match.index, match[0]);
      const whole = quoted === match[0] ? quoted.replace(/[,.;:]+$/, '') : quoted;
      const written = withoutBracket(text, match.index, whole);
      const end = match.index + written.length;
      // PowerShell mounts the hives as drives, `HKCU:\`.
      return { value: singleBackslashes(written).replace(/^(HK\w+):/, '$1'), start: match.index, end };
    },
  },
  {
    type: 'mutex',
    starts: 'mut cre ope 互斥 мь Мь МЬ',
    pattern: MUTEX,
    confidence: 0.85,
    takes: true,
  },
  {
    type: 'mutex',
    starts: 'cre ope',
    pattern: MUTEX_CALL,
    confidence: 0.95,
    takes: true,
    read: (match) => {
      const name = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(name);
      return { value: singleBackslashes(name), start, end: start + name.length };
    },
  },
  { type: 'mutex', starts: 'mut', pattern: MUTEX_OBJECT, confidence: 0.95, takes: true },
  { type: 'mutex', starts: 'mut', pattern: MUTEX_TYPE, confidence: 0.95, takes: true, read: readNamedBefore },
  { type: 'mutex', starts: 'mut', pattern: MUTEX_PATTERN, confidence: 0.95, takes: true },
  { type: 'mutex', starts: 'glo loc', pattern: GLOBAL, confidence: 0.8, yields: true },
];
