/** URLs, mail addresses, hosts and IP addresses. */
import { formatIpv6, ipv4Network, ipv6Network, parseIpv4, parseIpv6 } from './addresses.ts';
import { after, before, type Found, isWordAt, type Recogniser } from './found.ts';
import { canonicalHost, readHost } from './hosts.ts';
import { isHexAt, isTokenAt, labelStart, matchAt, nextInnerDot } from './triggers.ts';

const SCHEMES =
  'https?|ftps?|sftp|ssh|tcp|udp|wss?|socks[45]h?|smb|ldaps?|rtmps?|rtsp|git|telnet|vnc|rdp|ircs?|gopher|dns|mongodb|mysql|postgres|redis|amqp|mqtt|s3|svn|nfs|jdbc:[a-z]+|sip|tftp';
const URL_START = new RegExp(`(?<![a-z0-9+])(?:${SCHEMES})://`, 'iy');
const SCHEME_BEFORE = /([a-z0-9]+:)?[a-z0-9]+$/i;
const LONGEST_SCHEME = 16;
/** What ends a URL: blanks, quotes, brackets of markup, Han text and its punctuation. */
const URL_BODY =
  /[^\s"'`<>\\^{}|\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。；：、！？（）【】《》“”‘’「」…\u00ab\u00bb]*/uy;
const TRAILING = /[.,;:!?*_~'"\]-]+$/;

/** Goes back from each `://` over the scheme. */
function* urlStarts(text: string): Generator<RegExpExecArray> {
  for (let mark = text.indexOf('://'); mark >= 0; mark = text.indexOf('://', mark + 3)) {
    const ahead = SCHEME_BEFORE.exec(before(text, mark, LONGEST_SCHEME));
    if (!ahead) continue;
    const start = mark - ahead[0].length;
    // `jdbc:mysql` is one scheme; in `see:http` the last word alone is one.
    const match =
      matchAt(URL_START, text, start) ??
      (ahead[1] === undefined ? undefined : matchAt(URL_START, text, start + ahead[1].length));
    if (match) yield match;
  }
}

export const urls: Recogniser = function* urls({ text, take }) {
  let next = 0;
  for (const match of urlStarts(text)) {
    const start = match.index;
    // An address inside another one's path is part of it.
    if (start < next) continue;
    URL_BODY.lastIndex = start + match[0].length;
    const body = URL_BODY.exec(text)?.[0] ?? '';
    let raw = match[0] + trimBody(body);
    let end = start + raw.length;
    const wrapped = continuation(text, end, raw);
    if (wrapped) {
      raw += wrapped.text;
      end = wrapped.end;
    }
    next = end;
    const value = canonicalUrl(raw);
    if (!value) continue;
    take(start, end);
    yield { type: 'url', value, start, end, confidence: 0.98 };
    yield* hostOfUrl(value, text, start, end);
  }
};

function trimBody(body: string): string {
  let kept = body.replace(/&(?:quot|lt|gt|#34|#39);.*$/i, '');
  for (;;) {
    const before = kept;
    kept = kept.replace(TRAILING, '');
    // A slash or an equals sign belongs to it; an unopened bracket does not.
    for (const [open, close] of ['()', '[]'] as const) {
      while (kept.endsWith(close ?? '') && count(kept, close ?? '') > count(kept, open ?? '')) kept = kept.slice(0, -1);
    }
    if (kept.endsWith('](') || kept.endsWith('(')) kept = kept.replace(/\]?\($/, '');
    if (kept === before) return kept;
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1;

/** A URL that the line end cut behind `/`, `-` and the like goes on when the next line is one token that can only be its rest. */
function continuation(text: string, end: number, raw: string): { text: string; end: number } | undefined {
  if (!/[/=&?%_-]$/.test(text.slice(end - 1, end)) && !/[-]$/.test(text[end] ?? '')) return undefined;
  const next = /^\r?\n([A-Za-z0-9][\w.%&=?/+~-]{5,})(?=\r?\n|$)/.exec(after(text, end, 400));
  if (!next?.[1] || raw.length < 20 || next[1].includes('://')) return undefined;
  return { text: next[1], end: end + next[0].length };
}

function canonicalUrl(raw: string): string | undefined {
  const parts = /^([a-z][a-z0-9+.:-]*):\/\/([^/?#]*)(.*)$/is.exec(raw);
  if (!parts) return undefined;
  const [, scheme = '', authority = '', rest = ''] = parts;
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at + 1);
  const hostAndPort = authority.slice(at + 1);
  const bracketed = /^\[([0-9a-f:.]+)\](:\d+)?$/i.exec(hostAndPort);
  if (bracketed?.[1]) {
    const groups = parseIpv6(bracketed[1]);
    return groups ? `${scheme.toLowerCase()}://${user}[${formatIpv6(groups)}]${bracketed[2] ?? ''}${rest}` : undefined;
  }
  const split = /^([^:]+)(:\d{1,5})?$/.exec(hostAndPort);
  if (!split?.[1] || !/[\p{L}\p{N}]/u.test(split[1])) return undefined;
  if (!split[1].includes('.') && !split[2] && rest.length < 2) return undefined;
  const host = canonicalHost(split[1]);
  return host === undefined ? undefined : `${scheme.toLowerCase()}://${user}${host}${split[2] ?? ''}${rest}`;
}

/** The host of a URL is mentioned with it. */
function* hostOfUrl(url: string, text: string, start: number, end: number): Generator<Found> {
  const host = /^[^/]*\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(url)?.[1] ?? '';
  const offset = text
    .slice(start, end)
    .toLowerCase()
    .indexOf(host.startsWith('xn--') ? '\0' : host);
  if (offset < 0 || host === '') return;
  const from = start + offset;
  if (parseIpv4(host)) yield { type: 'ipv4', value: host, start: from, end: from + host.length, confidence: 0.98 };
  else if (/\.onion$/.test(host))
    yield { type: 'onion', value: host, start: from, end: from + host.length, confidence: 0.98 };
  else if (host.includes('.') && !host.startsWith('[')) {
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind === 'domain')
      yield { type: 'domain', value: reading.value, start: from, end: from + host.length, confidence: 0.98 };
  }
}

const EMAIL =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}._%+@/-])([A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63})@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62})/uy;
/** Scripts without blanks, or with endings glued on; the long-vowel mark belongs to no script. */
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

/** Goes back from each `@` to where its local part can begin: at its first unit, or behind an apostrophe. */
function* emailCandidates(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (let sign = text.indexOf('@'); sign >= 0; sign = text.indexOf('@', Math.max(from, sign + 1))) {
    if (!isTokenAt(text, sign + 1)) continue;
    const [local = ''] = LOCAL_BEFORE.exec(text.slice(Math.max(from, sign - 64), sign)) ?? [];
    let start = sign - local.length;
    while (start < sign) {
      const match = matchAt(EMAIL, text, start);
      if (match) {
        yield match;
        from = match.index + match[0].length;
        break;
      }
      const quote = text.indexOf("'", start);
      start = quote < 0 ? sign : quote + 1;
    }
  }
}
const LOCAL_BEFORE = /[A-Za-z0-9._%+'-]*$/;
const ALL_HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u;
const NOT_HAN = /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

export const emails: Recogniser = function* emails({ text, take, isTaken }) {
  for (const match of emailCandidates(text)) {
    let start = match.index;
    let [, local = '', host = ''] = match;
    // Glued Han text after the address is no part of its last label.
    const glued = host.search(HAN);
    if (glued > 0) host = host.slice(0, glued);
    const end = start + local.length + 1 + host.length;
    if (local.startsWith('_') && text[end] === '_') {
      local = local.slice(1);
      start += 1;
    }
    if (local.endsWith('.') || isTaken(start, end)) continue;
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind !== 'domain' && reading.kind !== 'onion') continue;
    const value = `${local.toLowerCase()}@${reading.value}`;
    take(start, end);
    yield { type: 'email', value, start, end, confidence: 0.97 };
  }
};

const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?:%[\w]+)?(\/\d{1,3})?(?![\w:])/iy;

