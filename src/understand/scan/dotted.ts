/** Dotted tokens: IPv4 addresses, networks, domains, and files that look like domains. */
import { ipv4Network, parseIpv4 } from './addresses.ts';
import { after, before, type Found, HAN_LETTER, type Recogniser } from './found.ts';
import { readHost } from './hosts.ts';
import { isTokenAt, labelStart, tokenEnd } from './tokens.ts';

/** All dotted tokens: IPv4 addresses, networks, domains, and files that look like domains. */
export const dotted: Recogniser = ({ text, marks: { dots }, isTaken, isDefanged, take, give }) => {
  let from = 0;
  for (let index = 0; index < dots.length; index += 1) {
    const dot = dots.at(index);
    if (dot < from || !isTokenAt(text, dot + 1)) continue;
    const begin = labelStart(text, dot);
    if (begin === dot) continue;
    from = tokenEnd(text, dot);
    for (const [token, start] of withoutHan(text.slice(begin, from), begin, text)) {
      const end = start + token.length;
      if (isTaken(start, end)) continue;
      const found = readDotted(token, text, start, end, isDefanged(start, end));
      if (found.length > 0) take(start, end);
      for (const each of found) give(each);
    }
  }
};

const ALL_HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u;
const NOT_HAN = /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

/** A token as it is when Han letters make whole labels of it; else the pieces between them. */
function withoutHan(token: string, start: number, text: string): [string, number][] {
  const pieces: [string, number][] = [];
  // A line break as code writes it, `\nhost.tld`.
  const escaped = text[start - 1] === '\\' && /^[nrt]/.test(token) ? 1 : 0;
  if (!hasWideLetter(token)) return [[token.slice(escaped), start + escaped]];
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

const FIRST_WIDE = 0x1100;

/** Whether a letter of a script without blanks can be in it: all of them are far from Latin and Cyrillic. */
function hasWideLetter(token: string): boolean {
  for (let at = 0; at < token.length; at += 1) if (token.charCodeAt(at) >= FIRST_WIDE) return HAN_LETTER.test(token);
  return false;
}

const QUAD = /^\d+(?:\.\d+){3}$/;
const RANGE = /^(\d+(?:\.\d+){3})-(\d+(?:\.\d+){3})$/;
/** The word before an address in a form or a table, without a blank. */
const GLUED_ADDRESS = /^IP(\d{1,3}(?:\.\d{1,3}){3})$/i;
/** A sentence that ended without a blank: `host.tld.Then`. */
const JOINED_SENTENCE = /^([a-z0-9.-]+\.[a-z]{2,})\.\p{Lu}\p{Ll}+$/u;
const GLUED_VERSION = /^v(\d+(?:\.\d+){3})$/i;

function readDotted(token: string, text: string, start: number, end: number, isDefanged: boolean): readonly Found[] {
  const first = token.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) {
    if (QUAD.test(token)) return ipv4Found(token, text, start, end, isDefanged);
    if (/^[\d.]+$/.test(token)) return [];
    const range = RANGE.exec(token);
    if (range?.[1] && range[2]) {
      const second = start + range[1].length + 1;
      return [
        ...ipv4Found(range[1], text, start, start + range[1].length, isDefanged),
        ...ipv4Found(range[2], text, second, end, isDefanged),
      ];
    }
  }
  const address = first === 0x49 || first === 0x69 ? GLUED_ADDRESS.exec(token)?.[1] : undefined;
  if (address !== undefined) return ipv4Found(address, text, end - address.length, end, isDefanged);
  const glued = first === 0x76 || first === 0x56 ? GLUED_VERSION.exec(token)?.[1] : undefined;
  if (glued !== undefined && parseIpv4(glued))
    return [{ type: 'ipv4', value: glued, start: start + 1, end, confidence: 0.15, labels: ['version-number?'] }];
  // Part of a path or of a mail address that was not one.
  const ahead = text[start - 1];
  if (ahead === '@' || ahead === '\\' || (ahead === '/' && /[A-Za-z0-9_)]/.test(text[start - 2] ?? ''))) return [];
  const joined = JOINED_SENTENCE.exec(token)?.[1];
  if (joined !== undefined) {
    const reading = readHost(joined, text, start, start + joined.length, isDefanged);
    if (reading.kind === 'domain' && reading.confidence > 0.9)
      return [
        {
          type: 'domain',
          value: reading.value,
          start,
          end: start + joined.length,
          confidence: 0.75,
          labels: ['sentence-end?'],
        },
      ];
  }
  // The name of a service record, `_ldap._tcp.example.org`, is none of a host.
  if (/^_[\w-]+\._/.test(token)) return [];
  const bare = token.startsWith('_') || token.endsWith('_') ? token.replace(/^_+|_+$/g, '') : token;
  const from = start + token.indexOf(bare);
  const to = from + bare.length;
  const { kind, value, confidence, labels } = readHost(bare, text, from, to, isDefanged);
  if (kind === 'none') return [];
  return [{ type: kind === 'file' ? 'filename' : kind, value, start: from, end: to, confidence, labels }];
}

