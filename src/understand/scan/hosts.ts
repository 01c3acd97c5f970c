/** Host names: which are domains, which are files, code or prose that only looks like one. */
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { ENDING, kindOfEnding, kindOfPacked } from './endings.ts';
import { after, before } from './found.ts';
import { isModule } from './modules.ts';
import { SEEN, shapeOf, type TokenShape } from './token-shape.ts';

export interface HostReading {
  readonly kind: 'domain' | 'onion' | 'i2p' | 'file' | 'none';
  readonly value: string;
  readonly confidence: number;
  readonly labels: readonly string[];
}

/** Names that are products, frameworks or abbreviations, not hosts. */
const PRODUCTS = new Set(
  'asp.net node.js socket.io system.io next.js vue.js vb.net ado.net system.net system.web microsoft.net three.js d3.js paint.net system.data game.me readme.md'.split(
    ' ',
  ),
);

/** First words of member access in code. */
const CODE_WORDS = new Set(
  'this self window document console module exports process os path sys obj object cfg config conf req res request response r a b c d e f g h i j k m n o p q s t u v w x y z it std math string json array list data event ev el elem item items node args arg ctx context super cls app session user file fs io np pd tf torch plt db row col key val value result results error err logger log test tests foo bar baz model view controller player game scene this.props state props instance parent child root that me my util utils helper name'.split(
    ' ',
  ),
);
const PACKAGE_HEADS = new Set([
  'com',
  'org',
  'net',
  'io',
  'android',
  'java',
  'javax',
  'cn',
  'edu',
  'gov',
  'sun',
  'kotlin',
  'androidx',
]);

const LONGEST_PRODUCT = 13;
const LONGEST_CODE_WORD = 10;
const LONGEST_PACKAGE_HEAD = 8;

const DOMAIN_CUE =
  /domain|site\b|\bC2\b|C&C|\bC&C|host(?:ed|name)?\b|resolv|域名|网站|网址|地址|домен|сайт|url|DNS|redirect|beacon/i;
const FILE_CUE =
  /\b(?:file|script|ran|run|edited?|compiled?|archive|named?|execut|dropp|download|open|wrote|written|left)\w*\b|文件|脚本|样本|附件|файл|скрипт/i;

const NO_LABELS: readonly string[] = [];
const NONE: HostReading = { kind: 'none', value: '', confidence: 0, labels: NO_LABELS };
const SENTENCE_END: readonly string[] = ['sentence-end?'];
const CODE: readonly string[] = ['code?'];
const PRODUCT: readonly string[] = ['product-name?'];
const PACKAGE: readonly string[] = ['package-name?'];
const FILE_NAME: readonly string[] = ['file-name?'];
const DOMAIN: readonly string[] = ['domain?'];
const VERSION: readonly string[] = ['version-number?'];
const COMPANY: readonly string[] = ['company-name?'];

/**
 * Reads a dotted token (no spaces, at least one dot) that stands at `[start, end)` of the text.
 * @param shape the token's own; it is walked when there is none.
 */