/** Starts the pattern only where a second colon follows within one group. */
function* ipv6Candidates(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', from)) {
    from = colon + 1;
    let next = colon + 1;
    while (next < colon + 5 && isHexAt(text, next)) next += 1;
    if (text[next] !== ':') continue;
    let start = colon;
    while (start > colon - 4 && isHexAt(text, start - 1)) start -= 1;
    const match = matchAt(IPV6, text, start);
    if (!match) continue;
    yield match;
    from = match.index + match[0].length;
  }
}

export const ipv6s: Recogniser = function* ipv6s({ text, take, isTaken }) {
  if (!text.includes(':')) return;
  for (const match of ipv6Candidates(text)) {
    const start = match.index;
    const raw = match[0].replace(/:$/, (colon) => (match[0].endsWith('::') ? colon : ''));
    const [address = '', prefix] = raw.split('/');
    const bare = address.split('%')[0] ?? '';
    if (!bare.includes('::') && bare.split(':').length !== 8) continue;
    const given = bare.split(':').filter((group) => group !== '');
    // `a::b` in code, `::1` in prose: too little to be an address of the outside.
    if (given.length < 2 || !given.some((group) => group.length >= 3)) continue;
    const groups = parseIpv6(bare);
    const end = start + raw.length;
    if (!groups || isTaken(start, end)) continue;
    take(start, end);
    const network = prefix === undefined ? undefined : ipv6Network(groups, Number(prefix));
    if (network) yield { type: 'cidr', value: network, start, end, confidence: 0.95 };
    else
      yield {
        type: 'ipv6',
        value: formatIpv6(groups),
        start,
        end: prefix === undefined ? end : start + address.length,
        confidence: 0.95,
      };
  }
};

