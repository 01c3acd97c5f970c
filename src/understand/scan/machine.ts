/** What stands on a machine: registry keys, paths, file names, user agents, mutexes. */
import { before, type Found, type Recogniser } from './found.ts';
import { isTokenAt, matchAt, nextInnerDot } from './triggers.ts';

/** A segment may hold blanks when another separator follows it. */
const SEGMENT = String.raw`[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+(?: (?!HK[A-Z]|(?:and|or|to|in|into|then|as|with)\b)[^\\/:*?"'<>|;\s，。；、《》\p{Script=Han}]+){0,6}(?=\\)|[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+`;
const REGISTRY = new RegExp(
  String.raw`(?<![A-Za-z0-9_])(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|USERS|CLASSES_ROOT|CURRENT_CONFIG)|HKLM|HKCU|HKCR|HKCC|HKU)(?::)?(?:\\(?:${SEGMENT.replaceAll('/', '')}))+`,
  'gu',
);
const WINDOWS_PATH = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z]:\\|%[A-Za-z()_0-9]{2,40}%\\|\\\\(?:[\w.$-]+)\\)(?:${SEGMENT})(?:\\(?:${SEGMENT}))*`,
  'gu',
);
const UNIX_PATH =
  /(?<![\p{L}\p{N}_/.:%~)-])(?:(?<=\p{Script=Han}))?(?:~|\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|mnt|opt|private|proc|root|run|sbin|srv|sys|tmp|usr|var|Users|Library|Applications|System|Volumes|data|sdcard|storage|vendor))(?:\/[A-Za-z0-9._@%+~{}$#-]+)+\/?/gu;
const UNIX_AFTER_HAN =
  /(?<=\p{Script=Han})\/(?:bin|boot|dev|etc|home|lib|lib64|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/[A-Za-z0-9._@%+~{}$#-]+)+/gu;
const EXTENSIONS =
  'exe dll sys scr cpl ocx bat cmd ps1 psm1 vbs vbe jse wsf hta lnk msi msp jar apk ipa dex elf so dylib bin dat tmp doc docx docm dot xls xlsx xlsm xll ppt pptx pdf rtf chm zip rar 7z gz tgz tar iso img vhd cab php asp aspx jsp ashx cfg conf ini log json xml csv sql db key pem crt py pl sh rb js pyc class swf html htm txt png jpg jpeg gif ico mov mp4'.split(
    ' ',
  );
/** Kinds that are named in threat reporting for what they are; the others only with a cue. */
const TELLING = new Set(
  'exe dll sys scr cpl ocx bat cmd ps1 psm1 vbs vbe jse wsf hta lnk msi jar apk dex elf so dylib docm xlsm xll chm rar 7z iso img vhd cab php asp aspx jsp ashx py pl sh pyc zip'.split(
    ' ',
  ),
);
const FILE = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.\\/@%-]|\p{Script=Han}(?=$))(?:[\p{L}\p{N}_][\p{L}\p{N}_()\[\]$+-]*(?:\.[\p{L}\p{N}_()$+-]+)*)\.(${EXTENSIONS.join('|')})(?![\p{L}\p{N}_@]|\.[\p{L}\p{N}])`,
  'iuy',
);
const FILE_CUE = /file|script|archive|attach|drop|download|payload|sample|execut|load|named?|文件|脚本|样本|附件|файл/i;
const HAN_PREFIX = /^[\p{Script=Han}]+/u;

export const registryKeys: Recogniser = function* registryKeys({ text, take }) {
  if (!/HK/.test(text)) return;
  for (const match of text.matchAll(REGISTRY)) {
    const raw = quotedRest(text, match.index, match[0]);
    const end = match.index + raw.length;
    take(match.index, end);
    yield { type: 'regkey', value: raw, start: match.index, end, confidence: 0.97 };
  }
};

export const paths: Recogniser = function* paths({ text, take, isTaken }) {
  if (text.includes('\\')) {
    for (const match of text.matchAll(WINDOWS_PATH)) {
      const raw = quotedRest(text, match.index, match[0].replace(/[.,;:!?)]+$/, ''));
      const end = match.index + raw.length;
      // `A:\B`: one letter is no path; a line break in an escaped string is none either.
      if (isTaken(match.index, end) || raw.length < 6 || /^[A-Za-z]:\\[nrtu]$/.test(raw)) continue;
      take(match.index, end);
      yield { type: 'filepath', value: raw, start: match.index, end, confidence: 0.95 };
      if (/\.pdb$/i.test(raw)) yield { type: 'pdb', value: raw, start: match.index, end, confidence: 0.95 };
    }
  }
  if (!text.includes('/')) return;
  for (const pattern of [UNIX_PATH, UNIX_AFTER_HAN]) {
    for (const match of text.matchAll(pattern)) {
      const raw = match[0].replace(/[.,;:!?)]+$/, '');
      const end = match.index + raw.length;
      if (isTaken(match.index, end)) continue;
      take(match.index, end);
      yield { type: 'filepath', value: raw, start: match.index, end, confidence: 0.9 };
    }
  }
};

/** Inside quotes the last segment goes to the closing one. */
function quotedRest(text: string, start: number, raw: string): string {
  const quote = text[start - 1];
  if (quote !== '"' && quote !== "'" && quote !== '`') return raw;
  const close = text.indexOf(quote, start);
  const inside = close < 0 ? '' : text.slice(start, close);
  return inside.length >= raw.length && inside.length < 400 && !inside.includes('\n') ? inside : raw;
}

const KNOWN_EXTENSIONS = new Set(EXTENSIONS);
/** A file name's units before its extension; no name is longer than file systems allow. */
const NAME_UNIT = /[\p{L}\p{N}_.()[\]$+-]/u;
const LONGEST_NAME = 255;

