/** File hashes and fingerprints: by their length, whole tokens only, across a line end where a PDF broke them. */
import type { ObservableType } from '../../model/entity.ts';
import { after, before, type Recogniser } from './found.ts';
import { UNIT } from './marks.ts';
import { matchAt } from './tokens.ts';

const BY_LENGTH: Readonly<Record<number, ObservableType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };
/** Names of revisions, not of files. */
const REVISION_CUE = /\b(?:commit|revision|rev|merge|checkout|cherry-pick|HEAD|git)\W{0,3}$/i;
/** Digests of passwords as dumps write them: `NTLM : …`, `user:500:LM:NT:::`, `user::DOMAIN:challenge:…`. They are of no file. */
const PASSWORD_BEFORE =
  /\b(?:NTLM|NT|LM|NTHash|DCC2?|lmhash|nthash)(?: hash)?\s{0,3}[:=]\s{0,3}$|:\d{3,6}:(?:[0-9a-f]{32}:)?$|[0-9a-f]{32}:$|::[^:\s]{1,20}:[0-9a-f]{16}:$/i;
const PASSWORD_AFTER = /^:(?:[0-9a-f]{32})?:{2,3}/i;
/** A digest that is named by the words before it. */
const NAMED: readonly {
  readonly cue: RegExp;
  /** What the lines above have to say. */
  readonly above?: RegExp;
  readonly type: ObservableType;
  readonly length: number;
}[] = [
  { cue: /imphash\W{0,10}$/i, type: 'imphash', length: 32 },
  { cue: /ja3s?(?:[._]hash)?(?:;\s?content)?\W{0,10}$/i, type: 'ja3', length: 32 },
  {
    cue: /(?:thumbprint|fingerprint|serial|cert(?:ificate)?|指纹|отпечаток)\D{0,12}$/i,
    type: 'cert-fingerprint',
    length: 40,
  },
  { cue: /(?:thumbprint|fingerprint|cert(?:ificate)?|指纹|отпечаток)\D{0,12}$/i, type: 'cert-fingerprint', length: 64 },
  { cue: /sha-?1\W{0,4}$/i, above: /ssl-cert|certificate/i, type: 'cert-fingerprint', length: 40 },
  { cue: /(?:PGP|GPG|OpenPGP)\D{0,24}$/i, type: 'pgp-fingerprint', length: 40 },
];

export const hashes: Recogniser = ({ text, marks: { runs }, isTaken, take, give }) => {
  let skipUntil = 0;
  for (let at = 0; at < runs.length; at += 3) {
    const start = runs.at(at);
    const runEnd = runs.at(at + 1);
    const isHex = (runs.at(at + 2) & UNIT.letter) === 0;
    // The end of a hyphenated token is none of its own.
    if (!isHex || runEnd - start < 16 || runEnd - start > 128 || start < skipUntil || text[start - 1] === '-') continue;
    let raw = text.slice(start, runEnd);
    let end = runEnd;
    const wrapped = restOnNextLine(text, end, raw);
    if (wrapped) {
      raw += wrapped.text;
      end = wrapped.end;
    }
    const type = BY_LENGTH[raw.length];
    if (!type || isTaken(start, end) || !/[a-f]/i.test(raw) || !isVaried(raw)) continue;
    // A GUID's last group, a transaction, a colour.
    if (text[start - 1] === '#' || (text[end] === '-' && /^-[0-9a-f]{4}\b/i.test(after(text, end, 6)))) continue;
    skipUntil = end;
    take(start, end);
    const ahead = before(text, start, 32);
    const named = NAMED.find(
      ({ cue, above, length }) =>
        length === raw.length && cue.test(ahead) && (above?.test(before(text, start, 200)) ?? true),
    );
    const isPassword = type === 'md5' && (PASSWORD_BEFORE.test(ahead) || PASSWORD_AFTER.test(after(text, end, 36)));
    const isRevision = type === 'sha1' && REVISION_CUE.test(ahead);
    give({
      type: named?.type ?? type,
      value: raw.toLowerCase(),
      start,
      end,
      confidence: isRevision || isPassword ? 0.3 : 0.97,
      labels: isPassword ? ['password-hash?'] : isRevision ? ['git-commit?'] : wrapped && ['joined-lines'],
    });
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

/** The next line's hex run, when both together have a digest's length and it has none by itself. */
function restOnNextLine(text: string, end: number, raw: string): { text: string; end: number } | undefined {
  if (text[end] !== '\n' && text[end] !== '\r') return undefined;
  const next = /^\r?\n[ \t]*([0-9a-fA-F]{4,96})(?![0-9A-Za-z])/.exec(after(text, end, 140));
  if (!next?.[1] || BY_LENGTH[next[1].length]) return undefined;
  return BY_LENGTH[raw.length + next[1].length] ? { text: next[1], end: end + next[0].length } : undefined;
}

const SSDEEP = /(?<![\w:+/])\d{1,8}:[A-Za-z0-9+/]{6,128}:[A-Za-z0-9+/]{6,128}(?![\w+/])/y;
const JARM = /^[0-9a-f]{62}$/;
const TLSH = /^T1[0-9A-F]{70}$/i;

export const fuzzyHashes: Recogniser = ({ text, marks: { codes, colons, runs }, take, give }) => {
  let from = 0;
  for (let at = 0; at < colons.length; at += 1) {
    const colon = colons.at(at);
    // A block size of one to eight digits stands before the first colon, two longer parts behind it.
    let begin = colon;
    while (begin > colon - 8 && begin > from && isDigit(codes[begin - 1])) begin -= 1;
    const match = begin < colon ? matchAt(SSDEEP, text, begin) : undefined;
    if (!match) continue;
    from = match.index + match[0].length;
    take(match.index, from);
    give({ type: 'ssdeep', value: match[0], start: match.index, end: from, confidence: 0.95 });
  }
  let namesJarm: boolean | undefined;
  for (let at = 0; at < runs.length; at += 3) {
    const start = runs.at(at);
    const end = runs.at(at + 1);
    if (end - start === 72) {
      const raw = text.slice(start, end);
      if (TLSH.test(raw)) give({ type: 'tlsh', value: raw.toUpperCase(), start, end, confidence: 0.95 });
    } else if (end - start === 62) {
      const raw = text.slice(start, end);
      namesJarm ??= /jarm/i.test(text);
      if (namesJarm && JARM.test(raw)) give({ type: 'jarm', value: raw, start, end, confidence: 0.9 });
    }
  }
};

const isDigit = (code = 0): boolean => code >= 0x30 && code <= 0x39;

const TOX_LENGTH = 76;

/** A Tox address ends with the exclusive or of all that is before it, two bytes at a time: the whole comes to nothing. */
export const toxIds: Recogniser = ({ text, marks: { runs }, give }) => {
  for (let at = 0; at < runs.length; at += 3) {
    const start = runs.at(at);
    const end = runs.at(at + 1);
    if (end - start !== TOX_LENGTH || (runs.at(at + 2) & UNIT.letter) !== 0) continue;
    const raw = text.slice(start, end);
    let sum = 0;
    for (let place = 0; place < TOX_LENGTH; place += 4) sum ^= Number.parseInt(raw.slice(place, place + 4), 16);
    if (sum === 0 && isVaried(raw)) give({ type: 'tox', value: raw.toUpperCase(), start, end, confidence: 0.98 });
  }
};
