/** URLs: where they begin and end in running text, their canonical form, and the host in them. */
import { formatIpv6, parseIpv4, parseIpv6 } from './addresses.ts';
import { after, before, type Recogniser, type ScanContext } from './found.ts';
import { canonicalHost, readHost } from './hosts.ts';
import { isTokenAt, matchAt } from './tokens.ts';

const SCHEMES =
  'https?|ftps?|sftp|ssh|tcp|udp|wss?|socks[45]h?|smb|ldaps?|rtmps?|rtsp|git|telnet|vnc|rdp|ircs?|gopher|dns|mongodb|mysql|postgres|redis|amqp|mqtt|s3|svn|nfs|jdbc:[a-z]+|sip|tftp';
const URL_START = new RegExp(`(?<![a-z0-9+])(?:${SCHEMES})://`, 'iy');
const SCHEME_BEFORE = /([a-z0-9]+:)?[a-z0-9]+$/i;
const LONGEST_SCHEME = 16;
const COLON = 0x3a;
const SLASH = 0x2f;
const PLUS = 0x2b;
const BACKSLASH = 0x5c;
const ESCAPED: ReadonlySet<number> = new Set([...'_&~#%'].map((unit) => unit.charCodeAt(0)));

/** What ends a URL: blanks, quotes, brackets of markup, Han text and its punctuation. */
const URL_END =
  /[\s"'`<>\\^{}|\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。；：、！？（）【】《》“”‘’「」…\u00ab\u00bb]/u;
/** Surrogates are 2: only with its other half does one tell what it is. */
const URL_ENDS = new Uint8Array(65_536);
for (let code = 0; code < 65_536; code += 1)
  URL_ENDS[code] = code >= 0xd800 && code <= 0xdfff ? 2 : URL_END.test(String.fromCharCode(code)) ? 1 : 0;

/** Where the run of units that a URL may hold ends. */
function bodyEnd(text: string, codes: Uint16Array, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const kind = URL_ENDS[codes[at] ?? 0];
    if (kind === 0) continue;
    if (kind === 1) {
      // Markdown's own backslash before a sign that it would else take for markup.
      if (codes[at] === BACKSLASH && ESCAPED.has(codes[at + 1] ?? 0)) continue;
      break;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (URL_END.test(character)) break;
    at += character.length - 1;
  }
  return at;
}

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isSchemeUnit = (code: number): boolean =>
  isLetter(code) || (code >= 0x30 && code <= 0x39) || code === PLUS || code === COLON;

/** Where the URL begins whose `://` is at `mark`; -1 when no known scheme stands there. */
function urlStart(text: string, codes: Uint16Array, mark: number): number {
  // Nearly all are `http` or `https`.
  const plain = text.startsWith('https', mark - 5) ? mark - 5 : text.startsWith('http', mark - 4) ? mark - 4 : -1;
  if (plain === 0 || (plain > 0 && !isSchemeUnit(codes[plain - 1] ?? 0))) return plain;
  const ahead = SCHEME_BEFORE.exec(before(text, mark, LONGEST_SCHEME));
  if (!ahead) return -1;
  const start = mark - ahead[0].length;
  // `jdbc:mysql` is one scheme; in `see:http` the last word alone is one.
  const match =
    matchAt(URL_START, text, start) ??
    (ahead[1] === undefined ? undefined : matchAt(URL_START, text, start + ahead[1].length));
  return match === undefined ? -1 : match.index;
}

/** The `://` that a start was found for: a scheme holds none. */
const AFTER_SCHEME = '://'.length;

export const urls: Recogniser = (context) => {
  const { text, take, give, marks } = context;
  const { colons, codes } = marks;
  let next = 0;
  for (let index = 0; index < colons.length; index += 1) {
    const mark = colons.at(index);
    if (codes[mark + 1] !== SLASH || codes[mark + 2] !== SLASH) continue;
    const start = urlStart(text, codes, mark);
    // An address inside another one's path is part of it.
    if (start < 0 || start < next) continue;
    const body = mark + AFTER_SCHEME;
    let end = body + trimmedLength(text.slice(body, bodyEnd(text, codes, body)));
    end = fieldEnd(text, start, body, end);
    let raw = text.slice(start, end);
    if (raw.includes('\\')) raw = raw.replaceAll('\\', '');
    const wrapped = continuation(text, end, raw);
    if (wrapped) {
      raw += wrapped.text;
      end = wrapped.end;
    }
    next = end;
    const url = readUrl(raw, mark - start);
    if (!url) continue;
    take(start, end);
    give({ type: 'url', value: url.value, start, end, confidence: 0.98 });
    if (url.host !== '') giveHost(url, start, context);
  }
};

/** Units that a URL does not end with. */
const TRAILING = /[.,;:!?*_~'"-]+$/;
/** What somebody blacked out, `…/[redacted]`: the address ends before it. */
const BLACKED_OUT =
  /\[(?:redacted|removed|deleted|masked|hidden|censored|snip|\.{3}|…|已隐藏|已删除|скрыто|удалено)\].*$/iu;
/** The same and brackets: what ends otherwise and holds no entity is whole. */
const MAY_BE_CUT = new Uint8Array(128);
for (const unit of '.,;:!?*_~\'"]-)(') MAY_BE_CUT[unit.charCodeAt(0)] = 1;

function trimmedLength(body: string): number {
  if (body === '' || (MAY_BE_CUT[body.charCodeAt(body.length - 1)] !== 1 && !/[&[]/.test(body))) return body.length;
  let kept = body.replace(/&(?:quot|lt|gt|#34|#39);.*$/i, '').replace(BLACKED_OUT, '');
  for (;;) {
    const previous = kept;
    kept = kept.replace(TRAILING, '');
    // A slash or an equals sign belongs to it; an unopened bracket does not.
    for (const [open, close] of ['()', '[]'] as const) {
      while (kept.endsWith(close ?? '') && count(kept, close ?? '') > count(kept, open ?? '')) kept = kept.slice(0, -1);
    }
    if (kept.endsWith('](') || kept.endsWith('(')) kept = kept.replace(/\]?\($/, '');
    if (kept === previous) return kept.length;
  }
}

/** In a list with commas between its fields a link ends at the first one; other lines say that it is such a list. */
function fieldEnd(text: string, start: number, body: number, end: number): number {
  const inside = text.slice(body, end).indexOf(',');
  const last = text[start - 1] ?? '\n';
  if (inside < 0 || (last !== '\n' && last !== ',')) return end;
  const ahead = before(text, start, LONGEST_LINE);
  const lineStart = start - ahead.length + ahead.lastIndexOf('\n') + 1;
  if (lineStart > 0 && text[lineStart - 1] !== '\n') return end;
  const line = lineAt(text, lineStart);
  const fields = count(line, ',');
  const neighbours = [lineAt(text, lineStart + line.length + 1), lineBefore(text, lineStart)];
  return fields > 1 && neighbours.some((other) => count(other, ',') === fields) ? body + inside : end;
}
const LONGEST_LINE = 1000;

function lineAt(text: string, start: number): string {
  const line = text.slice(start, start + LONGEST_LINE);
  const end = line.indexOf('\n');
  return end < 0 ? line : line.slice(0, end);
}

function lineBefore(text: string, start: number): string {
  if (start === 0) return '';
  const ahead = text.slice(Math.max(0, start - 1 - LONGEST_LINE), start - 1);
  return ahead.slice(ahead.lastIndexOf('\n') + 1);
}

const count = (text: string, character: string): number => text.split(character).length - 1;

/** A URL that the line end cut behind `/`, `-` and the like goes on when the next line is one token that can only be its rest. */
function continuation(text: string, end: number, raw: string): { text: string; end: number } | undefined {
  if (raw.length < 20 || !isCutAt(text, end)) return undefined;
  const next = /^\r?\n([A-Za-z0-9][\w.%&=?/+~-]{5,})(?=\r?\n|$)/.exec(after(text, end, 400));
  if (!next?.[1] || next[1].includes('://')) return undefined;
  return { text: next[1], end: end + next[0].length };
}

function isCutAt(text: string, end: number): boolean {
  const next = text[end];
  return (next === '\n' || next === '\r') && '/=&?%_-'.includes(text[end - 1] ?? ' ');
}

interface Url {
  readonly value: string;
  /** Canonical; empty where it is no name and no IPv4 address. */
  readonly host: string;
  /** Where the host stands in the URL as written. */
  readonly offset: number;
  readonly length: number;
}

/** @param colon where the scheme ends */
function readUrl(raw: string, colon: number): Url | undefined {
  const from = colon + AFTER_SCHEME;
  let to = from;
  let at = -1;
  for (; to < raw.length; to += 1) {
    const unit = raw[to];
    if (unit === '/' || unit === '?' || unit === '#') break;
    if (unit === '@') at = to;
  }
  const offset = at < 0 ? from : at + 1;
  const scheme = raw.slice(0, colon);
  const rest = raw.slice(to);
  const hostAndPort = raw.slice(offset, to);
  const bracketed = hostAndPort.startsWith('[') ? /^\[([0-9a-f:.]+)\](:\d+)?$/i.exec(hostAndPort) : undefined;
  if (bracketed?.[1]) {
    const groups = parseIpv6(bracketed[1]);
    if (!groups) return undefined;
    const value = `${scheme.toLowerCase()}://${raw.slice(from, offset)}[${formatIpv6(groups)}]${bracketed[2] ?? ''}${rest}`;
    return { value, host: '', offset, length: 0 };
  }
  const portAt = hostAndPort.indexOf(':');
  const written = portAt < 0 ? hostAndPort : hostAndPort.slice(0, portAt);
  const port = portAt < 0 ? '' : hostAndPort.slice(portAt);
  if (written === '' || (port !== '' && !/^:\d{1,5}$/.test(port))) return undefined;
  if (!isTokenAt(written, 0) && !/[\p{L}\p{N}]/u.test(written)) return undefined;
  if (!written.includes('.') && port === '' && rest.length < 2) return undefined;
  const host = canonicalHost(written);
  if (host === undefined) return undefined;
  const lower = scheme.toLowerCase();
  const value =
    host === written && lower === scheme ? raw : `${lower}://${raw.slice(from, offset)}${host}${port}${rest}`;
  return { value, host, offset, length: written.length };
}

/** The host of a URL is mentioned with it. */
function giveHost({ host, offset, length }: Url, urlStart: number, { give }: ScanContext): void {
  const start = urlStart + offset;
  const end = start + length;
  if (parseIpv4(host)) give({ type: 'ipv4', value: host, start, end, confidence: 0.98 });
  else if (host.endsWith('.onion')) give({ type: 'onion', value: host, start, end, confidence: 0.98 });
  else if (host.includes('.')) {
    const reading = readHost(host, '', 0, 0, true);
    if (reading.kind === 'domain' || reading.kind === 'i2p')
      give({ type: reading.kind, value: reading.value, start, end, confidence: 0.98 });
  }
}