/** Goes back from each known extension to where its name can begin. */
function* fileCandidates(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (let dot = nextInnerDot(text, 0); dot >= 0; dot = nextInnerDot(text, Math.max(from, dot + 1))) {
    let end = dot + 1;
    while (end < dot + 7 && isTokenAt(text, end)) end += 1;
    if (!KNOWN_EXTENSIONS.has(text.slice(dot + 1, end).toLowerCase())) continue;
    let start = dot;
    const least = Math.max(from, dot - LONGEST_NAME);
    while (start > least && (isTokenAt(text, start - 1) || NAME_UNIT.test(text[start - 1] ?? ''))) start -= 1;
    for (; start < dot; start += 1) {
      // A name begins where no other word unit stands before it.
      if (!isTokenAt(text, start) || isTokenAt(text, start - 1)) continue;
      const match = matchAt(FILE, text, start);
      if (!match) continue;
      yield match;
      from = match.index + match[0].length;
      break;
    }
  }
}

export const fileNames: Recogniser = function* fileNames({ text, isTaken }) {
  for (const match of fileCandidates(text)) {
    // A name in quotes is whole; without them, words of the sentence may be glued to it.
    const glued = /["'“‘「『《【]/.test(text[match.index - 1] ?? '') ? 0 : (HAN_PREFIX.exec(match[0])?.[0].length ?? 0);
    const start = match.index + glued;
    const raw = match[0].slice(glued);
    const end = start + raw.length;
    const extension = (match[1] ?? '').toLowerCase();
    if (raw.startsWith('.') || isTaken(start, end) || /^(?:console|window|document|self|this|math|logger)\./i.test(raw))
      continue;
    const telling = TELLING.has(extension);
    const cued = FILE_CUE.test(before(text, start, 30));
    // Digests name samples: the digest is the indicator.
    if (/[0-9a-f]{32}/i.test(raw)) continue;
    yield { type: 'filename', value: raw, start, end, confidence: telling ? 0.85 : cued ? 0.6 : 0.4 } satisfies Found;
  }
};

const BROWSER =
  /(?<![A-Za-z])Mozilla\/\d\.\d \([^()\n]{2,300}(?:\([^()\n]*\)[^()\n]*)*\)(?: (?:[A-Z][A-Za-z]+(?:\/[\w.+-]+)|\((?:KHTML|[^()\n]{1,80})[^()\n]*\)|Mobile|like|Gecko|Safari))*/g;
const CLIENT =
  /(?<![A-Za-z])(?:curl|Wget|python-requests|python-urllib|Go-http-client|okhttp|Java|libwww-perl|Apache-HttpClient|WinHTTP|Opera|Dalvik)\/\d[\w.]*(?: \([^()\n]{2,120}\))?/iy;

/** A client's name stands before a slash and a digit. */
function* clientCandidates(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (let slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', Math.max(from, slash + 1))) {
    const next = slash + 1 < text.length ? text.charCodeAt(slash + 1) : 0;
    if (next < 0x30 || next > 0x39) continue;
    let start = slash;
    const least = Math.max(from, slash - LONGEST_CLIENT);
    while (start > least && CLIENT_UNIT.test(text[start - 1] ?? '')) start -= 1;
    for (; start < slash; start += 1) {
      // `x-curl/8`: the name may follow a hyphen.
      if (start > least && /[A-Za-z]/.test(text[start - 1] ?? '')) continue;
      const match = matchAt(CLIENT, text, start);
      if (!match) continue;
      yield match;
      from = match.index + match[0].length;
      break;
    }
  }
}
const CLIENT_UNIT = /[A-Za-z-]/;
const LONGEST_CLIENT = 24;

export const userAgents: Recogniser = function* userAgents({ text, take }) {
  const browsers = text.includes('Mozilla/') ? text.matchAll(BROWSER) : [];
  for (const match of browsers) {
    const end = match.index + match[0].length;
    take(match.index, end);
    yield { type: 'useragent', value: match[0], start: match.index, end, confidence: 0.97 };
  }
  for (const match of clientCandidates(text)) {
    const end = match.index + match[0].length;
    take(match.index, end);
    yield { type: 'useragent', value: match[0], start: match.index, end, confidence: 0.8 };
  }
};

const MUTEX =
  /(?:mutex(?:es)?|mutant|互斥[体量锁]?|мьютекс[а-я]*)(?:\s*(?:named|called|name|is|为|名为|名称|是|с именем)?\s*[:：=]?\s*)(?:(["'“`])([^"'”`\n]{3,120})["'”`]|((?:Global|Local)\\[^\s"'，。]{3,120}|[A-Za-z0-9_{][\w{}.!@#$%-]*[_\d{}-][\w{}.!@#$%-]*))/giu;
const GLOBAL = /(?<![A-Za-z0-9\\])(?:Global|Local)\\(?:\{[0-9A-Fa-f-]{36}\}|[\w-]{4,80})/g;

export const mutexes: Recogniser = function* mutexes({ text, take }) {
  const seen = new Set<number>();
  for (const match of text.matchAll(MUTEX)) {
    const value = match[2] ?? match[3] ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    seen.add(start);
    take(start, start + value.length);
    yield { type: 'mutex', value, start, end: start + value.length, confidence: 0.85 };
  }
  if (!text.includes('al\\')) return;
  for (const match of text.matchAll(GLOBAL)) {
    if (seen.has(match.index)) continue;
    yield { type: 'mutex', value: match[0], start: match.index, end: match.index + match[0].length, confidence: 0.8 };
  }
};
