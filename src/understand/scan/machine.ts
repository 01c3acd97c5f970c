/** What stands on a machine: paths and file names. */
import { before, type Recogniser, type ScanContext } from './found.ts';
import type { Places } from './marks.ts';
import { isTokenAt, matchAt } from './tokens.ts';

/** A segment may hold blanks when another separator follows it. */
export const SEGMENT = String.raw`[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+(?: (?!HK[A-Z]|(?:and|or|to|in|into|then|as|with)\b)[^\\/:*?"'<>|;\s，。；、《》\p{Script=Han}]+){0,6}(?=\\)|[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+`;
const WINDOWS_PATH = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z]:\\|%[A-Za-z()_0-9]{2,40}%\\|\\\\(?:[\w.$-]+)\\)(?:${SEGMENT})(?:\\(?:${SEGMENT}))*`,
  'uy',
);
const UNIX_PATH =
  /(?<![\p{L}\p{N}_/.:%~)-])(?:(?<=\p{Script=Han}))?(?:~|\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|mnt|opt|private|proc|root|run|sbin|srv|sys|tmp|usr|var|Users|Library|Applications|System|Volumes|data|sdcard|storage|vendor))(?:\/[A-Za-z0-9._@%+~{}$#-]+)+\/?/uy;
const UNIX_AFTER_HAN =
  /(?<=\p{Script=Han})\/(?:bin|boot|dev|etc|home|lib|lib64|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/[A-Za-z0-9._@%+~{}$#-]+)+/uy;
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

export const paths: Recogniser = (context) => {
  windowsPaths(context);
  unixPaths(context);
};

/** A path's first backslash stands behind a drive, a variable, or another backslash. */
function windowsPaths({ text, marks: { backslashes }, isTaken, take, give }: ScanContext): void {
  let from = 0;
  for (let index = 0; index < backslashes.length; index += 1) {
    const slash = backslashes.at(index);
    if (slash < from) continue;
    const start = windowsStart(text, slash, from);
    const match = start < 0 ? undefined : matchAt(WINDOWS_PATH, text, start);
    if (!match) continue;
    from = match.index + match[0].length;
    const raw = quotedRest(text, match.index, match[0].replace(/[.,;:!?)]+$/, ''));
    const end = match.index + raw.length;
    // `A:\B`: one letter is no path; a line break in an escaped string is none either.
    if (isTaken(match.index, end) || raw.length < 6 || /^[A-Za-z]:\\[nrtu]$/.test(raw)) continue;
    take(match.index, end);
    give({ type: 'filepath', value: raw, start: match.index, end, confidence: 0.95 });
    if (/\.pdb$/i.test(raw)) give({ type: 'pdb', value: raw, start: match.index, end, confidence: 0.95 });
  }
}

const LONGEST_VARIABLE = 42;

function windowsStart(text: string, slash: number, from: number): number {
  switch (text[slash - 1]) {
    case ':':
      return slash - 2;
    case '\\':
      return slash - 1;
    case '%': {
      const opening = text.lastIndexOf('%', slash - 2);
      return opening >= Math.max(from, slash - LONGEST_VARIABLE) ? opening : -1;
    }
    default:
      return -1;
  }
}

function unixPaths({ text, marks: { slashes }, isTaken, take, give }: ScanContext): void {
  let from = 0;
  for (let index = 0; index < slashes.length; index += 1) {
    const slash = slashes.at(index);
    if (slash < from) continue;
    const match =
      text[slash - 1] === '~'
        ? matchAt(UNIX_PATH, text, slash - 1)
        : (matchAt(UNIX_PATH, text, slash) ?? matchAt(UNIX_AFTER_HAN, text, slash));
    if (!match) continue;
    from = match.index + match[0].length;
    const raw = match[0].replace(/[.,;:!?)]+$/, '');
    const end = match.index + raw.length;
    if (isTaken(match.index, end)) continue;
    take(match.index, end);
    give({ type: 'filepath', value: raw, start: match.index, end, confidence: 0.9 });
  }
}

/** Inside quotes the last segment goes to the closing one. */
export function quotedRest(text: string, start: number, raw: string): string {
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
function* fileCandidates(text: string, dots: Places): Generator<RegExpExecArray> {
  let from = 0;
  for (let index = 0; index < dots.length; index += 1) {
    const dot = dots.at(index);
    if (dot < from || !isTokenAt(text, dot + 1)) continue;
    let end = dot + 1;
    while (end < dot + 7 && isTokenAt(text, end)) end += 1;
    if (end < dot + 3 || end > dot + 6 || !KNOWN_EXTENSIONS.has(text.slice(dot + 1, end).toLowerCase())) continue;
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

export const fileNames: Recogniser = ({ text, marks, isTaken, give }) => {
  for (const match of fileCandidates(text, marks.dots)) {
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
    give({ type: 'filename', value: raw, start, end, confidence: telling ? 0.85 : cued ? 0.6 : 0.4 });
  }
};
