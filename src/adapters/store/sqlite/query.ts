/** The search language: words and Han text, "phrases", OR, NOT or -word, word*, and fields type: lang: from: in:. */
import { TelltaleError } from '../../../errors.ts';
import { refangForSearch, tokenise } from './tokens.ts';

/** A run of tokens that must stand next to each other; the last one may be the beginning of a token. */
export interface Atom {
  readonly tokens: readonly string[];
  readonly prefix: boolean;
}

export interface ParsedQuery {
  /** All groups must occur; of a group, one atom. */
  readonly all: readonly (readonly Atom[])[];
  readonly none: readonly Atom[];
  readonly fields: { readonly type?: string; readonly lang?: string; readonly from?: string; readonly in?: string };
}

type Piece =
  | { readonly kind: 'or' }
  | { readonly kind: 'atom'; readonly atom: Atom; readonly negated: boolean }
  | { readonly kind: 'field'; readonly name: 'type' | 'lang' | 'from' | 'in'; readonly value: string };

/** Throws `query-syntax` with what is wrong. */
export function parseQuery(text: string): ParsedQuery {
  const all: Atom[][] = [];
  const none: Atom[] = [];
  const fields: Record<string, string> = {};
  let joinNext = false;
  for (const piece of pieces(text)) {
    if (piece.kind === 'or') {
      if (all.length === 0 || joinNext) throw new TelltaleError('query-syntax', 'OR stands between two words.');
      joinNext = true;
    } else if (piece.kind === 'field') fields[piece.name] = piece.value;
    else if (piece.negated) none.push(piece.atom);
    else {
      if (joinNext) all.at(-1)?.push(piece.atom);
      else all.push([piece.atom]);
      joinNext = false;
    }
  }
  if (joinNext) throw new TelltaleError('query-syntax', 'OR stands between two words.');
  if (all.length === 0 && none.length > 0) {
    throw new TelltaleError('query-syntax', 'A search needs something to find, not only what to leave out.');
  }
  if (all.length === 0 && Object.keys(fields).length === 0) {
    throw new TelltaleError('query-syntax', 'There is nothing to search for.');
  }
  return { all, none, fields };
}

const PIECE = /\s*(?:(-?)"([^"]*)"|(\S+))/gy;

function* pieces(text: string): Generator<Piece> {
  const source = refangForSearch(text);
  if ((source.match(/"/g)?.length ?? 0) % 2 === 1)
    throw new TelltaleError('query-syntax', 'A quotation mark is not closed.');
  PIECE.lastIndex = 0;
  let negateNext = false;
  for (const match of source.matchAll(PIECE)) {
    const [, minus, phrase, word] = match;
    if (word === 'OR') yield { kind: 'or' };
    else if (word === 'AND') continue;
    else if (word === 'NOT') {
      negateNext = true;
      continue;
    } else if (phrase !== undefined) {
      const atom = atomOf(phrase, false);
      if (atom) yield { kind: 'atom', atom, negated: minus === '-' || negateNext };
    } else if (word !== undefined) yield* wordPieces(word, negateNext);
    negateNext = false;
  }
}

function* wordPieces(word: string, negateNext: boolean): Generator<Piece> {
  const field = /^(type|lang|from|in):(.+)$/.exec(word);
  if (field?.[1] && field[2]) {
    yield { kind: 'field', name: field[1] as 'type', value: field[2] };
    return;
  }
  const negated = negateNext || (word.startsWith('-') && word.length > 1);
  const body = word.startsWith('-') && word.length > 1 ? word.slice(1) : word;
  const prefix = body.endsWith('*');
  const atom = atomOf(prefix ? body.slice(0, -1) : body, prefix);
  if (atom) yield { kind: 'atom', atom, negated };
}

/** Undefined when nothing of the text is searchable. */
function atomOf(text: string, prefix: boolean): Atom | undefined {
  const found = tokenise(text);
  if (found.length === 0) return undefined;
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return undefined;
  // One joined token, such as an address: the whole says it all.
  if (
    found.length > 1 &&
    first.end === last.end &&
    first.start === found[0]?.start &&
    first.text.length > last.text.length &&
    !isHan(last.text)
  ) {
    return { tokens: [first.text], prefix };
  }
  const tokens = found.map((token) => token.text);
  if (!isHan(last.text) || [...last.text].length !== 1) return { tokens, prefix };
  // The last character of a Han run is a token only where the run ends; here it may go on.
  const before = found.at(-2);
  const runGoesOn = before !== undefined && before.end === last.end;
  return runGoesOn ? { tokens: tokens.slice(0, -1), prefix: false } : { tokens, prefix: true };
}

const isHan = (text: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);

const ftsAtom = (atom: Atom): string => `"${atom.tokens.join(' ').replaceAll('"', '')}"${atom.prefix ? ' *' : ''}`;

/** The query in the words of FTS5; undefined when it has fields only. */
export function ftsExpression(query: ParsedQuery): string | undefined {
  if (query.all.length === 0) return undefined;
  const wanted = query.all.map((group) => `(${group.map(ftsAtom).join(' OR ')})`).join(' AND ');
  return query.none.length === 0 ? wanted : `(${wanted}) NOT (${query.none.map(ftsAtom).join(' OR ')})`;
}

/** Where atoms of the query stand in a text, as spans in order, overlapping ones merged. */
export function findHits(query: ParsedQuery, text: string): [start: number, end: number][] {
  const tokens = tokenise(text);
  const spans: [number, number][] = [];
  for (const atom of query.all.flat()) {
    for (let at = 0; at + atom.tokens.length <= tokens.length; at += 1) {
      const matches = atom.tokens.every((wanted, offset) => {
        const have = tokens[at + offset]?.text ?? '';
        return atom.prefix && offset === atom.tokens.length - 1 ? have.startsWith(wanted) : have === wanted;
      });
      if (!matches) continue;
      const first = tokens[at];
      const last = tokens[at + atom.tokens.length - 1];
      if (!first || !last) continue;
      // A single Han character is found as the beginning of a bigram; only itself is the hit.
      const end =
        atom.prefix && isHan(atom.tokens.at(-1) ?? '') ? last.start + (atom.tokens.at(-1)?.length ?? 0) : last.end;
      spans.push([first.start, end]);
    }
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [number, number][] = [];
  for (const span of spans) {
    const before = merged.at(-1);
    if (before && span[0] <= before[1]) before[1] = Math.max(before[1], span[1]);
    else merged.push([...span]);
  }
  return merged;
}
