/** What stands on a machine: paths and file names. */
import { before, HAN_LETTER, type Recogniser, type ScanContext } from './found.ts';
import { letterKey, type Marks } from './marks.ts';
import { isTokenAt, matchAt } from './tokens.ts';

/** A segment may hold blanks when another separator follows it. */
export const SEGMENT = String.raw`[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+(?: (?!HK[A-Z]|(?:and|or|to|in|into|then|as|with)\b)[^\\/:*?"'<>|;%\s，。；、《》\p{Script=Han}]+){0,6}(?=\\)|[^\\/:*?"'<>|;\s，。；、（）《》\p{Script=Han}]+`;
/** Folders with Han names, and a Han file name that begins with one and ends in an extension; the sentence goes on in Han, too. */
const HAN_SEGMENT = String.raw`[^\\/:*?"'<>|;\s，。；、（）《》]{1,60}(?=\\)|(?!目录|文件夹|下[的面]|里|中的)(?:\d{1,8}|\p{Script=Han})[^\\/:*?"'<>|;\s，。；、《》.]{0,60}\.[A-Za-z][A-Za-z0-9]{1,4}(?![A-Za-z0-9])`;
const WINDOWS_SEGMENT = `${HAN_SEGMENT}|${SEGMENT}`;
const WINDOWS_PATH = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z]:\\|%[A-Za-z()_0-9]{2,40}%\\|\$\{?(?:env:\w{2,40}|HOME(?!\}?\\_)|PSScriptRoot|PSHOME)\}?\\|\\\\(?:[\w.$-]+)\\)(?:${WINDOWS_SEGMENT})(?:\\(?:${WINDOWS_SEGMENT}))*`,
  'uy',
);
/** As strings of code and JSON write it: each backslash doubled, no other in it; `X:\\host\share` is a drive and a share. */
const ESCAPED_SEGMENT = WINDOWS_SEGMENT.replaceAll(String.raw`(?=\\)`, String.raw`(?=\\\\[^\\])`);
const ESCAPED_PATH = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z]:(?!\\\\[\w.-]{1,80}\\[^\\])|%[A-Za-z()_0-9]{2,40}%)(?:\\\\(?:${ESCAPED_SEGMENT}))+`,
  'uy',
);
const UNIX_PATH =
  /(?<![\p{L}\p{N}_/.:%~)-])(?:(?<=\p{Script=Han}))?(?:~|\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|mnt|opt|private|proc|root|run|sbin|srv|sys|tmp|usr|var|Users|Library|Applications|System|Volumes|data|sdcard|storage|vendor))(?:\/[A-Za-z0-9._@%+~{}$#-]+)+\/?/uy;
const UNIX_AFTER_HAN =
  /(?<=\p{Script=Han})\/(?:bin|boot|dev|etc|home|lib|lib64|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|Users|data|sdcard|storage|vendor)(?:\/[A-Za-z0-9._@%+~{}$#-]+)+/uy;
/** A shell's variable for a folder, `$HOME/…`. */
const VARIABLE_PATH =
  /\$(?:HOME|TMPDIR|TEMP|PWD|XDG_\w{4,20}|\{(?:HOME|TMPDIR|TEMP|PWD|XDG_\w{4,20})\})(?:\/[A-Za-z0-9._@%+~{}$#-]+)+\/?/y;
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
const FILE = /^[\p{L}\p{N}_][\p{L}\p{N}_()[\]$+#№°-]*(?:\.[\p{L}\p{N}_()$+#№°-]+)*$/u;
/** What a name cannot follow: it would be cut from a longer one, or from a path. */
const NOT_BEFORE_NAME = /[.\\/@%-]/;
const FILE_CUE = /file|script|archive|attach|drop|download|payload|sample|execut|load|named?|文件|脚本|样本|附件|файл/i;
/** Documents that someone wrote: what they are called tells when it is more than a word. */
const DOCUMENT = new Set('doc docx xls xlsx ppt pptx pdf rtf csv'.split(' '));
const HAN_PREFIX = /^\p{Script=Han}+/u;
/** Words after which a name begins. */
const NAME_CUE =
  /^\p{Script=Han}*(?:文件名称?[为是]?|程序名|改名为|重命名为|命名为|保存为|另存为|打开|下载|运行|执行|发送|上传|释放|附件|文件(?!名)|样本|脚本|名为|叫做|把|将|发|的|了|是|和|与|及|在|到|从|叫|用)(?=[\p{Script=Han}\d])/u;

/** 添付は請求書.xlsm: particles behind words that a name follows. */
const KANA_CUE = /^.{0,20}?(?:添付|ファイル|ファイル名|検体|名前|本体)(?:ファイル)?(?:は|が|の|を)(?=.)/u;

const INNER_CUE =
  /^[A-Za-z0-9_-]+\p{Script=Han}*(?:打开|下载|运行|执行|发送|上传|释放|附件|文件名?|样本|脚本|名为|叫做|把|将)(?=[A-Za-z0-9_-]+\.[A-Za-z0-9]+$)/u;

/** How many Han characters before a name belong to the sentence: all when a Latin name follows, else up to the last cue. */
function gluedWords(name: string): number {
  // `payload见附件export.csv`: what a Latin name follows is a word of the sentence that ends with a cue.
  const inner = INNER_CUE.exec(name);
  if (inner) return inner[0].length;
  const han = HAN_PREFIX.exec(name)?.[0].length ?? 0;
  const stem = name.slice(han, name.indexOf('.', han) < 0 ? undefined : name.indexOf('.', han));
  const cue = (NAME_CUE.exec(name) ?? KANA_CUE.exec(name))?.[0].length ?? 0;
  // 某某_方案_a.pdf: an underscore joins what is one name.
  return /[A-Za-z]{3}/.test(stem) && !/^[_-]/.test(stem) ? Math.max(han, cue) : cue;
}

/** Openers of quotation marks by their closers. */
const OPENERS: Readonly<Record<string, string>> = { '»': '«', '”': '“', '」': '「', '』': '『', '》': '《', '"': '"' };
const LONGEST_QUOTED = 140;
/** What systems call pictures of the screen: several words and a time. */
const SCREENSHOT =
  /(?:Снимок экрана|Скриншот|Screen ?[Ss]hot|屏幕截图|截屏|微信(?:图片|截图)|Bildschirmfoto|Captura de pantalla|Capture d[’']écran|スクリーンショット|스크린샷)[ _-](?:[\d.:_-]{1,20}|at|um|à|a las|в|от|[AP]M| ){0,8}$/u;
/** Joins the parts of a document's name where no blank does. */
const JOINED_NAME = /^[^\s，。！？；,;!?、:：]{2,80}$/u;
const SAYS_SO = /打开|下载|运行|执行|发送|上传|收到|附件|文件|样本|[请看见把将发给]/u;

/** Where a file's name begins that holds blanks or brackets: behind an opened quotation mark, or with the whole text. */
function wholeNameStart(text: string, start: number, end: number): number {
  const open = OPENERS[text[end] ?? ''];
  if (open !== undefined) {
    const ahead = before(text, end, LONGEST_QUOTED);
    const at = ahead.slice(0, -1).lastIndexOf(open);
    const inside = at < 0 ? '' : ahead.slice(at + 1);
    const isName =
      inside.length > end - start &&
      !/[\\/:*?<>|\n«“「『《]/u.test(inside) &&
      !/\.[a-z]{2,4}\s|[!?;]\s/i.test(inside) &&
      !/[.]\s\p{Lu}/u.test(inside) &&
      inside.split(' ').length <= 10 &&
      (open !== '"' || /[^\0-\x7f]|[\d_]/.test(inside.slice(0, -4)));
    if (isName) return end - inside.length;
  }
  const shot = text[start - 1] === ' ' ? SCREENSHOT.exec(before(text, start, 60)) : null;
  if (shot) return start - shot[0].length;
  if (end !== text.length || start > 80 || start === 0) return start;
  const prefix = text.slice(0, start);
  const isOne =
    JOINED_NAME.test(prefix) && /[（()）&【】]/u.test(prefix) && HAN_LETTER.test(prefix) && !SAYS_SO.test(prefix);
  return isOne ? 0 : start;
}

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
    const match = start < 0 ? undefined : (matchAt(WINDOWS_PATH, text, start) ?? matchAt(ESCAPED_PATH, text, start));
    if (!match) continue;
    from = match.index + match[0].length;
    const raw = unescaped(quotedRest(text, match.index, withoutTrail(match[0])));
    const end = match.index + raw.length;
    // `A:\B`: one letter is no path; a line break in an escaped string is none either.
    if (isTaken(match.index, end) || raw.length < 6 || PIPE.test(raw) || /^[A-Za-z]:\\[nrtu]$/.test(raw)) continue;
    take(match.index, end);
    const value = singleBackslashes(raw);
    give({ type: 'filepath', value, start: match.index, end, confidence: 0.95 });
    if (/\.pdb$/i.test(raw)) give({ type: 'pdb', value, start: match.index, end, confidence: 0.95 });
  }
}

/** The backslash before an escaped quote, `\"C:\\Temp\\a.dll\"`, is none of the path's. */
function unescaped(path: string): string {
  return /[^\\]\\{2}[^\\].*[^\\]\\$/u.test(path) ? path.slice(0, -1) : path;
}

/** `wsc.dllに`, `a.exe를`: the sentence goes on. */
const GLUED_LETTERS = /(\.[A-Za-z][A-Za-z0-9]{1,4})[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{1,12}$/u;

/** Without the punctuation of the sentence; a bracket that was opened inside stays. */
function withoutTrail(path: string): string {
  const kept = path.replace(/[.,;:!?`]+$/, '').replace(GLUED_LETTERS, '$1');
  if (!kept.endsWith(')') || kept.lastIndexOf('(') > kept.lastIndexOf('\\')) return kept;
  return withoutTrail(kept.slice(0, -1));
}

/** A pipe is no file, though it is written as one. */
const PIPE = /^\\\\[^\\]+\\pipe\\/i;
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
      return variableStart(text, slash, from);
  }
}

/** A shell's variable before the first backslash, `$env:TEMP\`; the pattern decides whether it is one. */
function variableStart(text: string, slash: number, from: number): number {
  const last = text[slash - 1] ?? '';
  if (last !== '}' && !/[A-Za-z]/.test(last)) return -1;
  const least = Math.max(from, slash - LONGEST_VARIABLE);
  let at = slash - 1;
  while (at >= least && /[\w:{}]/.test(text[at] ?? '')) at -= 1;
  return at >= least && text[at] === '$' ? at : -1;
}

/** First letters of the folders that a path can begin with. */
const ROOT_STARTS = new Set([...'bdehlmoprstuvULASV'].map((unit) => unit.charCodeAt(0)));
/** What a path cannot stand behind, of ASCII. */
const NOT_BEFORE_PATH = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w/.:%)-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const HOME = 0x7e;
const CLOSING = 0x7d;
const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;

function unixPaths({ text, marks: { slashes, codes }, isTaken, take, give }: ScanContext): void {
  let from = 0;
  for (let index = 0; index < slashes.length; index += 1) {
    const slash = slashes.at(index);
    if (slash < from) continue;
    const ahead = slash > 0 ? (codes[slash - 1] ?? 0) : 0;
    if (ahead === CLOSING || (ahead >= CAPITAL_A && ahead <= CAPITAL_Z)) {
      const start = variableStart(text, slash, from);
      const match = start < 0 ? undefined : matchAt(VARIABLE_PATH, text, start);
      if (!match || isTaken(match.index, match.index + match[0].length)) continue;
      const raw = withoutTrail(match[0]);
      from = match.index + raw.length;
      take(match.index, from);
      give({ type: 'filepath', value: raw, start: match.index, end: from, confidence: 0.9 });
      continue;
    }
    if (ahead !== HOME && (NOT_BEFORE_PATH[ahead] === 1 || !ROOT_STARTS.has(codes[slash + 1] ?? 0))) continue;
    const match =
      ahead === HOME
        ? matchAt(UNIX_PATH, text, slash - 1)
        : (matchAt(UNIX_PATH, text, slash) ?? matchAt(UNIX_AFTER_HAN, text, slash));
    if (!match) continue;
    from = match.index + match[0].length;
    const raw = withoutTrail(match[0]);
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

/** As strings of code and JSON write it, each backslash is doubled. */
export const singleBackslashes = (written: string): string =>
  /[^\\]\\\\[^\\]/.test(written) ? written.replaceAll('\\\\', '\\') : written;

const KNOWN_EXTENSIONS = new Set(EXTENSIONS);
/** By the low five bits of the first three units: what begins otherwise is no extension. */
const EXTENSION_STARTS = new Uint8Array(32 * 32 * 32);
for (const extension of EXTENSIONS) {
  const [first = 0, second = 0, third] = [...extension].map((unit) => unit.charCodeAt(0));
  if (third !== undefined) EXTENSION_STARTS[letterKey(first, second, third)] = 1;
  else EXTENSION_STARTS.fill(1, letterKey(first, second, 0), letterKey(first, second, 31) + 1);
}
/** A file name's units before its extension; no name is longer than file systems allow. */
const NAME_UNIT = /[\p{L}\p{N}_.()[\]$+#№°-]/u;
const LONGEST_NAME = 255;

interface FileCandidate {
  readonly start: number;
  readonly name: string;
  readonly extension: string;
}

/** Goes back from each known extension to where its name can begin. */
function* fileCandidates(text: string, { dots, codes }: Marks): Generator<FileCandidate> {
  let from = 0;
  for (let index = 0; index < dots.length; index += 1) {
    const dot = dots.at(index);
    if (EXTENSION_STARTS[letterKey(codes[dot + 1] ?? 0, codes[dot + 2] ?? 0, codes[dot + 3] ?? 0)] === 0) continue;
    if (dot < from || !isTokenAt(text, dot + 1)) continue;
    let end = dot + 1;
    while (end < dot + 7 && isTokenAt(text, end) && text.charCodeAt(end) < 0x80) end += 1;
    if (end < dot + 3 || end > dot + 6) continue;
    const extension = text.slice(dot + 1, end).toLowerCase();
    if (!KNOWN_EXTENSIONS.has(extension) || goesOn(text, end)) continue;
    let start = dot;
    const least = Math.max(from, dot - LONGEST_NAME);
    while (start > least && (isTokenAt(text, start - 1) || NAME_UNIT.test(text[start - 1] ?? ''))) start -= 1;
    for (; start < dot; start += 1) {
      // A name begins where no other word unit stands before it, or where the last name ended.
      const isFree = start === from || !(isTokenAt(text, start - 1) || NOT_BEFORE_NAME.test(text[start - 1] ?? ''));
      if (!isFree || !isTokenAt(text, start) || !FILE.test(text.slice(start, dot))) continue;
      yield { start, name: text.slice(start, end), extension };
      from = end;
      break;
    }
  }
}

/** Whether what looks like an extension is the beginning of something longer. Han text may be glued to it. */
function goesOn(text: string, end: number): boolean {
  const next = text[end] ?? '';
  if (next === '.') return /[A-Za-z0-9]/.test(text[end + 1] ?? '');
  return next === '@' || (isTokenAt(text, end) && !HAN_LETTER.test(next));
}

export const fileNames: Recogniser = ({ text, marks, isTaken, give }) => {
  for (const { start: from, name, extension } of fileCandidates(text, marks)) {
    // A name in quotes is whole; without them, words of the sentence may be glued to it.
    const glued = /["'“‘「『《【]/.test(text[from - 1] ?? '') ? 0 : gluedWords(name);
    const end = from + name.length;
    const start = wholeNameStart(text, from + glued, end);
    const raw = text.slice(start, end);
    // `[redacted].pdf`: the bracket was opened before the name.
    if ((raw.includes(']') && !raw.includes('[')) || /^[^(]{0,20}\)\./.test(raw)) continue;
    // What reads the end of a whole name as a host or a date has seen too little of it.
    const isWhole = start < from + glued;
    if (
      raw.startsWith('.') ||
      isTaken(start, isWhole ? from + glued : end) ||
      /^(?:console|window|document|self|this|math|logger)\./i.test(raw)
    )
      continue;
    const telling = TELLING.has(extension);
    const ahead = before(text, start, 30);
    const cued = FILE_CUE.test(ahead);
    const isListed = /[0-9a-f]{28}["']?[\t ,;|]{1,3}["']?$/i.test(ahead);
    const document = DOCUMENT.has(extension) && /[^\0-\x7f]|\d|_/.test(raw.slice(0, -extension.length));
    // Digests name samples: the digest is the indicator.
    if (/[0-9a-f]{32}/i.test(raw)) continue;
    give({
      type: 'filename',
      value: raw,
      start,
      end,
      confidence: telling ? 0.85 : document || isListed || isWhole ? 0.7 : cued ? 0.6 : 0.4,
    });
  }
};
