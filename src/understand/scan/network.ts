/** Mail addresses and IPv6 addresses. */
import { formatIpv6, ipv6Network, parseIpv6 } from './addresses.ts';
import { after, before, HAN_LETTER, type Recogniser, type ScanContext } from './found.ts';
import { readHost } from './hosts.ts';
import type { Places } from './marks.ts';
import { isHexAt, isTokenAt, matchAt } from './tokens.ts';

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
      // Not in the text at large: every sign would look through all of it.
      const quote = text.slice(start, sign).indexOf("'");
      start = quote < 0 ? sign : start + quote + 1;
    }
  }
}
const LONGEST_LOCAL = 64;
const LOCAL_UNITS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.%+'-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
export const emails: Recogniser = (context) => {
  const { text, marks, take, isTaken, give } = context;
  const { codes } = marks;
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
    if (codes[start - 1] === BACKSLASH && isEscape(text, start, end)) {
      local = local.slice(1);
      start += 1;
    }
    if (local === '' || local.endsWith('.') || isTaken(start, end)) continue;
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind === 'none' || reading.kind === 'file') continue;
    const account = { local: local.toLowerCase(), host: reading.value, start, end };
    if (codes[end] === COLON && giveLogin(account, context)) continue;
    // `nick!~user@host`: who is on IRC, and no mailbox. The host is mentioned.
    if (IRC_MASK.test(text[match.index - 1] ?? '')) {
      take(start, end);
      give({ type: 'domain', value: account.host, start: start + local.length + 1, end, confidence: 0.9 });
      continue;
    }
    // `bounce+77=user=host@list`: to whom it was sent stands in the address that errors go back to.
    const bounce = text[start - 1] === '=' ? BOUNCE.exec(before(text, start, LONGEST_LOCAL))?.[0] : undefined;
    if (bounce !== undefined) start -= bounce.length;
    const mailbox = `${(bounce ?? '').toLowerCase()}${account.local}`;
    const isMessage = MESSAGE_ID.test(before(text, start, LONGEST_HEADER));
    take(start, end);
    give({
      type: 'email',
      value: `${mailbox}@${account.host}`,
      start,
      end,
      confidence: isMessage ? 0.3 : 0.97,
      labels: isMessage ? MESSAGE : undefined,
    });
  }
};

const BACKSLASH = 0x5c;
const AROUND = 300;

/** Whether `\\nname@host` is a line break of code and a mailbox, and not `DOMAIN\\name@host`: other line breaks stand around it. */
function isEscape(text: string, start: number, end: number): boolean {
  if (!/[nrt]/.test(text[start] ?? '')) return false;
  if (!/[A-Za-z0-9_.-]/.test(text[start - 2] ?? '')) return true;
  const [ahead, behind] = [before(text, start - 1, AROUND), after(text, end, AROUND)];
  return /\\[nr](?![a-z])/.test(ahead) || /\\[nr](?![a-z])/.test(behind) || /\\n/.test(ahead);
}

const IRC_MASK = /[~!]/;
const BOUNCE = /(?<![\w.+=@-])[\w.-]{1,40}\+[\w.+=-]{0,50}=$/;
/** The number of a message is written as an address is. */
const MESSAGE_ID = /(?:^|\n)(?:message-id|references|in-reply-to|content-id|x-ms-[\w-]*message-?id):[^\n]*$/i;
const LONGEST_HEADER = 160;
const MESSAGE: readonly string[] = ['message-id?'];

interface Account {
  readonly local: string;
  readonly host: string;
  readonly start: number;
  readonly end: number;
}

/** `git@host:owner/name`, `root@host:/var/…`: an account on a machine, not a mailbox. The machine is mentioned. */
function giveLogin({ local, host, start, end }: Account, { text, take, give }: ScanContext): boolean {
  const rest = after(text, end, 120);
  const repository = /^(?:git|hg|svn)$/.test(local)
    ? /^:([a-z\d][\w.-]{0,38}\/[\w.-]{0,99}\w)/i.exec(rest)?.[1]
    : undefined;
  if (repository === undefined && !/^:[/~]\w/.test(rest)) return false;
  const stop = repository === undefined ? end : end + 1 + repository.length;
  take(start, stop);
  give({ type: 'domain', value: host, start: start + local.length + 1, end, confidence: 0.9 });
  if (repository !== undefined && host === 'github.com')
    give({ type: 'github', value: repository.replace(/\.git$/, '').toLowerCase(), start, end: stop, confidence: 0.95 });
  return true;
}

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

/** `a::b` in code, `::1` in prose: too little to be an address of the outside. That wants two groups, one of three units. */
function isTelling(address: string): boolean {
  let given = 0;
  let colons = 0;
  let hasGap = false;
  let isLong = false;
  let from = 0;
  for (let at = 0; at <= address.length; at += 1) {
    if (at < address.length && address.charCodeAt(at) !== COLON) continue;
    if (at < address.length) colons += 1;
    if (at > from) given += 1;
    else if (at > 0 && at < address.length) hasGap = true;
    if (at - from >= 3) isLong = true;
    from = at + 1;
  }
  return (hasGap || colons === 7) && given >= 2 && isLong;
}
const COLON = 0x3a;

export const ipv6s: Recogniser = ({ text, marks, take, isTaken, give }) => {
  for (const match of ipv6Candidates(text, marks.colons)) {
    const start = match.index;
    const [whole] = match;
    const raw = whole.endsWith(':') && !whole.endsWith('::') ? whole.slice(0, -1) : whole;
    const slash = raw.indexOf('/');
    const address = slash < 0 ? raw : raw.slice(0, slash);
    const prefix = slash < 0 ? undefined : raw.slice(slash + 1);
    const zone = address.indexOf('%');
    const bare = zone < 0 ? address : address.slice(0, zone);
    if (!isTelling(bare)) continue;
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
