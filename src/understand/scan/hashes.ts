/** File hashes and fingerprints: by their length, whole tokens only, across a line end where a PDF broke them. */
import type { ObservableType } from '../../model/entity.ts';
import { after, before, type Recogniser } from './found.ts';
import { alphanumericRuns, hexRuns, matchAt } from './triggers.ts';

const BY_LENGTH: Readonly<Record<number, ObservableType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };
/** A digest that is named by the words before it. */
const NAMED: readonly { readonly cue: RegExp; readonly type: ObservableType; readonly length: number }[] = [
  { cue: /imphash\W{0,4}$/i, type: 'imphash', length: 32 },
  { cue: /ja3s?\W{0,4}$/i, type: 'ja3', length: 32 },
  {
    cue: /(?:thumbprint|fingerprint|serial|cert(?:ificate)?|指纹|отпечаток)\D{0,12}$/i,
    type: 'cert-fingerprint',
    length: 40,
  },
  { cue: /(?:thumbprint|fingerprint|cert(?:ificate)?|指纹|отпечаток)\D{0,12}$/i, type: 'cert-fingerprint', length: 64 },
  { cue: /(?:PGP|GPG|OpenPGP)\D{0,24}$/i, type: 'pgp-fingerprint', length: 40 },
];

export const hashes: Recogniser = function* hashes({ text, isTaken, take }) {
  let skipUntil = 0;
  for (const [start, runEnd] of hexRuns(text, 16)) {
    if (start < skipUntil || runEnd - start > 128 || !isWholeToken(text, start, runEnd)) continue;
    let raw = text.slice(start, runEnd);
    let end = runEnd;
    const wrapped = restOnNextLine(text, end, raw);
    if (wrapped) {
      raw += wrapped.text;
      end = wrapped.end;
    }
    const type = BY_LENGTH[raw.length];
    if (!type || isTaken(start, end) || !/[a-f]/i.test(raw) || !isVaried(raw)) continue;
    const ahead = before(text, start, 32);
    // A GUID's last group, a transaction, a colour.
    if (/0x$|#$/i.test(ahead) || /^-[0-9a-f]{4}\b/i.test(after(text, end, 6))) continue;
    skipUntil = end;
    take(start, end);
    const named = NAMED.find(({ cue, length }) => length === raw.length && cue.test(ahead));
    yield {
      type: named?.type ?? type,
      value: raw.toLowerCase(),
      start,
      end,
      confidence: 0.97,
      ...(wrapped ? { labels: ['joined-lines'] } : {}),
    };
  }
};

/** At least five different units: a filler line of zeros is no digest. */
function isVaried(raw: string): boolean {
  let seen = 0;
  let different = 0;
  for (let at = 0; at < raw.length && different < 5; at += 1) {
    // The low five bits tell all hex digits apart, in either case.
    const bit = 1 << (raw.charCodeAt(at) & 31);
    if ((seen & bit) === 0) different += 1;
    seen |= bit;
  }
  return different >= 5;
}

/** Not cut from a longer token, nor the end of a hyphenated one. */
function isWholeToken(text: string, start: number, end: number): boolean {
  return !/[0-9A-Za-z-]/.test(text[start - 1] ?? '') && !/[0-9A-Za-z]/.test(text[end] ?? '');
}

/** The next line's hex run, when both together have a digest's length and it has none by itself. */
function restOnNextLine(text: string, end: number, raw: string): { text: string; end: number } | undefined {
  if (text[end] !== '\n' && text[end] !== '\r') return undefined;
  const next = /^\r?\n[ \t]*([0-9a-fA-F]{4,96})(?![0-9A-Za-z])/.exec(after(text, end, 140));
  if (!next?.[1] || BY_LENGTH[next[1].length]) return undefined;
  return BY_LENGTH[raw.length + next[1].length] ? { text: next[1], end: end + next[0].length } : undefined;
}

const SSDEEP = /(?<![\w:+/])\d{1,8}:[A-Za-z0-9+/]{6,128}:[A-Za-z0-9+/]{6,128}(?![\w+/])/y;
const DIGIT = /[0-9]/;
const JARM = /^[0-9a-f]{62}$/;
const TLSH = /^T1[0-9A-F]{70}$/i;

export const fuzzyHashes: Recogniser = function* fuzzyHashes({ text, take }) {
  let from = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', Math.max(from, colon + 1))) {
    // A block size of one to eight digits stands before the first colon.
    let begin = colon;
    while (begin > colon - 8 && begin > from && DIGIT.test(text[begin - 1] ?? '')) begin -= 1;
    const match = begin < colon ? matchAt(SSDEEP, text, begin) : undefined;
    if (!match) continue;
    from = match.index + match[0].length;
    const end = match.index + match[0].length;
    take(match.index, end);
    yield { type: 'ssdeep', value: match[0], start: match.index, end, confidence: 0.95 };
  }
  const namesJarm = /jarm/i.test(text);
  for (const [start, end] of alphanumericRuns(text, 62)) {
    if (end - start === 72) {
      const raw = text.slice(start, end);
      if (TLSH.test(raw)) yield { type: 'tlsh', value: raw.toUpperCase(), start, end, confidence: 0.95 };
    } else if (end - start === 62 && namesJarm) {
      const raw = text.slice(start, end);
      if (JARM.test(raw)) yield { type: 'jarm', value: raw, start, end, confidence: 0.9 };
    }
  }
};
