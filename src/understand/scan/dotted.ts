/** Dotted tokens: IPv4 addresses, networks, domains, and files that look like domains. */
import { ipv4Network, parseIpv4 } from './addresses.ts';
import { after, before, HAN_LETTER, type Recogniser, type ScanContext } from './found.ts';
import { readHost } from './hosts.ts';
import { SEEN, shapeIn, type TokenShape } from './token-shape.ts';
import { isTokenAt, labelStart, tokenEnd } from './tokens.ts';

/** All dotted tokens: IPv4 addresses, networks, domains, and files that look like domains. */
export const dotted: Recogniser = (context) => {
  const { text, marks } = context;
  const { dots, codes } = marks;
  let from = 0;
  for (let index = 0; index < dots.length; index += 1) {
    const dot = dots.at(index);
    if (dot < from || !isTokenAt(text, dot + 1)) continue;
    const begin = labelStart(codes, text, dot);
    if (begin === dot) continue;
    from = tokenEnd(codes, text, dot);
    const shape = shapeIn(codes, begin, from);
    if (shape.hasWide && HAN_LETTER.test(text.slice(begin, from))) {
      for (const [piece, start] of withoutHan(text.slice(begin, from), begin)) {
        const end = start + piece.length;
        readToken(shapeIn(codes, start, end), start, end, context);
      }
    } else if (begin > 0 && codes[begin - 1] === BACKSLASH && isLineBreak(codes[begin])) {
      // A line break as code writes it, `\nhost.tld`.
      readToken(shapeIn(codes, begin + 1, from), begin + 1, from, context);
    } else readToken(shape, begin, from, context);
  }
};

const BACKSLASH = 0x5c;
const isLineBreak = (code: number | undefined): boolean => code === 0x6e || code === 0x72 || code === 0x74;

const ALL_HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u;
const NOT_HAN = /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

/** A token as it is when Han letters make whole labels of it; else the pieces between them. */
function withoutHan(token: string, start: number): [string, number][] {
  const pieces: [string, number][] = [];
  const labels = token.split('.');
  const pure = labels.every((label) => !HAN_LETTER.test(label) || ALL_HAN.test(label));
  const ending = labels.at(-1) ?? '';
  const firstIsOwn = HAN_LETTER.test(labels[0] ?? '') && labels.length === 2;
  if (pure && (HAN_LETTER.test(ending) || firstIsOwn)) {
    // 中文域名中文网.中国: which characters begin the name cannot be told; cues of the field are cut off.
    const cue = /^.*(?:域名|网站|网址|地址|访问|登录|是|为|的|在|和)(?=.)/u.exec(labels[0] ?? '')?.[0].length ?? 0;
    return [[token.slice(cue), start + cue]];
  }
  for (const match of token.matchAll(NOT_HAN)) {
    const clean = match[0].replace(/^[._-]+|[._-]+$/g, '');
    if (clean.includes('.')) pieces.push([clean, start + match.index + match[0].indexOf(clean)]);
  }
  return pieces;
}

const RANGE = /^(\d+(?:\.\d+){3})-(\d+(?:\.\d+){3})$/;
/** The word before an address in a form or a table, without a blank. */
const GLUED_ADDRESS = /^IP(\d{1,3}(?:\.\d{1,3}){3})$/i;
/** A sentence that ended without a blank: `host.tld.Then`. */
const JOINED_SENTENCE = /^([a-z0-9.-]+\.[a-z]{2,})\.\p{Lu}\p{Ll}+$/u;
const GLUED_VERSION = /^v(\d+(?:\.\d+){3})$/i;