export function readHost(
  token: string,
  text: string,
  start: number,
  end: number,
  isDefanged: boolean,
  { seen, seenInEnding, dots, firstDot, lastDot, ending, longestLabel, hasEmptyLabel }: TokenShape = shapeOf(token),
): HostReading {
  const isAscii = (seen & SEEN.other) === 0;
  const lower = isAscii && (seen & SEEN.upper) === 0 ? token : token.toLowerCase();
  const kind = ending === 0 ? kindOfEnding(lower.slice(lastDot + 1)) : kindOfPacked(ending, lower, lastDot);
  if (kind === 0) return NONE;
  if (kind === ENDING.onion) return readOnion(lower);
  if (kind === ENDING.i2p) return readI2p(lower);
  // An ending begins with a letter and holds no underscore.
  const isPlain = isAscii && lastDot > 0 && (ending !== 0 || isPlainEnding(lower, lastDot, seenInEnding));
  if (isAscii && !isPlain) return NONE;
  const isCanonical = isPlain && dots > 0 && longestLabel < 64 && lower.length < 254 && !hasEmptyLabel;
  const isPuny = (seen & SEEN.hyphen) !== 0 && lower.includes('xn--');
  const ascii = isCanonical && !isPuny && (kind & ENDING.deep) === 0 ? lower : publicName(lower, isPlain && !isPuny);
  if (ascii === undefined) return NONE;
  if (isDefanged) return domain(ascii, 0.99, NO_LABELS);
  if ((kind & ENDING.product) !== 0 && lower.length <= LONGEST_PRODUCT && PRODUCTS.has(lower))
    return domain(ascii, 0.2, PRODUCT);
  const isMixed = token !== lower && (isAscii ? (seen & SEEN.lower) !== 0 : token !== token.toUpperCase());
  if (isMixed) {
    if (dots === 1 && isCompany(token, text, start, end)) return domain(ascii, 0.45, COMPANY);
    const written = token.slice(lastDot + 1);
    // `exits.No` and `Node.js.It`: a sentence ended without a blank.
    if (/^\p{Lu}\p{Ll}*$/u.test(written)) return domain(ascii, 0.1, SENTENCE_END);
    if (/\p{Lu}/u.test(written)) return domain(ascii, 0.1, CODE);
  }
  if (isCodeAfter(text, end)) return domain(ascii, 0.1, CODE);
  if (isCodeBefore(text, start)) return domain(ascii, 0.2, CODE);
  const isLong = dots > 1;
  const isWordy = (kind & ENDING.wordy) !== 0;
  if (isWordy) {
    // The argument of a call, `send(buf.data)`.
    if (!isLong && text.charCodeAt(start - 1) === PARENTHESIS && /\w/.test(text[start - 2] ?? ''))
      return domain(ascii, 0.2, CODE);
    const isCode = firstDot <= LONGEST_CODE_WORD && CODE_WORDS.has(lower.slice(0, firstDot));
    if ((isCode || firstDot <= 2) && !DOMAIN_CUE.test(before(text, start, 24))) return domain(ascii, 0.15, CODE);
    if (isLong && isCode && !isPackage(lower, firstDot, kind)) return domain(ascii, 0.15, CODE);
  }
  if (isLong && isPackage(lower, firstDot, kind)) return domain(ascii, 0.2, PACKAGE);
  if (text.charCodeAt(end) === SLASH && isModule(text, start, end)) return domain(ascii, 0.3, PACKAGE);
  // What is registered has no underscore: `7.02.25_backup.zip` is a file.
  if (
    isAscii &&
    (seen & SEEN.underscore) !== 0 &&
    lower.lastIndexOf('_', lastDot) > lower.lastIndexOf('.', lastDot - 1)
  ) {
    const isFile = (kind & ENDING.file) !== 0;
    return isFile ? { kind: 'file', value: token, confidence: 0.8, labels: NO_LABELS } : domain(ascii, 0.3, FILE_NAME);
  }
  if (!isLong && (kind & ENDING.file) !== 0) {
    const around = `${before(text, start, 40)} ${after(text, end, 30)}`;
    const saysDomain = DOMAIN_CUE.test(around) && !FILE_CUE.test(before(text, start, 16));
    return saysDomain ? domain(ascii, 0.7, FILE_NAME) : { kind: 'file', value: token, confidence: 0.7, labels: DOMAIN };
  }
  // `数据概览.es 4`: the leader dots of a table of contents, misread; Han names are seldom registered under other endings.
  if (!isAscii && !isLong && HAN_NAME.test(token) && !DOMAIN_CUE.test(before(text, start, 24)))
    return domain(ascii, 0.3, SENTENCE_END);
  // `4.xxx` and `192.168.yyy.xxx`: numbers that somebody left out.
  if (lower.endsWith('.xxx') && /^\d+(?:\.(?:\d+|x+|y+|z+))*\.xxx$/.test(lower)) return domain(ascii, 0.2, VERSION);
  // Camel case inside a label is an identifier's, not a host's.
  if (isMixed && isWordy && /\p{Ll}\p{Lu}/u.test(token)) return domain(ascii, 0.2, CODE);
  return domain(ascii, isLong || !isWordy ? 0.95 : 0.75, NO_LABELS);
}

function isPackage(lower: string, firstDot: number, kind: number): boolean {
  return (
    firstDot <= LONGEST_PACKAGE_HEAD && (kind & ENDING.common) === 0 && PACKAGE_HEADS.has(lower.slice(0, firstDot))
  );
}

function isPlainEnding(lower: string, lastDot: number, seenInEnding: number): boolean {
  const first = lower.charCodeAt(lastDot + 1);
  return (seenInEnding & SEEN.underscore) === 0 && first >= 0x61 && first <= 0x7a;
}

