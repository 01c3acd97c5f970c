/** URLs, mail addresses and IPv6 addresses. */
import { formatIpv6, ipv6Network, parseIpv4, parseIpv6 } from './addresses.ts';
import { after, before, HAN_LETTER, type Recogniser, type ScanContext } from './found.ts';
import { canonicalHost, readHost } from './hosts.ts';
import type { Places } from './marks.ts';
import { isHexAt, isTokenAt, matchAt } from './tokens.ts';

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
function* urlStarts(text: string, colons: Places): Generator<RegExpExecArray> {
  for (let index = 0; index < colons.length; index += 1) {
    const mark = colons.at(index);
    if (!text.startsWith('//', mark + 1)) continue;
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

export const urls: Recogniser = (context) => {
  const { text, take, give } = context;
  let next = 0;
  for (const match of urlStarts(text, context.marks.colons)) {
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
    give({ type: 'url', value, start, end, confidence: 0.98 });
    giveHostOfUrl(value, start, end, context);
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
function giveHostOfUrl(url: string, start: number, end: number, { text, give }: ScanContext): void {
  const host = /^[^/]*\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(url)?.[1] ?? '';
  const offset = text
    .slice(start, end)
    .toLowerCase()
    .indexOf(host.startsWith('xn--') ? '\0' : host);
  if (offset < 0 || host === '') return;
  const from = start + offset;
  if (parseIpv4(host)) give({ type: 'ipv4', value: host, start: from, end: from + host.length, confidence: 0.98 });
  else if (/\.onion$/.test(host))
    give({ type: 'onion', value: host, start: from, end: from + host.length, confidence: 0.98 });
  else if (host.includes('.') && !host.startsWith('[')) {
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind === 'domain' || reading.kind === 'i2p')
      give({ type: reading.kind, value: reading.value, start: from, end: from + host.length, confidence: 0.98 });
  }
}

const EMAIL =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}._%+@/-])([A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63})@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62})/uy;

/** Goes back from each `@` to where its local part can begin: at its first unit, or behind an apostrophe. */
function* emailCandidates(text: string, ats: Places): Generator<RegExpExecArray> {
  let from = 0;
  for (let index = 0; index < ats.length; index += 1) {
    const sign = ats.at(index);
    if (sign < from || !isTokenAt(text, sign + 1)) continue;
    let start = sign;
    const least = Math.max(from, sign - LONGEST_LOCAL);
    while (start > least && LOCAL_UNITS[text.charCodeAt(start - 1)] === 1) start -= 1;
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
const LONGEST_LOCAL = 64;
const LOCAL_UNITS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.%+'-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
export const emails: Recogniser = ({ text, marks, take, isTaken, give }) => {
  for (const match of emailCandidates(text, marks.ats)) {
    let start = match.index;
    let [, local = '', host = ''] = match;
    // Glued Han text after the address is no part of its last label.
    const glued = host.search(HAN_LETTER);
    if (glued > 0) host = host.slice(0, glued);
    const end = start + local.length + 1 + host.length;
    if (local.startsWith('_') && text[end] === '_') {
      local = local.slice(1);
      start += 1;
    }
    if (local.endsWith('.') || isTaken(start, end)) continue;
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind === 'none' || reading.kind === 'file') continue;
    const value = `${local.toLowerCase()}@${reading.value}`;
    take(start, end);
    give({ type: 'email', value, start, end, confidence: 0.97 });
  }
};

const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?:%[\w]+)?(\/\d{1,3})?(?![\w:])/iy;

/** Starts the pattern only where a second colon follows within one group. */
function* ipv6Candidates(text: string, colons: Places): Generator<RegExpExecArray> {
  let from = 0;
  for (let index = 0; index < colons.length; index += 1) {
    const colon = colons.at(index);
    if (colon < from) continue;
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

export const ipv6s: Recogniser = ({ text, marks, take, isTaken, give }) => {
  for (const match of ipv6Candidates(text, marks.colons)) {
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
    if (network) give({ type: 'cidr', value: network, start, end, confidence: 0.95 });
    else
      give({
        type: 'ipv6',
        value: formatIpv6(groups),
        start,
        end: prefix === undefined ? end : start + address.length,
        confidence: 0.95,
      });
  }
};