/** Reads the token at `[start, end)`, whose shape this is. */
function readToken(shape: TokenShape, start: number, end: number, context: ScanContext): void {
  const { text, isTaken, isDefanged } = context;
  if (isTaken(start, end)) return;
  if (shape.seen === SEEN.digit) {
    if (shape.dots === 3) giveIpv4(text.slice(start, end), start, end, start, end, context);
    return;
  }
  const token = text.slice(start, end);
  const first = token.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39 && shape.seen === (SEEN.digit | SEEN.hyphen)) {
    const range = RANGE.exec(token);
    if (range?.[1] && range[2]) {
      const middle = start + range[1].length;
      giveIpv4(range[1], start, middle, start, end, context);
      giveIpv4(range[2], middle + 1, end, start, end, context);
      return;
    }
  }
  const address = first === 0x49 || first === 0x69 ? GLUED_ADDRESS.exec(token)?.[1] : undefined;
  if (address !== undefined) {
    giveIpv4(address, end - address.length, end, start, end, context);
    return;
  }
  const glued = first === 0x76 || first === 0x56 ? GLUED_VERSION.exec(token)?.[1] : undefined;
  if (glued !== undefined && parseIpv4(glued)) {
    context.take(start, end);
    context.give({ type: 'ipv4', value: glued, start: start + 1, end, confidence: 0.15, labels: VERSION });
    return;
  }
  giveHost(token, shape, start, end, isDefanged(start, end), context);
}

function giveHost(
  token: string,
  shape: TokenShape,
  start: number,
  end: number,
  isDefanged: boolean,
  { text, take, give }: ScanContext,
): void {
  // Part of a path or of a mail address that was not one.
  const ahead = text[start - 1];
  if (ahead === '@' || ahead === '\\' || (ahead === '/' && /[A-Za-z0-9_)]/.test(text[start - 2] ?? ''))) return;
  const { lastDot } = shape;
  const isCapital = (shape.seenInEnding & (SEEN.upper | SEEN.other)) !== 0;
  const joined = isCapital && shape.dots > 1 ? JOINED_SENTENCE.exec(token)?.[1] : undefined;
  if (joined !== undefined) {
    const reading = readHost(joined, text, start, start + lastDot, isDefanged);
    if (reading.kind === 'domain' && reading.confidence > 0.9) {
      take(start, end);
      give({
        type: 'domain',
        value: reading.value,
        start,
        end: start + joined.length,
        confidence: 0.75,
        labels: SENTENCE_END,
      });
      return;
    }
  }
  const isEdged = token.charCodeAt(0) === UNDERSCORE || token.charCodeAt(token.length - 1) === UNDERSCORE;
  // The name of a service record, `_ldap._tcp.example.org`, is none of a host.
  if (isEdged && /^_[\w-]+\._/.test(token)) return;
  const bare = isEdged ? token.replace(/^_+|_+$/g, '') : token;
  const from = isEdged ? start + token.indexOf(bare) : start;
  const to = from + bare.length;
  const isWalked = isEdged || joined !== undefined;
  const reading = readHost(bare, text, from, to, isDefanged, isWalked ? undefined : shape);
  const { kind, value, confidence, labels } = reading;
  if (kind === 'none') return;
  take(start, end);
  give({ type: kind === 'file' ? 'filename' : kind, value, start: from, end: to, confidence, labels });
}

const UNDERSCORE = 0x5f;
const NO_LABELS: readonly string[] = [];
const VERSION: readonly string[] = ['version-number?'];
const SECTION: readonly string[] = ['section-number?'];
const SENTENCE_END: readonly string[] = ['sentence-end?'];
const NETMASK: readonly string[] = ['netmask?'];

const VERSION_CUE =
  /(?:\bv|\bver(?:sion|s)?\.?|\brev(?:ision)?\.?|\bbuild|\bfirmware|\bkernel|\brelease|\b(?:bump|up(?:date|grade)|downgrad)\w*(?:\s+[\w.-]{1,30}){0,2}?(?: to| from)?|\.NET|\bsdk|版本号?|版|升级[到至]|固件|内核|верси[яюией]+|верс\.?|сборк[аиуе]|билд|релиз\p{L}?|прошивк[аиуе]|обновлени[еяю]|ядр[оа])[\s:=为是]*$/iu;