const VERSION_CUE =
  /(?:\bv|\bver(?:sion|s)?\.?|\brev(?:ision)?\.?|\bbuild|\bfirmware|\brelease|\bupdate(?:d)?(?: to)?|\.NET|\bsdk|版本号?|版|升级[到至]|固件|верси[яюи]|верс\.?)[\s:=为是]*$/i;
const ADDRESS_CUE =
  /\bip\b|\bIPs?\b|addr|host|server|\bC2\b|\bC&C\b|from|\bto\b|connect|beacon|listen|ping|\bDNS\b|proxy|peer|地址|服务器|回连|节点|主机|网关|адрес|сервер|хост|айпи/i;
/** A heading's number: at a line's start, and words behind it. */
const SECTION_AFTER = /^[\s、.)]{1,3}[\p{Lu}\p{Script=Han}]/u;
const SECTION_CUE =
  /(?:\bsection|\bsec\.?|\bsee|\btable|\bfig(?:ure)?\.?|\bchapter|\bclause|\bappendix|§|第|章|节|表|图|раздел|табл\.?|п\.)\s*$/i;

/** Reads four dotted numbers in their surroundings: an address, or something that only looks like one. */
export function readIpv4(
  address: string,
  text: string,
  start: number,
  end: number,
  isDefanged: boolean,
): { confidence: number; labels: string[] } {
  if (isDefanged) return { confidence: 0.99, labels: [] };
  const ahead = before(text, start, 40);
  const octets = address.split('.').map(Number);
  const small = octets.filter((octet) => octet <= 30).length;
  const hasPort = /^[:：]\d{2,5}\b/.test(after(text, end, 7));
  if (VERSION_CUE.test(ahead) || /[A-Za-z]\/$/.test(ahead))
    return { confidence: hasPort ? 0.5 : 0.15, labels: ['version-number?'] };
  if (SECTION_CUE.test(ahead) && small >= 3) return { confidence: 0.15, labels: ['section-number?'] };
  const atLineStart = /(?:^|\n)[\s#*>-]*$/.test(ahead) || (ahead.length < 40 && ahead.trim() === '');
  if (atLineStart && small === 4 && SECTION_AFTER.test(after(text, end, 6)))
    return { confidence: 0.15, labels: ['section-number?'] };
  if (hasPort) return { confidence: 0.97, labels: [] };
  if (octets[0] === 0) return { confidence: 0.3, labels: ['version-number?'] };
  if (small >= 3 && (octets[0] ?? 0) <= 30 && !ADDRESS_CUE.test(ahead)) {
    const product = /[A-Z][A-Za-z]+\s$/.test(ahead);
    return product || small === 4
      ? { confidence: 0.3, labels: ['version-number?'] }
      : { confidence: 0.55, labels: ['version-number?'] };
  }
  return { confidence: 0.95, labels: [] };
}

const DOTTED =
  /(?<![\p{L}\p{N}_])[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?)+/uy;

/** All dotted tokens: IPv4 addresses, networks, domains, and files that look like domains. */
export function dotted(isDefanged: (start: number, end: number) => boolean): Recogniser {
  return function* dottedTokens({ text, isTaken, take }) {
    let from = 0;
    for (let dot = nextInnerDot(text, 0); dot >= 0; dot = nextInnerDot(text, from)) {
      from = dot + 1;
      const begin = labelStart(text, dot);
      const match = begin < dot ? matchAt(DOTTED, text, begin) : undefined;
      if (!match) continue;
      from = match.index + match[0].length;
      for (const [token, start] of withoutHan(match[0], match.index, text)) {
        const end = start + token.length;
        if (isTaken(start, end)) continue;
        const found = readDotted(token, text, start, end, isDefanged(start, end));
        if (found.length > 0) take(start, end);
        yield* found;
      }
    }
  };
}

/** A token as it is when Han letters make whole labels of it; else the pieces between them. */
function withoutHan(token: string, start: number, text: string): [string, number][] {
  const pieces: [string, number][] = [];
  const escaped = text[start - 1] === '\\' && /^[nrt]/.test(token) ? 1 : 0;
  if (!HAN.test(token)) return [[token.slice(escaped), start + escaped]];
  const labels = token.split('.');
  const pure = labels.every((label) => !HAN.test(label) || ALL_HAN.test(label));
  const ending = labels.at(-1) ?? '';
  const firstIsOwn = HAN.test(labels[0] ?? '') && labels.length === 2;
  if (pure && (HAN.test(ending) || firstIsOwn)) {
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

function readDotted(token: string, text: string, start: number, end: number, isDefanged: boolean): Found[] {
  const range = /^(\d+(?:\.\d+){3})-(\d+(?:\.\d+){3})$/.exec(token);
  if (range?.[1] && range[2]) {
    const second = start + range[1].length + 1;
    return [
      ...ipv4Found(range[1], text, start, start + range[1].length, isDefanged),
      ...ipv4Found(range[2], text, second, end, isDefanged),
    ];
  }
  const quad = /^\d+(?:\.\d+){3}$/.test(token);
  if (quad)
    return /[\w.]/.test(text[start - 1] ?? '') && isWordAt(text, start - 1)
      ? []
      : ipv4Found(token, text, start, end, isDefanged);
  if (/^[\d.]+$/.test(token)) return [];
  const glued = /^v?(\d+(?:\.\d+){3})$/i.exec(token);
  if (glued?.[1] && parseIpv4(glued[1])) {
    return [
      {
        type: 'ipv4',
        value: glued[1],
        start: start + token.length - glued[1].length,
        end,
        confidence: 0.15,
        labels: ['version-number?'],
      },
    ];
  }
  // Part of a path or of a mail address that was not one.
  if (/[@\\]$/.test(before(text, start, 1)) || /[A-Za-z0-9_)]\/$/.test(before(text, start, 2))) return [];
  const bare = token.replace(/^_+|_+$/g, '');
  const offset = token.indexOf(bare);
  const reading = readHost(bare, text, start + offset, start + offset + bare.length, isDefanged);
  if (reading.kind === 'none') return [];
  const type = reading.kind === 'file' ? 'filename' : reading.kind;
  return [
    {
      type,
      value: reading.value,
      start: start + offset,
      end: start + offset + bare.length,
      confidence: reading.confidence,
      labels: reading.labels,
    },
  ];
}

function ipv4Found(address: string, text: string, start: number, end: number, isDefanged: boolean): Found[] {
  if (!parseIpv4(address)) return [];
  const { confidence, labels } = readIpv4(address, text, start, end, isDefanged);
  const prefix = /^\/(\d{1,2})(?![\d/.])/.exec(after(text, end, 4))?.[1];
  const network = prefix === undefined ? undefined : ipv4Network(address, Number(prefix));
  if (network)
    return [{ type: 'cidr', value: network, start, end: end + 1 + (prefix?.length ?? 0), confidence, labels }];
  const port = /^:(\d{1,5})(?!\d)/.exec(after(text, end, 7))?.[1];
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
