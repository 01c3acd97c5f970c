/** Host names: which are domains, which are files, code or prose that only looks like one. */
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { after, before } from './found.ts';

export interface HostReading {
  readonly kind: 'domain' | 'onion' | 'i2p' | 'file' | 'none';
  readonly value: string;
  readonly confidence: number;
  readonly labels: readonly string[];
}

/** Endings that are both a top-level domain and a file's. */
const FILE_ENDINGS = new Set(
  'py sh pl rs md zip mov ps so cc pm sc app cab st tf vb ini bat exe dll mm mk sql cs ml vi gz do to br'
    .split(' ')
    .filter((ending) => !['to', 'br', 'ml', 'mk', 'vi', 'do'].includes(ending)),
);

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
/** Top-level domains that are also everyday words or members in code. */
const WORDY_ENDINGS = new Set(
  'id to is no in at host name map top body location it as so me my be do am pm by us info data new next run now link zip mov call show date off open page report review rocks style support tools watch works world zone help game games fun free fit fail express events email domains direct diet cool codes click chat center care cards cafe business build blog band bar art app map java js box win ing ad ads day goo how meme app dev prof rest search play channel phd esq boo rsvp new fly hot soy foo bar case chrome android'.split(
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

const DOMAIN_CUE =
  /domain|site\b|\bC2\b|C&C|\bC&C|host(?:ed|name)?\b|resolv|域名|网站|网址|地址|домен|сайт|url|DNS|redirect|beacon/i;
const FILE_CUE =
  /\b(?:file|script|ran|run|edited?|compiled?|archive|named?|execut|dropp|download|open|wrote|written|left)\w*\b|文件|脚本|样本|附件|файл|скрипт/i;

const PLAIN = /^[a-z0-9._-]+\.[a-z][a-z0-9-]*$/;

const NO_LABELS: readonly string[] = [];
const NONE: HostReading = { kind: 'none', value: '', confidence: 0, labels: NO_LABELS };

/** Reads a dotted token (no spaces, at least one dot) that stands at `[start, end)` of the text. */
export function readHost(token: string, text: string, start: number, end: number, isDefanged: boolean): HostReading {
  const lower = token.toLowerCase();
  const lowerEnding = lower.slice(lower.lastIndexOf('.') + 1);
  if (lowerEnding === 'onion') return readOnion(lower);
  if (lowerEnding === 'i2p') return readI2p(lower);
  if (!isKnownEnding(lowerEnding)) return NONE;
  const ascii = publicName(lower);
  if (ascii === undefined) return NONE;
  if (isDefanged) return domain(ascii, 0.99, NO_LABELS);
  if (PRODUCTS.has(lower)) return domain(ascii, 0.2, ['product-name?']);
  const isUpper = token !== lower && token === token.toUpperCase();
  const isMixed = !isUpper && token !== lower;
  if (isMixed) {
    const ending = token.slice(token.lastIndexOf('.') + 1);
    // `exits.No` and `Node.js.It`: a sentence ended without a blank.
    if (/^\p{Lu}\p{Ll}*$/u.test(ending)) return domain(ascii, 0.1, ['sentence-end?']);
    if (/\p{Lu}/u.test(ending)) return domain(ascii, 0.1, ['code?']);
  }
  if (isCodeAfter(text, end)) return domain(ascii, 0.1, ['code?']);
  if (isCodeBefore(text, start)) return domain(ascii, 0.2, ['code?']);
  const firstDot = lower.indexOf('.');
  const first = lower.slice(0, firstDot);
  const isLong = lower.lastIndexOf('.') !== firstDot;
  const isWordy = WORDY_ENDINGS.has(lowerEnding);
  if (isWordy && (CODE_WORDS.has(first) || first.length <= 2) && !DOMAIN_CUE.test(before(text, start, 24)))
    return domain(ascii, 0.15, ['code?']);
  if (isLong && PACKAGE_HEADS.has(first) && !/^(?:com|net|org|ru|cn|de|info|biz|io)$/.test(lowerEnding))
    return domain(ascii, 0.2, ['package-name?']);
  if (isLong && isWordy && CODE_WORDS.has(first)) return domain(ascii, 0.15, ['code?']);
  if (!isLong && FILE_ENDINGS.has(lowerEnding)) {
    const around = `${before(text, start, 40)} ${after(text, end, 30)}`;
    const saysDomain = DOMAIN_CUE.test(around) && !FILE_CUE.test(before(text, start, 16));
    return saysDomain
      ? domain(ascii, 0.7, ['file-name?'])
      : { kind: 'file', value: token, confidence: 0.7, labels: ['domain?'] };
  }
  // Camel case inside a label is an identifier's, not a host's.
  if (isMixed && isWordy && /\p{Ll}\p{Lu}/u.test(token)) return domain(ascii, 0.2, ['code?']);
  return domain(ascii, isLong || !isWordy ? 0.95 : 0.75, NO_LABELS);
}

/** A call, a scope, an arrow. */
function isCodeAfter(text: string, end: number): boolean {
  const next = text[end];
  if (next === '(') return true;
  if (next !== ' ' && next !== ':' && next !== '=' && next !== '\n' && next !== '\t') return false;
  return /^\s*\(\)|^::|^\s*=>/.test(after(text, end, 4));
}

function isCodeBefore(text: string, start: number): boolean {
  const previous = text[start - 1];
  if (previous === '$') return true;
  return (previous === ':' || previous === '>' || previous === '.') && /(?:::|->|\.\.)$/.test(before(text, start, 2));
}

/** Endings of ASCII and whether the public root has them. There are some 1,500 of them, and few others in any text. */
const endings = new Map<string, boolean>();
const MOST_ENDINGS = 8192;

/** False when no name with this ending can be public: most dotted tokens are out by that alone. */
function isKnownEnding(ending: string): boolean {
  const found = endings.get(ending);
  if (found !== undefined) return found;
  // A country may have rules for its second level alone, `co.za`.
  const isKnown =
    ending.length === 2 ||
    !/^[a-z][a-z0-9-]*$/.test(ending) ||
    RESERVED.test(`x.${ending}`) ||
    parse(`a.b.${ending}`).isIcann === true;
  if (endings.size >= MOST_ENDINGS) endings.clear();
  endings.set(ending, isKnown);
  return isKnown;
}

/** Reserved endings stand in documentation and in inventions; `bit` and `lib` outside the public root. */
const RESERVED = /[^.]\.(?:example|test|invalid|bit|lib)$/;

const PARSE = { allowPrivateDomains: false, detectIp: false, extractHostname: false } as const;

/** The A-label form of a lower-case name below a known ending; undefined when there is no such ending. */
function publicName(lower: string): string | undefined {
  const isPlain = PLAIN.test(lower);
  const ascii = isPlain && !lower.includes('xn--') ? lower : domainToASCII(lower);
  if (!isPlain && !PLAIN.test(ascii)) return undefined;
  if (ascii.length > 253 || (ascii.length > 63 && /[^.]{64}/.test(ascii))) return undefined;
  if (ascii.startsWith('.') || ascii.includes('..')) return undefined;
  const parsed = parse(ascii, PARSE);
  if (parsed.isIcann === true) return parsed.domain === null ? undefined : ascii;
  return RESERVED.test(ascii) ? ascii : undefined;
}

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