/** The same as the key of a quoted value. */
const VERSION_KEY = /(?:ver(?:sion|s)?|rev(?:ision)?|build|firmware|release)["']?\s*[:=]\s*["']$/i;
/** A name right before it, as products have them: `Foxmail`, `PAN-OS`, `MySQL`. */
const PRODUCT_BEFORE = /(?:^|[^A-Za-z\d_.-])([A-Z][A-Za-z\d+#-]*[A-Za-z\d+#]|[a-z]+[A-Z][A-Za-z]+)\s$/;
/** What begins with a capital and stands before addresses. */
const NO_PRODUCT =
  /^(?:the|and|or|at|in|on|to|from|via|with|by|for|of|is|are|was|use[sd]?|using|also|then|ping(?:ed)?|block(?:ed)?|allow(?:ed)?|deny|den(?:y|ied)|permit|drop(?:ped)?|add|remove|visit|see|scan(?:ned)?|connect(?:ed|s|ing)?|resolve[sd]?|src|dst|source|dest(?:ination)?|address(?:es)?|ips?|ipv4|hosts?|hostname|servers?|clients?|remote|local|peer|node|router|gateway|gw|proxy|proxies|dns|vpn|vps|rdp|ssh|ftp|http|https|tcp|udp|icmp|smtp|c2|cnc|cc|attackers?|victims?|targets?|bots?|sinkhole|network|subnet|ns\d?|mx\d?|a|i|c|ptr|server\d*|host\d*|[a-z]+\d+)$/i;
const ADDRESS_CUE =
  /\bip\b|\bIPs?\b|addr|inetnum|netrange|subnet|host|server|\bC2\b|\bC&C\b|from|\bto\b|connect|beacon|listen|ping|\bDNS\b|proxy|peer|地址|服务器|回连|节点|主机|网关|адрес|сервер|хост|айпи/i;
/** A heading's number: at a line's start, and words behind it. */
const SECTION_AFTER = /^(?:[\s、.)]{1,3}[\p{Lu}\p{Script=Han}]|\p{Script=Han})/u;
const SECTION_CUE =
  /(?:\bsection|\bsec\.?|\bsee|\btable|\bfig(?:ure)?\.?|\bchapter|\bclause|\bappendix|§|第|章|节|表|图|раздел|табл\.?|п\.)\s*$/i;

/** The end of any cue of a version or a section: a letter, a sign, and what may stand between. */
const CUE_END = /[\p{L}.§/][\s:=为是]*$/u;
const AT_LINE_START = /(?:^|\n)[\s#*>-]*$/;

interface AddressReading {
  readonly confidence: number;
  readonly labels: readonly string[];
}
const reading = (confidence: number, labels: readonly string[]): AddressReading => ({ confidence, labels });
const DEFANGED = reading(0.99, NO_LABELS);
const AS_NETWORK = reading(0.97, NO_LABELS);
const ADDRESS = reading(0.95, NO_LABELS);
const VERSION_AS_NETWORK = reading(0.5, VERSION);
const SAID_VERSION = reading(0.15, VERSION);
const SAID_SECTION = reading(0.15, SECTION);
const PROBABLY_VERSION = reading(0.3, VERSION);
const PERHAPS_VERSION = reading(0.55, VERSION);
const PERHAPS_PRIVATE = reading(0.6, VERSION);
const PROBABLY_MASK = reading(0.3, NETMASK);

/** The last octet up to which a number is as likely one of a version or a section. */
const SMALL = 30;

/** How many of the four are small, and the first one. */
function octetsOf(address: string): { small: number; first: number } {
  let small = 0;
  let first = -1;
  let octet = 0;
  for (let at = 0; at <= address.length; at += 1) {
    const code = at < address.length ? address.charCodeAt(at) : DOT;
    if (code === DOT) {
      if (octet <= SMALL) small += 1;
      if (first < 0) first = octet;
      octet = 0;
    } else octet = octet * 10 + code - 0x30;
  }
  return { small, first };
}

const DOT = 0x2e;
const COLON = 0x3a;
const WIDE_COLON = 0xff1a;
const SLASH = 0x2f;
const QUOTE = 0x22;

/** A mask such as 255.255.252.0, ones and then zeros; or no address at all, 0.0.0.0 and what is a mask the other way round. */
function isMask(address: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const bits = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const zeros = a === 255 ? ~bits >>> 0 : bits;
  return (a === 255 || a === 0) && (zeros & (zeros + 1)) === 0;
}

/** Reads four dotted numbers in their surroundings: an address, or something that only looks like one. */
function readIpv4(
  address: string,
  text: string,
  start: number,
  end: number,
  isDefanged: boolean,
  next: number,
): AddressReading {
  if (isDefanged) return DEFANGED;
  // Most addresses stand in lists and quotes: no cue can end right before them.
  const isBare = start === 0 || text.charCodeAt(start - 1) === QUOTE;
  const ahead = isBare ? '' : before(text, start, 40);
  const mayFollowCue = !isBare && CUE_END.test(ahead);
  const { small, first } = octetsOf(address);
  const isNetwork =
    ((next === COLON || next === WIDE_COLON) && /^.\d{2,5}\b/.test(after(text, end, 7))) ||
    (next === SLASH && /^\/(?:[89]|[12]\d|3[0-2])(?![\d/.])/.test(after(text, end, 5)));
  if ((first === 255 || first === 0) && isMask(address)) return PROBABLY_MASK;
  if (mayFollowCue && (VERSION_CUE.test(ahead) || /[a-z]\/$/.test(ahead)))
    return isNetwork ? VERSION_AS_NETWORK : SAID_VERSION;
  if (small < 3) return isNetwork ? AS_NETWORK : first === 0 ? PROBABLY_VERSION : ADDRESS;
  if (isBare && start > 0 && VERSION_KEY.test(before(text, start, 24))) return SAID_VERSION;
  if (mayFollowCue && SECTION_CUE.test(ahead)) return SAID_SECTION;
  if (small === 4 && (start === 0 || (!isBare && AT_LINE_START.test(ahead))) && SECTION_AFTER.test(after(text, end, 6)))
    return SAID_SECTION;
  if (isNetwork) return AS_NETWORK;
  if (first === 0) return PROBABLY_VERSION;
  if (first > SMALL) return ADDRESS;
  const name = isBare ? undefined : PRODUCT_BEFORE.exec(ahead)?.[1];
  const product = name !== undefined && !NO_PRODUCT.test(name);
  if (product) return PROBABLY_VERSION;
  if (ADDRESS_CUE.test(cueBefore(text, start))) return ADDRESS;
  if (first === 10) return PERHAPS_PRIVATE;
  return small === 4 ? PROBABLY_VERSION : PERHAPS_VERSION;
}

/** The words before an address; those of another line only where it begins its own, as in a list. */
function cueBefore(text: string, start: number): string {
  const ahead = before(text, start, 40);
  const line = ahead.lastIndexOf('\n') + 1;
  return /\S/.test(ahead.slice(line)) ? ahead.slice(line) : ahead;
}

/** Gives the address at `[start, end)` with its network or port; the token that it is of, at `[from, to)`, is explained by it. */
function giveIpv4(
  address: string,
  start: number,
  end: number,
  from: number,
  to: number,
  { text, take, give, isDefanged }: ScanContext,
): void {
  if (!parseIpv4(address)) return;
  take(from, to);
  const next = end < text.length ? text.charCodeAt(end) : 0;
  const { confidence, labels } = readIpv4(address, text, start, end, isDefanged(from, to), next);
  const prefix = next === SLASH ? /^\/(\d{1,2})(?![\d/.])/.exec(after(text, end, 4))?.[1] : undefined;
  const network = prefix === undefined ? undefined : ipv4Network(address, Number(prefix));
  if (network && prefix) {
    give({ type: 'cidr', value: network, start, end: end + 1 + prefix.length, confidence, labels });
    return;
  }
  give({ type: 'ipv4', value: address, start, end, confidence, labels });
  const port = next === COLON ? /^:(\d{1,5})(?!\d)/.exec(after(text, end, 7))?.[1] : undefined;
  if (port && Number(port) <= 65535) {
    const value = `${address}:${Number(port)}`;
    give({ type: 'ip-port', value, start, end: end + 1 + port.length, confidence, labels });
  }
}