const HAN_NAME =
  /^\p{Script=Han}+\.(?!(?:com|net|org|cn|tw|hk|mo|sg|jp|kr|cc|co|me|tv|io|biz|info|xyz|top|vip|club|online|site|shop|tech|store|ltd|wang|ren|link|live|fun|asia)$)[a-z]+$/iu;

/** `Booking.com` in the flow of a sentence that is not about hosts: a firm is meant. */
function isCompany(token: string, text: string, start: number, end: number): boolean {
  if (!/^[A-Z][A-Za-z\d-]+\.(?:com|org|net|io|ai|co)$/.test(token) || text.charCodeAt(end) !== BLANK) return false;
  if (!/^ \(?[a-z\p{sc=Cyrillic}]/u.test(after(text, end, 3))) return false;
  const ahead = before(text, start, 40);
  return /[a-z\p{sc=Cyrillic},] $/u.test(ahead) && !DOMAIN_CUE.test(ahead.slice(ahead.lastIndexOf('\n') + 1));
}

/** A call, a scope, an arrow. */
function isCodeAfter(text: string, end: number): boolean {
  if (end >= text.length) return false;
  const next = text.charCodeAt(end);
  if (next === PARENTHESIS) return true;
  if (next !== BLANK && next !== COLON && next !== EQUALS && next !== LINE_FEED && next !== TAB) return false;
  if (end + 1 >= text.length) return false;
  const second = text.charCodeAt(end + 1);
  if (second > EQUALS + 1 && second < 0x80) return false;
  return /^\s*\(\)|^::|^\s*=>/.test(after(text, end, 4));
}

function isCodeBefore(text: string, start: number): boolean {
  if (start === 0) return false;
  const previous = text.charCodeAt(start - 1);
  if (previous === DOLLAR) return true;
  return (
    (previous === COLON || previous === GREATER || previous === DOT) && /(?:::|->|\.\.)$/.test(before(text, start, 2))
  );
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const BLANK = 0x20;
const DOLLAR = 0x24;
const PARENTHESIS = 0x28;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER = 0x3e;

/** Reserved endings stand in documentation and in inventions; `bit` and `lib` outside the public root. */
const RESERVED = /[^.]\.(?:example|test|invalid|bit|lib)$/;

const PARSE = { allowPrivateDomains: false, detectIp: false, extractHostname: false } as const;

/** The A-label form of a lower-case name below a known ending; undefined when there is no such ending. */
function publicName(lower: string, isPlain: boolean): string | undefined {
  const ascii = isPlain ? lower : domainToASCII(lower);
  if (!isPlain && !PLAIN.test(ascii)) return undefined;
  if (ascii.length > 253 || (ascii.length > 63 && /[^.]{64}/.test(ascii))) return undefined;
  if (ascii.startsWith('.') || ascii.includes('..')) return undefined;
  const parsed = parse(ascii, PARSE);
  if (parsed.isIcann === true) return parsed.domain === null ? undefined : ascii;
  return RESERVED.test(ascii) ? ascii : undefined;
}

const PLAIN = /^[a-z0-9._-]+\.[a-z][a-z0-9-]*$/;

/** What is plain already needs no conversion, which is dear. */
function asciiName(lower: string): string {
  return PLAIN.test(lower) && !lower.includes('xn--') ? lower : domainToASCII(lower);
}

function domain(value: string, confidence: number, labels: readonly string[]): HostReading {
  return { kind: 'domain', value, confidence, labels };
}

/** A name of the network's own address books, or 52 and more characters of base32 of a key. */
function readI2p(lower: string): HostReading {
  const isKey = /^[a-z2-7]{52,60}\.b32\.i2p$/.test(lower);
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.i2p$/.test(lower)
    ? { kind: 'i2p', value: lower, confidence: isKey ? 0.99 : 0.85, labels: NO_LABELS }
    : NONE;
}

/** v2: 16, v3: 56 characters of base32. */
function readOnion(lower: string): HostReading {
  const name = lower.split('.').at(-2) ?? '';
  const valid = /^(?:[a-z2-7]{16}|[a-z2-7]{56})$/.test(name);
  return valid
    ? { kind: 'onion', value: lower, confidence: 0.99, labels: [] }
    : { kind: 'none', value: '', confidence: 0, labels: [] };
}

/** The host of a URL: an address or a name, canonical; undefined when it cannot be one. */
export function canonicalHost(host: string): string | undefined {
  if (/^\d+(?:\.\d+){3}$/.test(host)) return host;
  const ascii = asciiName(host.toLowerCase());
  return ascii === '' ? undefined : ascii;
}