const VERSION_CUE =
  /(?:\bv|\bver(?:sion|s)?\.?|\brev(?:ision)?\.?|\bbuild|\bfirmware|\brelease|\bupdate(?:d)?(?: to)?|\.NET|\bsdk|版本号?|版|升级[到至]|固件|верси[яюи]|верс\.?)[\s:=为是]*$/i;
const ADDRESS_CUE =
  /\bip\b|\bIPs?\b|addr|host|server|\bC2\b|\bC&C\b|from|\bto\b|connect|beacon|listen|ping|\bDNS\b|proxy|peer|地址|服务器|回连|节点|主机|网关|адрес|сервер|хост|айпи/i;
/** A heading's number: at a line's start, and words behind it. */
const SECTION_AFTER = /^[\s、.)]{1,3}[\p{Lu}\p{Script=Han}]/u;
const SECTION_CUE =
  /(?:\bsection|\bsec\.?|\bsee|\btable|\bfig(?:ure)?\.?|\bchapter|\bclause|\bappendix|§|第|章|节|表|图|раздел|табл\.?|п\.)\s*$/i;

/** The end of any cue of a version or a section: a letter, a sign, and what may stand between. */
const CUE_END = /[\p{L}.§/][\s:=为是]*$/u;
const AT_LINE_START = /(?:^|\n)[\s#*>-]*$/;

/** Reads four dotted numbers in their surroundings: an address, or something that only looks like one. */
function readIpv4(
  address: string,
  text: string,
  start: number,
  end: number,
  isDefanged: boolean,
): { confidence: number; labels: string[] } {
  if (isDefanged) return { confidence: 0.99, labels: [] };
  const ahead = before(text, start, 40);
  // Most addresses stand in lists and quotes: no cue can end right before them.
  const mayFollowCue = CUE_END.test(ahead);
  const octets = address.split('.').map(Number);
  const small = octets.filter((octet) => octet <= 30).length;
  const hasPort = (text[end] === ':' || text[end] === '：') && /^.\d{2,5}\b/.test(after(text, end, 7));
  if (mayFollowCue && (VERSION_CUE.test(ahead) || /[a-z]\/$/.test(ahead)))
    return { confidence: hasPort ? 0.5 : 0.15, labels: ['version-number?'] };
  if (small >= 3 && mayFollowCue && SECTION_CUE.test(ahead)) return { confidence: 0.15, labels: ['section-number?'] };
  if (small === 4 && AT_LINE_START.test(ahead) && SECTION_AFTER.test(after(text, end, 6)))
    return { confidence: 0.15, labels: ['section-number?'] };
  if (hasPort) return { confidence: 0.97, labels: [] };
  if (octets[0] === 0) return { confidence: 0.3, labels: ['version-number?'] };
  if (small >= 3 && (octets[0] ?? 0) <= 30 && !ADDRESS_CUE.test(ahead)) {
    const product = /[A-Z][a-z]+\s$/.test(ahead);
    if (octets[0] === 10 && !product) return { confidence: 0.6, labels: ['version-number?'] };
    return product || small === 4
      ? { confidence: 0.3, labels: ['version-number?'] }
      : { confidence: 0.55, labels: ['version-number?'] };
  }
  return { confidence: 0.95, labels: [] };
}

function ipv4Found(address: string, text: string, start: number, end: number, isDefanged: boolean): Found[] {
  if (!parseIpv4(address)) return [];
  const { confidence, labels } = readIpv4(address, text, start, end, isDefanged);
  const prefix = text[end] === '/' ? /^\/(\d{1,2})(?![\d/.])/.exec(after(text, end, 4))?.[1] : undefined;
  const network = prefix === undefined ? undefined : ipv4Network(address, Number(prefix));
  if (network)
    return [{ type: 'cidr', value: network, start, end: end + 1 + (prefix?.length ?? 0), confidence, labels }];
  const port = text[end] === ':' ? /^:(\d{1,5})(?!\d)/.exec(after(text, end, 7))?.[1] : undefined;
  const found: Found[] = [{ type: 'ipv4', value: address, start, end, confidence, labels }];
  if (port && Number(port) <= 65535) {
    found.push({
      type: 'ip-port',
      value: `${address}:${Number(port)}`,
      start,
      end: end + 1 + port.length,
      confidence,
      labels,
    });
  }
  return found;
}
